"""An EventBridge event bus: what is put on it goes to the targets of all rules that match it.

It stands apart because it alone decides who gets an event. Delivery is at least once and in any
order; a target that cannot take an event now is tried again, and one that never will is given up.
Source: EventBridge User Guide, "Event patterns", "How EventBridge retries delivering events",
"Using dead-letter queues"; API reference, PutRule, PutTargets. Archives, replays and encryption are
not simulated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, Protocol, TypeVar

from semantics.patterns import Pattern, PatternSet
from semantics.payload import Json, json_text
from semantics.target_input import (
    CannotTransform,
    RuleNames,
    TargetInput,
    read_target_input,
)
from semantics.timestamps import format_timestamp
from simulator.clock import Clock
from simulator.services.refusal import Refusal
from simulator.services.retry_policy import USUAL_POLICY, GivenUp, RetryPolicy, Trying
from simulator.timing import Draws

MOST_TARGETS = 5
WHOLE_EVENT = read_target_input({})


class Entry(Protocol):
    """What is put on the bus. `time` is the event's own, None where it is that of putting it;
    `detail` is read only where a pattern or a target looks at it.
    """

    @property
    def source(self) -> str:
        """Who tells it."""

    @property
    def detail_type(self) -> str:
        """What kind of event it is."""

    @property
    def resources(self) -> Sequence[str]:
        """The ARNs that it is about."""

    @property
    def time(self) -> int | None:
        """When it happened, in microseconds since 1970."""

    @property
    def detail(self) -> Json:
        """A JSON object."""


E = TypeVar("E", bound=Entry)


class Home(NamedTuple):
    """Where a bus is, and its name there."""

    name: str
    account: str
    region: str

    def rule_arn(self, rule: str) -> str:
        """Address one of its rules."""
        path = rule if self.name == "default" else f"{self.name}/{rule}"
        return f"arn:aws:events:{self.region}:{self.account}:rule/{path}"


class Event(Generic[E]):
    """An entry with what the bus adds to it. `at`: microseconds since 1970."""

    __slots__ = ("_as_json", "at", "entry", "home", "id")

    def __init__(self, entry: E, home: Home, number: int, at: int) -> None:
        self.entry, self.home = entry, home
        self.id, self.at = f"event-{number}", at
        self._as_json: Json = None

    def as_json(self) -> Json:
        """The event as patterns and targets see it."""
        if self._as_json is None:
            self._as_json = {
                "version": "0",
                "id": self.id,
                "detail-type": self.entry.detail_type,
                "source": self.entry.source,
                "account": self.home.account,
                "time": _second(self.at if self.entry.time is None else self.entry.time),
                "region": self.home.region,
                "resources": list(self.entry.resources),
                "detail": self.entry.detail,
            }
        return self._as_json


class Delivery(Generic[E]):
    """An event on its way to a target of a rule."""

    __slots__ = ("_event", "_rule", "_target")

    def __init__(self, event: Event[E], rule: str, target: "Target[E]") -> None:
        self._event, self._rule, self._target = event, rule, target

    @property
    def entry(self) -> E:
        """What was put on the bus."""
        return self._event.entry

    def text(self) -> str:
        """What the target is sent. Raises CannotTransform where that is nothing; `take` need not
        know.
        """
        at = format_timestamp(self._event.at)
        names = RuleNames(self._event.home.rule_arn(self._rule), self._rule, at)
        return self._target.input.text(self._event.as_json(), names)

    def give_up(self, given_up: GivenUp) -> None:
        """Leave it with the target's dead letters."""
        attributes = {
            "RULE_ARN": self._event.home.rule_arn(self._rule),
            "TARGET_ARN": self._target.arn,
            "ERROR_CODE": given_up.refusal.code,
            "ERROR_MESSAGE": given_up.refusal.message,
        }
        if given_up.condition:
            attributes["EXHAUSTED_RETRY_CONDITION"] = given_up.condition
            attributes["RETRY_ATTEMPTS"] = str(given_up.retries)
        self._target.give_up(Letter(json_text(self._event.as_json()), attributes))


class Letter(NamedTuple):
    """What a dead-letter queue gets: the event, and message attributes that say what went wrong."""

    event: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Target(Generic[E]):
    """`take` is called for each delivery; it raises NotNow to be tried again, and another Refusal
    where the target never will take it. `input` says what it is sent.
    """

    arn: str
    take: Callable[[Delivery[E]], None]
    input: TargetInput = WHOLE_EVENT
    policy: RetryPolicy = USUAL_POLICY
    give_up: Callable[[Letter], None] = lambda _: None


class EventBus(Generic[E]):
    """A bus, its rules and their targets. `entries` counts what was put."""

    def __init__(self, clock: Clock, draws: Draws, home: Home) -> None:
        self._clock, self._draws, self._home = clock, draws, home
        self._patterns = PatternSet()
        self._targets: dict[str, list[Target[E]]] = {}
        self._decided: dict[tuple[str, str], list[str] | None] = {}
        self._open = 0
        self.entries = 0

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is on its way to a target or being tried again."""
        return self._open == 0

    def put_rule(self, name: str, pattern: Pattern, targets: Sequence[Target[E]]) -> None:
        """Add a rule with its targets. Raises Refusal."""
        if name in self._targets:
            raise Refusal("ResourceAlreadyExistsException", f"there is a rule {name}")
        if len(targets) > MOST_TARGETS:
            raise Refusal("LimitExceededException", f"a rule has {MOST_TARGETS} targets at most")
        self._patterns.add(name, pattern)
        self._targets[name] = list(targets)
        self._decided.clear()

    def put(self, entry: E) -> list[str]:
        """Take one event and send it to whom it concerns; gives the names of the rules."""
        self.entries += 1
        event = Event(entry, self._home, self.entries, self._clock.now)
        rules = self._rules_for(event)
        for rule in rules:
            for target in self._targets[rule]:
                for _ in range(2 if self._draws.is_doubled() else 1):
                    self._send(Delivery(event, rule, target), target)
        return rules

    def _rules_for(self, event: Event[E]) -> list[str]:
        """Name the rules that match. Where source and type decide alone, they do so once."""
        key = event.entry.source, event.entry.detail_type
        if key not in self._decided:
            known = {"source": key[0], "detail-type": key[1]}
            self._decided[key] = self._patterns.decided_by(known)
        decided = self._decided[key]
        return self._patterns.matching(event.as_json()) if decided is None else decided

    def _send(self, delivery: Delivery[E], target: Target[E]) -> None:
        self._open += 1

        def end(given_up: GivenUp | None) -> None:
            self._open -= 1
            if given_up is not None:
                delivery.give_up(given_up)

        def arrive() -> None:
            try:
                attempt = partial(target.take, delivery)
                Trying(self._clock, target.policy, attempt, end).try_once()
            except CannotTransform:
                end(None)  # nothing is sent, and nobody is told

        self._clock.after(self._draws.span(self._draws.weather.bus), arrive)


def _second(microseconds: int) -> str:
    """A moment as events have it."""
    return f"{format_timestamp(microseconds)[:19]}Z"
