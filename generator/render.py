"""Shows diagnostics: as text for people, as JSON for programs, as commands for GitHub."""

from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Sources


def render_text(
    diagnostics: Iterable[Diagnostic], sources: Sources, *, is_colored: bool = False
) -> str:
    """The anatomy of rustc's messages: headline, place, line, caret, help."""
    raise NotImplementedError


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """One JSON object with the key `diagnostics`; the same names as the classes have."""
    raise NotImplementedError


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """One workflow command a line: an annotation at the place in a pull request."""
    raise NotImplementedError
