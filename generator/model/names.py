"""A name as the author wrote it, with its place."""

from typing import Self

from generator.diagnostics import Span


class Name(str):
    """A piece of a spec's text that knows where it stands; it compares and hashes as text does."""

    __slots__ = ("span",)

    span: Span

    def __new__(cls, text: str, span: Span) -> Self:
        """Join a text and its place."""
        made = super().__new__(cls, text)
        made.span = span
        return made
