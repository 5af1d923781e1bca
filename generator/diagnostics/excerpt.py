"""One line of a file as a terminal can show it, with the place to mark below it.

It stands apart because widths are its only subject: a tab takes four cells, 漢 takes two, an accent
none, and a line of a megabyte has to fit. Invariant: what is shown holds no control character, is
at most `WIDEST` cells and the marks, and the mark stands below the first cell of its place.
"""

from itertools import accumulate
from typing import NamedTuple
from unicodedata import category, east_asian_width

WIDEST = 120
_CELLS_BEFORE_MARK = 40
_TAB = "    "
_UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"
_CUT = "…"


class Excerpt(NamedTuple):
    """`text` to show; the mark starts `indent` cells in and is `width` cells wide, 1 at least."""

    text: str
    indent: int
    width: int


def cut_out(line: str, column: int, end_column: int) -> Excerpt:
    """Show `line` around the columns (from 1, the end exclusive), cut on both sides if too long."""
    start, end = column - 1, max(end_column - 1, column)
    first = max(0, start - _CELLS_BEFORE_MARK) if len(line) > WIDEST else 0
    part = line[first : first + WIDEST]
    cells = [_cell(each) for each in part]
    offsets = [0, *accumulate(width for _, width in cells)]
    fitting = sum(1 for offset in offsets[1:] if offset <= WIDEST)
    before = _CUT if first else ""
    after = _CUT if first + fitting < len(line) else ""
    indent = offsets[min(start - first, fitting)]
    width = offsets[min(end - first, fitting)] - indent
    text = "".join(shown for shown, _ in cells[:fitting])
    return Excerpt(before + text + after, len(before) + indent, max(width, 1))


def printable(text: str) -> str:
    """Text on one line and without what a terminal would obey."""
    return "".join(each if each.isprintable() else _UNSHOWABLE for each in text)


def _cell(character: str) -> tuple[str, int]:
    """Show a character, and say how many cells it takes (Unicode annex 11)."""
    if character.isascii():
        if character == "\t":
            return _TAB, len(_TAB)
        return (character, 1) if character.isprintable() else (_UNSHOWABLE, 1)
    if "\N{VARIATION SELECTOR-1}" <= character <= "\N{VARIATION SELECTOR-16}":
        return "", 0
    if not character.isprintable():
        return _UNSHOWABLE, 1
    if category(character) in ("Mn", "Me"):
        return character, 0
    return character, 2 if east_asian_width(character) in "WF" else 1
