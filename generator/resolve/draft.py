"""What has been built so far, and what was found wrong on the way.

It stands apart because every part of the resolver looks names up and complains. Invariant: a name
that was declared is known even if what it names could not be built (None), so that one mistake is
not told again wherever the name is used.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from generator.diagnostics import Diagnostic, Sources, Span, did_you_mean, quote
from generator.load.tree import Node
from generator.model import Bucket, Flow, Function, Name, Queue, Secret, Table, Task

Found = TypeVar("Found")


class Draft:
    """A system in the making. `is_whole` says whether everything that was declared could be built,
    and every name bound: only then do checks on the whole say something true.
    """

    def __init__(self, files: Mapping[str, Node], sources: Sources | None) -> None:
        self.files = files
        self.sources = sources
        self.diagnostics: list[Diagnostic] = []
        self.is_whole = True
        self.secrets: dict[str, Secret | None] = {}
        self.tables: dict[str, Table | None] = {}
        self.buckets: dict[str, Bucket | None] = {}
        self.queues: dict[str, Queue | None] = {}
        self.functions: dict[str, Function | None] = {}
        self.tasks: dict[str, Task | None] = {}
        self.flows: dict[str, Flow | None] = {}

    def complain(
        self,
        code: str,
        message: str,
        span: Span,
        advice: str | None = None,
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(Diagnostic(code, message, span, related, advice))

    def find(
        self, name: Name | None, known: Mapping[str, Found | None], code: str, kind: str
    ) -> Found | None:
        """What a name stands for; complains if nothing is called so. `kind` is like "a table"."""
        if name is None:
            self.is_whole = False
            return None
        if name not in known:
            message = f"{quote(name)} is not {kind}"
            self.complain(code, message, name.span, did_you_mean(name, known))
        found = known.get(name)
        self.is_whole = self.is_whole and found is not None
        return found

    def find_all(
        self, names: Iterable[Name], known: Mapping[str, Found | None], code: str, kind: str
    ) -> tuple[Found, ...]:
        """What each name of a list stands for; complains of a name that is listed twice."""
        found = [self.find(each, known, code, kind) for each in self.once_each(names)]
        return tuple(each for each in found if each is not None)

    def once_each(self, names: Iterable[Name]) -> list[Name]:
        """The names, without those that were listed before, of which it complains."""
        first: dict[str, Name] = {}
        for name in names:
            if name in first:
                message = f"{quote(name)} is listed twice"
                self.complain(
                    "NAME122", message, name.span, None, ((first[name].span, "first here"),)
                )
            else:
                first[name] = name
        return list(first.values())

    def built(self, made: Found | None) -> Found | None:
        """Pass on what was built, and note if it was not."""
        self.is_whole = self.is_whole and made is not None
        return made
