"""Whoever serves the inbox or the journal must be allowed to use its store.

Permissions follow from `reads` and `writes` and from nothing else. Arming a wait and delivering a
fact each write first and then read, so that one of them sees both; the journal's writer appends.
Without the right to do so they fail at the first event, on AWS and nowhere before.

Source: docs/ARCHITECTURE.md, "How a fact reaches a flow"

Wrong:
    functions: {Shop: {delivers: [OrderPaid], reads: [Waits]}}

Right:
    functions: {Shop: {delivers: [OrderPaid], reads: [Waits], writes: [Waits]}}
"""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model import Access, Function, System, Table

CODE = "SAFE602"


def check(system: System) -> Iterator[Diagnostic]:
    """Compare what the inbox and the journal need with what their functions declare."""
    inbox, journal = system.inbox, system.journal
    if inbox:
        for function in system.functions:
            if function.delivers is not None or function is inbox.arms:
                yield from _lacks(function, "reads", function.reads, inbox.store, "the inbox")
                yield from _lacks(function, "writes", function.writes, inbox.store, "the inbox")
    if journal:
        writer = journal.writer
        yield from _lacks(writer, "writes", writer.writes, journal.store, "the journal")


def _lacks(
    function: Function, word: str, accesses: tuple[Access, ...], store: Table, what: str
) -> Iterator[Diagnostic]:
    if any(each.store is store for each in accesses):
        return
    message = f"{function.name} serves {what}, and has no {store.name} in its `{word}`"
    hint = f"add {store.name} to the `{word}` of {function.name}"
    yield Diagnostic(CODE, message, function.name.span, help=hint)
