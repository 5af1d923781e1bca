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
from runtime.serving import serve_routed
from semantics.timestamps import format_timestamp
from simulator.clock import Clock
from simulator.world.blueprint import ACCOUNT, load_rules
from simulator.world.event_invocations import EventInvocations
from simulator.world.timing import Draws
from simulator.world.trace import Trace

Event = dict[str, Any]


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
            self.put(fact.source, fact.event.TYPE, fact.to_detail())

    def put_entries(self, entries: Sequence[Event]) -> None:
        """Take the entries of PutEvents, as a flow sends them."""
        for entry in entries:
            if entry["EventBusName"] != BUS.physical_name:
                raise LookupError(f"there is no bus {entry['EventBusName']}")
            self.put(entry["Source"], entry["DetailType"], entry["Detail"])

    def put(self, source: str, detail_type: str, detail: Event) -> None:
        """Take one event and send it to whom it concerns."""
        self.entries += 1
        self._note(detail)
        event: Event = {
            "version": "0",
            "id": f"event-{self.entries}",
            "detail-type": detail_type,
            "source": source,
            "account": ACCOUNT,
            "time": format_timestamp(self._clock.now),
            "region": "us-east-1",
            "resources": [],
            "detail": detail,
        }
        for rule in self._patterns.matching(event):
            self.reached[rule, detail_type] += 1
            for _ in range(2 if self._draws.is_doubled() else 1):
                self._deliver(rule, event)

    def _note(self, detail: Event) -> None:
        """Keep a line about a fact when it is first told: facts are stored in any order."""
        if detail["event_id"] not in self.told:
            self.told.add(detail["event_id"])
            if self._trace.is_kept:
                self._trace.note(describe_fact(detail))

    def _deliver(self, rule: str, event: Event) -> None:
        function, world = self._rules[rule].function, self._world
        self._on_the_way += 1

        def arrive() -> None:
            self._on_the_way -= 1
            about = f"{event['detail-type']} by {rule}"
            self._invocations.accept(
                function, about, lambda served: serve_routed(served, event, world)
            )

        self._clock.after(self._draws.span(self._draws.weather.bus), arrive)


def describe_fact(detail: Event) -> str:
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
