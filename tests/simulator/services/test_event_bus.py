"""EventBridge: who gets what is put on a bus, how often it is tried, and what PutEvents answers."""

import json
from collections.abc import Callable
from itertools import pairwise

import pytest

from semantics.patterns import parse
from semantics.payload import Json
from semantics.target_input import read_target_input
from simulator.services.event_bus import Delivery, EventBus, Home, Letter, Target
from simulator.services.put_events import MOST_BYTES, JsonEntry, put_events
from simulator.services.refusal import Refusal
from simulator.services.retry_policy import NotNow, RetryPolicy
from simulator.timing import Weather
from tests.simulator.services.service_world import CALM, Surroundings

HOME = Home("orders", "123456789012", "eu-west-1")
ARN = "arn:aws:sqs:eu-west-1:123456789012:shipping"
RULE_ARN = "arn:aws:events:eu-west-1:123456789012:rule/orders/Ship"
PAID = {"Source": "shop", "DetailType": "Paid", "Detail": '{"order":"O-1","cents":1250}'}


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


@pytest.fixture
def bus(around: Surroundings) -> EventBus[JsonEntry]:
    return EventBus(around.clock, around.draws, HOME)


def taking(texts: list[str]) -> Callable[[Delivery[JsonEntry]], None]:
    return lambda delivery: texts.append(delivery.text())


def refusing(refusal: Refusal, times: list[float], around: Surroundings) -> Target[JsonEntry]:
    def take(_: Delivery[JsonEntry]) -> None:
        times.append(around.seconds)
        raise refusal

    return Target(ARN, take)


def rule(
    bus: EventBus[JsonEntry], *targets: Target[JsonEntry], name: str = "Ship", **pattern: Json
) -> None:
    bus.put_rule(name, parse(pattern or {"source": ["shop"]}), targets)


def test_a_target_gets_the_event_with_what_the_bus_adds(
    around: Surroundings, bus: EventBus[JsonEntry]
) -> None:
    texts: list[str] = []
    rule(bus, Target(ARN, taking(texts)))
    put_events(bus, [{**PAID, "Resources": ["arn:1"], "Time": "2026-03-01T08:00:00Z"}])
    around.wait(1)
    assert [json.loads(text) for text in texts] == [
        {
            "version": "0",
            "id": "event-1",
            "detail-type": "Paid",
            "source": "shop",
            "account": "123456789012",
            "time": "2026-03-01T08:00:00Z",
            "region": "eu-west-1",
            "resources": ["arn:1"],
            "detail": {"order": "O-1", "cents": 1250},
        }
    ]


def test_an_event_without_a_time_happened_when_it_was_put(
    around: Surroundings, bus: EventBus[JsonEntry]
) -> None:
    texts: list[str] = []
    rule(bus, Target(ARN, taking(texts)))
    around.wait(90)
    put_events(bus, [PAID])
    around.wait(1)
    assert json.loads(texts[0])["time"] == "2026-03-07T12:01:30Z"


def test_all_targets_of_all_rules_that_match_get_it(
    around: Surroundings, bus: EventBus[JsonEntry]
) -> None:
    texts: dict[str, list[str]] = {"ship": [], "count": [], "big": [], "other": []}
    rule(bus, Target(ARN, taking(texts["ship"])), Target(ARN, taking(texts["count"])))
    big = {"cents": [{"numeric": [">", 1000]}]}
    rule(bus, Target(ARN, taking(texts["big"])), name="Big", detail=big)
    rule(bus, Target(ARN, taking(texts["other"])), name="Other", source=["stock"])
    put_events(bus, [PAID])
    around.wait(1)
    got = {name: len(each) for name, each in texts.items()}
    assert got == {"ship": 1, "count": 1, "big": 1, "other": 0}


def test_a_targets_input_is_transformed(around: Surroundings, bus: EventBus[JsonEntry]) -> None:
    texts: list[str] = []
    transformer = {
        "InputPathsMap": {"order": "$.detail.order"},
        "InputTemplate": '{"ship": <order>, "by": "<aws.events.rule-name>"}',
    }
    chosen = read_target_input({"InputTransformer": transformer})
    rule(bus, Target(ARN, taking(texts), chosen))
    put_events(bus, [PAID])
    around.wait(1)
    assert [json.loads(text) for text in texts] == [{"ship": "O-1", "by": "Ship"}]


def test_a_target_is_sent_nothing_where_its_input_cannot_be_made(
    around: Surroundings, bus: EventBus[JsonEntry]
) -> None:
    texts: list[str] = []
    letters: list[Letter] = []
    part = read_target_input({"InputPath": "$.detail.carrier"})
    rule(bus, Target(ARN, taking(texts), part, give_up=letters.append), Target(ARN, taking(texts)))
    put_events(bus, [PAID])
    around.wait(1)
    assert [json.loads(text)["id"] for text in texts] == ["event-1"]
    assert letters == []
    assert bus.is_quiet


