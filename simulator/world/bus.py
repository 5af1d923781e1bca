"""EventBridge: facts in, at least once and in any order out to the targets of generated rules.

It stands apart because it is the only way from one function to another. Invariant: a rule gets an
event exactly when its generated pattern matches it.
"""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from generated.deployment import BUS, RuleRow
from generated.events import find
from generated.events.fact import Fact
from runtime.ports import World
from runtime.serving import serve_fact
from semantics.patterns import Pattern
from simulator.clock import Clock
from simulator.services.event_bus import Delivery, Home, Target
from simulator.services.event_bus import EventBus as SimulatedBus
from simulator.timing import Draws
from simulator.world.blueprint import ACCOUNT, REGION, function_arn, load_rules
from simulator.world.entry import Detail, Entry
from simulator.world.event_invocations import EventInvocations
from simulator.world.trace import Kind, Trace


class EventBus:
    """Bus. `told` are the ids of all facts that were ever put on it; `reached` counts what each
    rule got of each type.
    """

    def __init__(
        self,
        clock: Clock,
        draws: Draws,
        trace: Trace,
        invocations: EventInvocations,
        world: World,
    ) -> None:
        self._trace, self._invocations, self._world = trace, invocations, world
        self._bus: SimulatedBus[Entry] = SimulatedBus(
            clock, draws, Home(BUS.physical_name, ACCOUNT, REGION)
        )
        for rule, pattern in load_rules():
            self.put_rule(rule, pattern)
        self.told: set[str] = set()
        self.reached: Counter[tuple[str, str]] = Counter()

    def put_rule(self, row: RuleRow, pattern: Pattern) -> None:
        """Add a rule; Lambda takes every event, so no delivery is given up here."""
        arn = function_arn(row.function)
        self._bus.put_rule(row.name, pattern, [Target(arn, partial(self._invoke, row))])

    @property
    def entries(self) -> int:
        """How many events were put on it."""
        return self._bus.entries

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is on its way to a function or being tried again."""
        return self._bus.is_quiet and self._invocations.open == 0

    def publish(self, facts: Sequence[Fact]) -> None:
        """Tell facts, as a handler does."""
        for fact in facts:
            self._put(Entry(fact.source, fact.event.TYPE, fact))

    def put_entries(self, entries: Sequence[dict[str, Any]]) -> None:
        """Take the entries of PutEvents, as a flow sends them."""
        for entry in entries:
            if entry["EventBusName"] != BUS.physical_name:
                raise LookupError(f"there is no bus {entry['EventBusName']}")
            self._put(Entry(entry["Source"], entry["DetailType"], entry["Detail"]))

    def _put(self, entry: Entry) -> None:
        """Keep a line about a fact when it is first told: facts are stored in any order."""
        if entry.event_id not in self.told:
            self.told.add(entry.event_id)
            if self._trace.is_kept:
                call_id = entry.detail["data"].get("call_id", "")
                self._trace.note(describe_fact(entry.detail), Kind.FACT, call_id)
        for rule in self._bus.put(entry):
            self.reached[rule, entry.detail_type] += 1

    def _invoke(self, row: RuleRow, delivery: Delivery[Entry]) -> None:
        entry, world = delivery.entry, self._world
        self._invocations.accept(
            row.name,
            row.function,
            f"{entry.detail_type} by {row.name}",
            lambda served: serve_fact(served, entry.read_by(served), world),
        )


def describe_fact(detail: Detail) -> str:
    """Put a fact into a line: its type, what it is about, and what may be told of it."""
    kind = find(detail["event_type"])
    hidden = {f"{detail['aggregate_type']}_id", *(kind.MASKED if kind is not None else ())}
    told = [
        f"{name}={_short(value)}" for name, value in detail["data"].items() if name not in hidden
    ]
    return " ".join([detail["event_type"], _short(detail["aggregate_id"]), *told])


def _short(value: object) -> str:
    """Shorten our long ids; join lists."""
    if isinstance(value, list):
        return ",".join(_short(item) for item in value) or "none"
    text = str(value)
    return text[:10] if text.startswith(("call-", "batch-", "CA0")) else text
