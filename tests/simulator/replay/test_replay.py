"""A recorded run is replayed through today's definition."""

import copy
import json
from collections.abc import Callable

import pytest

from semantics.payload import Json
from simulator.asl import (
    AwaitToken,
    Execution,
    Failure,
    Later,
    Outcome,
    Success,
    compile_machine,
)
from simulator.clock import MICROSECONDS
from simulator.recordings.events import read_recording
from simulator.replay.route import Verdict
from simulator.replay.run import Replayed, replay
from tests.simulator.asl.asl_world import Simulate, history_of

TASK: Json = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke"}
TOKEN: Json = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken"}

ORDER: Json = {
    "QueryLanguage": "JSONata",
    "StartAt": "Price",
    "States": {
        "Price": {
            **TASK,
            "Arguments": {"id": "{% $states.input.id %}"},
            "Assign": {"price": "{% $states.result.price %}"},
            "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Refuse"}],
            "Next": "Dear",
        },
        "Dear": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $price > 100 %}", "Next": "Ask"}],
            "Default": "Ship",
        },
        "Ask": {
            **TOKEN,
            "Arguments": {"token": "{% $states.context.Task.Token %}"},
            "TimeoutSeconds": 60,
            "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Refuse"}],
            "Next": "Cool",
        },
        "Cool": {"Type": "Wait", "Seconds": 10, "Next": "Ship"},
        "Ship": {"Type": "Succeed", "Output": {"price": "{% $price %}"}},
        "Refuse": {"Type": "Fail", "Error": "Refused", "Cause": "no"},
    },
}
FORK: Json = {
    "QueryLanguage": "JSONata",
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "MaxConcurrency": 2,
            "ItemProcessor": {"StartAt": "One", "States": {"One": {**TASK, "End": True}}},
            "Next": "Both",
        },
        "Both": {
            "Type": "Parallel",
            "Branches": [
                {"StartAt": "Left", "States": {"Left": {**TASK, "End": True}}},
                {
                    "StartAt": "Right",
                    "States": {
                        "Right": {"Type": "Wait", "Seconds": 3, "Next": "Further"},
                        "Further": {"Type": "Pass", "End": True},
                    },
                },
            ],
            "End": True,
        },
    },
}
DEAR = [Later(2, Failure("Busy", "wait")), Later(1, Success({"price": 200}))]

Record = Callable[..., list[Json]]


@pytest.fixture
def record(simulation: Simulate) -> Record:
    """`record(definition, script, value)`: the events of a run, as the CLI writes them."""

    def make(
        definition: Json,
        script: dict[str, list[Outcome]],
        value: Json = None,
        answer_after: int = 0,
    ) -> list[Json]:
        world = simulation(script)
        execution = world.start(definition, {"id": "o-1"} if value is None else value)
        if answer_after:
            world.clock.run(world.clock.now + answer_after * MICROSECONDS)
            world.service.send_task_success(world.worker.calls[-1][1].token or "", {"ok": True})
        world.clock.run()
        return as_text(execution)

    return make


def as_text(execution: Execution) -> list[Json]:
    events: list[Json] = json.loads(json.dumps(history_of(execution)))
    return events


def run_again(events: list[Json], definition: Json) -> Replayed:
    return replay(read_recording(events), compile_machine(definition))


def changed(definition: Json, *path: str, to: Json) -> Json:
    """The definition with another value at the path below States."""
    copied = copy.deepcopy(definition)
    place = copied["States"]
    for name in path[:-1]:
        place = place[int(name) if isinstance(place, list) else name]
    place[path[-1]] = to
    return copied


@pytest.fixture
def answered(record: Record) -> list[Json]:
    """Priced at the second attempt, asked about, answered after 20 s, shipped."""
    return record(ORDER, {"Price": DEAR, "Ask": [AwaitToken()]}, answer_after=24)


@pytest.fixture
def unanswered(record: Record) -> list[Json]:
    """Asked about, and nobody answered within 60 s."""
    return record(ORDER, {"Price": DEAR, "Ask": [AwaitToken()]})


