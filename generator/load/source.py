"""Reads the YAML of a spec into a tree of nodes that know their place.

It stands apart because YAML guesses and spec authors should not have to: a plain word is text
unless it is a JSON number, true, false or null, so `012`, `21:00`, `+15551230000`, `on` and `NO`
stay what was typed. Whatever could mean two things, or hide one, is refused where it stands.
Invariant: any bytes at all give a tree or diagnostics, never an exception.
"""

import re

from generator.diagnostics import Diagnostic, Span
from generator.load.tree import Node
from generator.load.yaml_events import EventReader, NotReadableError

LARGEST_FILE_BYTES = 1_048_576

# What YAML 1.2 forbids in a file (5.1), and: the tab, the line ends that are not "\n", the byte
# order mark, and the direction marks that make a line read otherwise than it is (CVE-2021-42574).
# Named one by one, because "all but what is allowed" takes 7 ms to compile, for the planes above.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def load_text(file: str, text: str | bytes) -> tuple[Node | None, list[Diagnostic]]:
    """Read one document: what could be read, or None, and every mistake that was found.

    A byte order mark at the start and Windows line ends are taken as if they were not there.
    """
    if len(text) > LARGEST_FILE_BYTES:
        message = f"the file is larger than the {LARGEST_FILE_BYTES:,} bytes that are read"
        return None, [Diagnostic("SPEC008", message, Span.of_file(file))]
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as error:
            return None, [_not_utf8(file, error)]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    characters = _forbidden_characters(file, text)
    reader = EventReader(file, _FORBIDDEN.sub(" ", text) if characters else text)
    try:
        root = reader.read()
    except NotReadableError as error:
        # A parser that stumbles where a character was taken out says nothing new.
        return None, [*reader.diagnostics, *(characters or [error.diagnostic])]
    return root, [*characters, *reader.diagnostics]


def _not_utf8(file: str, error: UnicodeDecodeError) -> Diagnostic:
    data = error.object
    before = data[: error.start].replace(b"\r\n", b"\n").decode().removeprefix("\ufeff")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    seems = "UTF-16" if data.startswith(_UTF16_MARKS) else "another encoding"
    return Diagnostic(
        "SPEC007",
        f"the file is not UTF-8: byte 0x{data[error.start]:02x} cannot stand here",
        Span(file, line, column, line, column),
        help=f"it seems to be {seems}; save it as UTF-8",
    )


def _forbidden_characters(file: str, text: str) -> list[Diagnostic]:
    """Complain once of all tabs, once of other characters: one habit is one mistake."""
    first_by_kind: dict[bool, tuple[int, int]] = {}
    for match in _FORBIDDEN.finditer(text):
        is_tab = match.group() == "\t"
        first, count = first_by_kind.get(is_tab, (match.start(), 0))
        first_by_kind[is_tab] = (first, count + 1)
    found = []
    for is_tab, (offset, count) in first_by_kind.items():
        line = text.count("\n", 0, offset) + 1
        column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        name = "a tab" if is_tab else f"the character U+{ord(text[offset]):04X}"
        others = f" ({count - 1} more in this file)" if count > 1 else ""
        found.append(
            Diagnostic(
                "SPEC006",
                f"{name} cannot stand in a spec{others}",
                Span(file, line, column, line, column + 1),
                help="use spaces" if is_tab else "delete it, it cannot be seen",
            )
        )
    return found
