"""The specs in `hotel_calls/`, for tests that edit them as their user would.

They stand apart because three suites ask what an edit does. They are no copy to keep current:
whatever becomes of specs/, what an edit of a flow does to its files stays the same. Invariant: the
folder itself is only read.
"""

import shutil
from functools import cache
from pathlib import Path

from generator.pipeline import Compiled, compile_specs

SPECS = Path(__file__).parent / "hotel_calls"
FLOW = "flows/call_handler.yaml"


@cache
def as_it_is() -> Compiled:
    """What the specs give as they are."""
    return compile_specs(SPECS)


class Edited:
    """A copy of the specs with edits."""

    def __init__(self, folder: Path) -> None:
        self.folder = shutil.copytree(SPECS, folder / "specs")

    def replace(self, file: str, old: str, new: str) -> None:
        """Exchange a stretch of a file's text that is there once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def compile(self) -> Compiled:
        """What the edited specs give."""
        return compile_specs(self.folder)

    def line_of(self, file: str, text: str) -> int:
        """The line on which a text stands, which is there once."""
        lines = (self.folder / file).read_text(encoding="utf-8").split("\n")
        (number,) = [number for number, line in enumerate(lines, 1) if text in line]
        return number