def test_retries_tokens_and_waits_take_the_same_route(answered: list[Json]) -> None:
    assert run_again(answered, ORDER) == Replayed(Verdict.SAME_ROUTE, 5, ())


def test_a_recorded_time_out_takes_the_same_route(unanswered: list[Json]) -> None:
    assert run_again(unanswered, ORDER) == Replayed(Verdict.SAME_ROUTE, 4, ())


def test_branches_and_items_are_told_apart_although_their_events_interleave(
    record: Record,
) -> None:
    slow_first = [Later(5, Success("a")), Later(1, Success("b")), Later(9, Success("c"))]
    events = record(FORK, {"One": slow_first, "Left": [Later(1, Success("l"))]}, [1, 2, 3])
    assert run_again(events, FORK) == Replayed(Verdict.SAME_ROUTE, 8, ())


def test_the_recorded_moments_are_todays_moments(record: Record) -> None:
    told = changed(ORDER, "Ship", "Output", to="{% $millis() %}")
    events = record(told, {"Price": [Later(7, Success({"price": 1}))]})
    assert run_again(events, told) == Replayed(Verdict.SAME_ROUTE, 3, ())


def test_a_changed_condition_diverges_where_it_decides(answered: list[Json]) -> None:
    today = changed(ORDER, "Dear", "Choices", "0", "Condition", to="{% $price > 500 %}")
    found = run_again(answered, today)
    assert (found.verdict, found.place, found.states) == (Verdict.DIVERGES, "Dear", 2)
    assert found.recorded.startswith("entered Ask (Task) with")
    assert found.today.startswith("enters Ship (Succeed) with")


def test_a_removed_retry_diverges_at_the_call_that_is_no_longer_made(
    answered: list[Json],
) -> None:
    found = run_again(answered, changed(ORDER, "Price", "Retry", to=[]))
    assert (found.verdict, found.place) == (Verdict.DIVERGES, "Price")
    assert found.recorded == "made 2 calls"
    assert found.today.startswith("makes 1 and enters Refuse (Fail)")


def test_a_shorter_time_out_diverges_where_the_answer_comes_too_late(
    answered: list[Json],
) -> None:
    found = run_again(answered, changed(ORDER, "Ask", "TimeoutSeconds", to=15))
    assert (found.verdict, found.place) == (Verdict.DIVERGES, "Ask")
    assert found.recorded == 'succeeded after 20 s with {"ok":true}'
    assert found.today == "times out after 15 s"


def test_a_longer_time_out_cannot_go_on_for_nobody_knows_what_would_have_come(
    unanswered: list[Json],
) -> None:
    found = run_again(unanswered, changed(ORDER, "Ask", "TimeoutSeconds", to=90))
    assert (found.verdict, found.place) == (Verdict.CANNOT_GO_ON, "Ask")
    assert found.recorded == "timed out after 60 s"
    assert "after 90 s, and the history does not hold what came by then" in found.today


def test_a_time_out_taken_away_cannot_go_on(unanswered: list[Json]) -> None:
    today = copy.deepcopy(ORDER)
    del today["States"]["Ask"]["TimeoutSeconds"]
    found = run_again(unanswered, today)
    assert (found.verdict, found.place) == (Verdict.CANNOT_GO_ON, "Ask")


def test_another_end_diverges_at_the_last_state(unanswered: list[Json]) -> None:
    found = run_again(unanswered, changed(ORDER, "Refuse", "Error", to="Declined"))
    assert (found.verdict, found.place) == (Verdict.DIVERGES, "Refuse")
    assert (found.recorded, found.today) == ("ended: FAILED Refused", "ends: FAILED Declined")


def test_a_state_put_in_diverges_before_it(answered: list[Json]) -> None:
    today = changed(ORDER, "Cool", "Next", to="Note")
    today["States"]["Note"] = {"Type": "Pass", "Next": "Ship"}
    found = run_again(answered, today)
    assert (found.verdict, found.place) == (Verdict.DIVERGES, "Cool")
    assert "enters Note (Pass)" in found.today


