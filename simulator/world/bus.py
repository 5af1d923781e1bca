"""EventBridge: facts in, at least once and in any order out to the targets of generated rules.

It stands apart because it is the only way from one function to another. Invariant: a rule gets an
event exactly when its generated pattern matches it.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from generated.deployment import BUS
from generated.events import find
from generated.events.fact import Fact
from runtime.ports import World
from runtime.serving import serve_fact
from semantics.timestamps import format_timestamp
from simulator.clock import Clock
from simulator.timing import Draws
from simulator.world.blueprint import ACCOUNT, load_rules
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
        self._clock, self._draws, self._trace = clock, draws, trace
        self._invocations, self._world = invocations, world
        self._patterns, self._rules = load_rules()
        self._decided: dict[tuple[str, str], list[str] | None] = {}
        self._on_the_way = 0
        self.entries = 0
        self.told: set[str] = set()
        self.reached: Counter[tuple[str, str]] = Counter()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is on its way to a target or being tried again."""
        return self._on_the_way == 0 and self._invocations.open == 0

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
        """Take one event and send it to whom it concerns."""
        self.entries += 1
        self._note(entry)
        for rule in self._rules_for(entry):
            self.reached[rule, entry.detail_type] += 1
            for _ in range(2 if self._draws.is_doubled() else 1):
                self._deliver(rule, entry)

    def _rules_for(self, entry: Entry) -> Sequence[str]:
        """Name the rules that match. Where source and type decide alone, they do so once."""
        key = entry.source, entry.detail_type
        if key not in self._decided:
            known = {"source": entry.source, "detail-type": entry.detail_type}
            self._decided[key] = self._patterns.decided_by(known)
        decided = self._decided[key]
        return self._patterns.matching(self._event(entry)) if decided is None else decided

    def _event(self, entry: Entry) -> dict[str, object]:
        return {
            "version": "0",
            "id": f"event-{self.entries}",
            "detail-type": entry.detail_type,
            "source": entry.source,
            "account": ACCOUNT,
            "time": format_timestamp(self._clock.now),
            "region": "us-east-1",
            "resources": [],
            "detail": entry.detail,
        }

    def _note(self, entry: Entry) -> None:
        """Keep a line about a fact when it is first told: facts are stored in any order."""
        if entry.event_id not in self.told:
            self.told.add(entry.event_id)
            if self._trace.is_kept:
                call_id = entry.detail["data"].get("call_id", "")
                self._trace.note(describe_fact(entry.detail), Kind.FACT, call_id)

    def _deliver(self, rule: str, entry: Entry) -> None:
        function, world = self._rules[rule].function, self._world
        self._on_the_way += 1

        def arrive() -> None:
            self._on_the_way -= 1
            about = f"{entry.detail_type} by {rule}"
            self._invocations.accept(
                rule,
                function,
                about,
                lambda served: serve_fact(served, entry.read_by(served), world),
            )

        self._clock.after(self._draws.span(self._draws.weather.bus), arrive)


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
