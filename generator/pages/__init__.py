"""The page behind each code: what it refuses, why, a source, an example of wrong and of right.

It stands apart because `explain` and the tests read the same page. A check's page is its module's
docstring; what the earlier stages say has its page in `<CODE>.md` here. Both have one form: a
sentence, paragraphs, then `Source:`, `Wrong:` and `Right:`. `File:` names the spec file that the
examples are, where they are no fragments.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

FOLDER = Path(__file__).parent
_SECTIONS = re.compile(r"^(Source|File|Wrong|Right):[ \n]?", re.MULTILINE)


class Page(NamedTuple):
    """One code's page; `text` is all of it, as it was written."""

    code: str
    text: str
    source: str
    wrong: str
    right: str
    file: str

    @property
    def title(self) -> str:
        """The first sentence."""
        return self.text.split("\n\n", 1)[0].replace("\n", " ")


def pages() -> list[Page]:
    """Every page, by code."""
    return sorted(_every_page())


def find(code: str) -> Page | None:
    """The page of one code, in whatever case it was typed."""
    return next((each for each in _every_page() if each.code == code.upper()), None)


def _every_page() -> Iterator[Page]:
    from generator import checks  # noqa: PLC0415  # explaining is rare, and loads every check

    for module in checks.modules():
        yield _parse(module.CODE, module.__doc__ or "")
    for path in sorted(FOLDER.glob("*.md")):
        yield _parse(path.stem, path.read_text(encoding="utf-8"))


def _parse(code: str, text: str) -> Page:
    _, *pieces = _SECTIONS.split(text)
    sections = dict(zip(pieces[::2], pieces[1::2], strict=True))
    return Page(
        code,
        text.strip(),
        sections.get("Source", "").strip(),
        dedent(sections.get("Wrong", "")).strip() + "\n",
        dedent(sections.get("Right", "")).strip() + "\n",
        sections.get("File", "").strip(),
    )
