"""A page as a file.

It stands apart because everything else of the page is pure. Invariant: at any moment the file is
whole, the old one or the new one.
"""

from contextlib import suppress
from pathlib import Path

from simulator.unusable import Unusable


def write_page(path: str, html: str) -> None:
    """Write to the side, then rename. Raises Unusable."""
    partial = Path(f"{path}.partial")
    try:
        partial.write_text(html, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Unusable(f"cannot write {path}: {error.strerror}") from error