def test_an_event_may_come_twice() -> None:
    around = Surroundings(Weather(duplicates=1.0))
    bus: EventBus[JsonEntry] = EventBus(around.clock, around.draws, HOME)
    texts: list[str] = []
    rule(bus, Target(ARN, taking(texts)))
    put_events(bus, [PAID])
    around.wait(1)
    assert len(texts) == 2
    assert len(set(texts)) == 1


def test_a_target_that_is_busy_is_tried_again_for_a_day(
    around: Surroundings, bus: EventBus[JsonEntry]
) -> None:
    times: list[float] = []
    rule(bus, refusing(NotNow("THROTTLING", "busy"), times, around))
    put_events(bus, [PAID])
    around.wait(2 * 86_400)
    assert len(times) == 1 + 185
    pauses = [round(after - before) for before, after in pairwise(times)]
    assert pauses[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert bus.is_quiet


@pytest.mark.parametrize(
    ("refusal", "more"),
    [
        (
            NotNow("THROTTLING", "busy"),
            {"EXHAUSTED_RETRY_CONDITION": "MaximumRetryAttempts", "RETRY_ATTEMPTS": "2"},
        ),
        (Refusal("NO_PERMISSIONS", "busy"), {}),
    ],
    ids=["tried again", "never"],
)
def test_what_is_given_up_lies_with_the_dead_letters_and_says_why(
    around: Surroundings, bus: EventBus[JsonEntry], refusal: Refusal, more: dict[str, str]
) -> None:
    letters: list[Letter] = []
    times: list[float] = []
    take = refusing(refusal, times, around).take
    target = Target(ARN, take, policy=RetryPolicy(tries=2), give_up=letters.append)
    rule(bus, target)
    put_events(bus, [PAID])
    around.wait(60)
    (letter,) = letters
    assert json.loads(letter.event)["detail"] == {"order": "O-1", "cents": 1250}
    assert letter.attributes == {
        "RULE_ARN": RULE_ARN,
        "TARGET_ARN": ARN,
        "ERROR_CODE": refusal.code,
        "ERROR_MESSAGE": "busy",
        **more,
    }


def test_a_rule_of_the_default_bus_has_no_bus_in_its_address() -> None:
    default = Home("default", "123456789012", "eu-west-1")
    assert default.rule_arn("Ship") == "arn:aws:events:eu-west-1:123456789012:rule/Ship"


@pytest.mark.parametrize(
    ("names", "targets", "code"),
    [
        (["Ship", "Ship"], 1, "ResourceAlreadyExistsException"),
        (["Ship"], 6, "LimitExceededException"),
    ],
)
def test_a_rule_too_many_is_refused(
    bus: EventBus[JsonEntry], names: list[str], targets: int, code: str
) -> None:
    def put_all() -> None:
        for name in names:
            rule(bus, *[Target(ARN, lambda _: None)] * targets, name=name)

    with pytest.raises(Refusal) as refused:
        put_all()
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"Source": ""}, "InvalidArgument", "Source is a required argument"),
        ({"DetailType": None}, "InvalidArgument", "DetailType is a required argument"),
        ({"Detail": None}, "InvalidArgument", "Detail is a required argument"),
        ({"Detail": "{"}, "MalformedDetail", "Detail is malformed"),
        ({"Detail": "[1]"}, "MalformedDetail", "Detail is malformed"),
        ({"Time": "yesterday"}, "InvalidArgument", "yesterday is no time"),
        ({"Source": "aws.ec2"}, "NotAuthorizedForSourceException", "Not authorized"),
    ],
)
def test_an_entry_that_is_wrong_is_refused_alone(
    around: Surroundings, bus: EventBus[JsonEntry], change: dict[str, Json], code: str, message: str
) -> None:
    texts: list[str] = []
    rule(bus, Target(ARN, taking(texts)))
    answer = put_events(bus, [{**PAID, **change}, PAID])
    around.wait(1)
    assert answer["FailedEntryCount"] == 1
    assert answer["Entries"][0]["ErrorCode"] == code
    assert message in answer["Entries"][0]["ErrorMessage"]
    assert answer["Entries"][1] == {"EventId": "event-1"}
    assert len(texts) == 1


@pytest.mark.parametrize(
    "entries",
    [[], [PAID] * 11, [{**PAID, "Detail": json.dumps({"order": "O" * MOST_BYTES})}]],
    ids=["none", "too many", "too large"],
)
def test_a_request_that_is_wrong_is_refused_whole(
    bus: EventBus[JsonEntry], entries: list[Json]
) -> None:
    with pytest.raises(Refusal) as refused:
        put_events(bus, entries)
    assert refused.value.code == "ValidationException"
    assert bus.entries == 0


def test_chance_alone_decides_the_order() -> None:
    orders = set()
    for seed in range(20):
        around = Surroundings(CALM, seed)
        bus: EventBus[JsonEntry] = EventBus(around.clock, around.draws, HOME)
        texts: list[str] = []
        rule(bus, Target(ARN, taking(texts)))
        put_events(bus, [PAID] * 3)
        around.wait(1)
        orders.add(tuple(json.loads(text)["id"] for text in texts))
    assert len(orders) > 1
