"""The functions' logs, saved before the local AWS that holds them ends.

It stands apart because it only matters when something went wrong, and then it is all there is.
"""

from pathlib import Path

from generated.deployment import FUNCTIONS
from local.clients import Clients


def save_logs(clients: Clients, folder: Path) -> None:
    """Write each function's log to `folder`, a file for each that has logged anything."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = clients.logs.get_paginator("filter_log_events")
    for function in FUNCTIONS:
        group = f"/aws/lambda/{function.physical_name}"
        lines = [
            event["message"]
            for page in pages.paginate(logGroupName=group)
            for event in page["events"]
        ]
        if lines:
            (folder / f"{function.physical_name}.log").write_text("\n".join(lines) + "\n")
