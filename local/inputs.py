"""The files that a person gives: scripted hotels and, by name, records.

It stands apart so that whatever is wrong with such a file is said before anything is started.
"""

from pathlib import Path

from hotels.script import Hotel, load
from local.aws import ROOT
from local.errors import LocalError

HOTELS = ROOT / "samples" / "hotels.yaml"


def read_hotels() -> dict[str, Hotel]:
    """Read the scripted hotels. Raises LocalError with every problem in the file."""
    loaded = load(read_text(HOTELS))
    if loaded.problems:
        raise LocalError(loaded.report(str(HOTELS)))
    return loaded.hotels


def read_text(file: Path) -> str:
    """Read a file of a person's. Raises LocalError when it cannot be read as text."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LocalError(f"{file}: {error}") from error