def test_a_run_that_ends_early_diverges_at_its_last_state(answered: list[Json]) -> None:
    found = run_again(answered, changed(ORDER, "Cool", to={"Type": "Succeed"}))
    assert (found.verdict, found.place) == (Verdict.DIVERGES, "Ask")


def test_a_branch_that_ends_early_diverges_in_that_branch(record: Record) -> None:
    events = record(FORK, {}, [1])
    right = {"Right": {"Type": "Wait", "Seconds": 3, "End": True}}
    today = changed(FORK, "Both", "Branches", "1", "States", to=right)
    found = run_again(events, today)
    assert (found.verdict, found.place) == (Verdict.DIVERGES, "Right (in Both / Right)")
    assert found.recorded.startswith("entered Further (Pass)")


def test_fewer_items_diverge_at_the_item_that_is_not_started(record: Record) -> None:
    events = record(FORK, {}, [1, 2])
    found = run_again(events, changed(FORK, "Each", "Items", to=[1]))
    assert (found.verdict, found.place) == (Verdict.DIVERGES, "Each [1]")


def test_more_items_diverge_at_the_map(record: Record) -> None:
    events = record(FORK, {}, [1])
    found = run_again(events, changed(FORK, "Each", "Items", to=[1, 2]))
    assert (found.verdict, found.place) == (Verdict.DIVERGES, "Each")
    assert (found.recorded, found.today) == ("started 0", "starts 1, too")


def test_a_distributed_map_cannot_go_on(record: Record) -> None:
    processor = FORK["States"]["Each"]["ItemProcessor"]
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    today = changed(FORK, "Each", "ItemProcessor", to={**processor, "ProcessorConfig": config})
    found = run_again(record(today, {}, [1]), today)
    assert (found.verdict, found.place) == (Verdict.CANNOT_GO_ON, "Each")


def test_a_run_that_was_stopped_from_outside_is_stopped_again(simulation: Simulate) -> None:
    world = simulation({"Price": DEAR, "Ask": [AwaitToken()]})
    execution = world.start(ORDER, {"id": "o-1"})
    world.clock.run(world.clock.now + 10 * MICROSECONDS)
    execution.stop("Operator", "enough")
    assert run_again(as_text(execution), ORDER) == Replayed(Verdict.SAME_ROUTE, 3, ())


def test_a_run_that_still_goes_on_has_taken_the_same_route_so_far(simulation: Simulate) -> None:
    world = simulation({"Price": DEAR, "Ask": [AwaitToken()]})
    execution = world.start(ORDER, {"id": "o-1"})
    world.clock.run(world.clock.now + 10 * MICROSECONDS)
    assert run_again(as_text(execution), ORDER) == Replayed(Verdict.SAME_ROUTE, 3, ())


def test_a_changed_payload_is_told_although_the_route_is_the_same(answered: list[Json]) -> None:
    today = changed(ORDER, "Price", "Arguments", to={"id": "{% $states.input.id & '!' %}"})
    found = run_again(answered, today)
    assert found.verdict is Verdict.SAME_ROUTE
    (difference,) = found.differences
    assert (difference.where, difference.recorded, difference.today) == (
        "Price: task input.id",
        '"o-1"',
        '"o-1!"',
    )


@pytest.mark.parametrize("seconds", [9, 11, 30])
def test_a_changed_wait_is_told_although_the_route_is_the_same(
    seconds: int, answered: list[Json]
) -> None:
    (difference,) = run_again(answered, changed(ORDER, "Cool", "Seconds", to=seconds)).differences
    assert (difference.where, difference.recorded, difference.today) == (
        "Cool: wait",
        "10 s",
        f"{seconds} s",
    )


def test_the_executions_name_is_learned_from_what_was_sent(record: Record) -> None:
    hashed = changed(
        ORDER,
        "Price",
        "Arguments",
        to={
            "id": "{% $states.context.Execution.Name & '/1' %}",
            "hash": "{% $hash($states.context.Execution.Name, 'MD5') %}",
        },
    )
    events = record(hashed, {"Price": [Success({"price": 1})]})
    assert run_again(events, hashed) == Replayed(Verdict.SAME_ROUTE, 3, ())
