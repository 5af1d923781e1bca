"""Awaits: facts before, during and after them, `since`, `from`, `at_any_await`, failed armings."""

from pathlib import Path

import pytest

from simulator.asl import AwaitToken, Failure, Later, Outcome, Status, TaskCall
from tests.generator.flow_world import FlowWorld, at, gives, raises, stall

HEAR = """
variables: {paid: {type: Paid, optional: true}, why: {type: string, optional: true}}
start: Ask
states:
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Hear}
  Hear:
    await:
      Paid: {set: {paid: event}, next: Note}
      Cancelled: {set: {why: event.reason}, next: Gone}
    within: 30s
    otherwise: {set: {why: '"silence"'}, next: Gone}
  Note:
    task: Desk.Note
    with: {order_id: input.order_id, count: paid.amount else 0, when: paid.timestamp else now()}
    next: Done
  Gone: {task: Desk.Note, with: {order_id: input.order_id, text: why}, next: Done}
  Done: {end: true}
"""


def test_an_await_ends_the_moment_its_fact_arrives(tmp_path: Path) -> None:
    world = FlowWorld(stall(HEAR, tmp_path))
    world.tell("Paid", 12.5, amount=7)
    world.run()
    assert world.times("Note") == [12.5]


def test_an_event_is_the_facts_data_with_its_time(tmp_path: Path) -> None:
    world = FlowWorld(stall(HEAR, tmp_path))
    world.tell("Paid", 12.5, happened=11, amount=7)
    world.run()
    assert world.inputs("Note") == [{"order_id": "order-1", "count": 7, "when": at(11)}]


def test_each_fact_has_its_own_transition(tmp_path: Path) -> None:
    world = FlowWorld(stall(HEAR, tmp_path))
    world.tell("Cancelled", 2, reason="rain")
    world.run()
    assert world.route() == ["Ask", "Hear", "Gone", "Done"]
    assert world.inputs("Gone")[0]["text"] == "rain"


def test_otherwise_is_taken_when_the_time_runs_out(tmp_path: Path) -> None:
    world = FlowWorld(stall(HEAR, tmp_path))
    world.run()
    assert world.times("Gone") == [30]
    assert world.inputs("Gone")[0]["text"] == "silence"


def test_a_fact_that_came_before_its_await_is_taken_at_once(tmp_path: Path) -> None:
    world = FlowWorld(stall(HEAR, tmp_path), {"Ask": [gives(after=5)]})
    world.tell("Paid", 1, amount=7)
    world.run()
    assert world.times("Note") == [5]


def test_of_two_facts_the_one_that_happened_first_is_taken(tmp_path: Path) -> None:
    world = FlowWorld(stall(HEAR, tmp_path), {"Ask": [gives(after=5)]})
    world.tell("Cancelled", 1, happened=0.9, reason="rain")
    world.tell("Paid", 2, happened=0.5, amount=7)
    world.run()
    assert world.route() == ["Ask", "Hear", "Note", "Done"]


TWICE = """
variables: {first: {type: Paid, optional: true}, second: {type: Paid, optional: true}}
start: Hear
states:
  Hear: {await: {Paid: {set: {first: event}, next: Ask}}, within: 10s, otherwise: Ask}
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Again}
  Again:
    await: {Paid: {set: {second: event}, next: Note}}
    SINCE
    within: 10s
    otherwise: Note
  Note: {task: Desk.Note, with: {order_id: input.order_id, count: second.amount else 0}, end: true}
"""


def test_a_duplicate_answers_no_second_await(tmp_path: Path) -> None:
    world = FlowWorld(stall(TWICE.replace("SINCE\n", "\n"), tmp_path))
    for second in (1, 3, 5):
        world.tell("Paid", second, happened=1, amount=7)
    world.run()
    assert world.inputs("Note")[0]["count"] == 0
    assert world.seconds() == 11


def test_a_fact_that_happened_before_the_state_of_since_is_no_answer(tmp_path: Path) -> None:
    made = stall(TWICE.replace("SINCE", "since: Ask"), tmp_path)
    counts = []
    for happened in (1.5, 2.5):
        world = FlowWorld(made, {"Ask": [gives(after=1)]})
        world.tell("Paid", 2, happened=0, amount=1)
        world.tell("Paid", 2.8, happened=happened, amount=2)
        world.run()
        counts.append(world.inputs("Note")[0]["count"])
    assert counts == [0, 2]


@pytest.mark.parametrize("outcome", [gives(after=1), raises("Odd", after=1), Later(9, Failure(""))])
def test_since_counts_from_the_last_entry_however_the_state_was_left(
    outcome: Outcome, tmp_path: Path
) -> None:
    text = TWICE.replace("SINCE", "since: Ask").replace(
        "next: Again}", "on_error: Again, next: Again}"
    )
    world = FlowWorld(stall("time: {each: 5s, tries: 1}" + text, tmp_path), {"Ask": [outcome]})
    world.tell("Paid", 0.5, amount=1)
    world.tell("Paid", 0.7, happened=0.2, amount=9)
    world.run()
    arming = world.calls[-2][1].arguments["Payload"]["arm"]
    assert arming["facts"] == [{"event": "Paid", "after": at(0.5)}]


def test_since_a_state_that_was_never_entered_takes_whatever_came(tmp_path: Path) -> None:
    text = TWICE.replace("SINCE", "since: Ask").replace("otherwise: Ask", "otherwise: Again")
    world = FlowWorld(stall(text, tmp_path))
    world.tell("Paid", 10.5, amount=7)
    world.run()
    assert world.route() == ["Hear", "Again", "Note"]
    assert world.inputs("Note")[0]["count"] == 7


SHARED = """
variables: {why: {type: string, optional: true}}
at_any_await: {Cancelled: {set: {why: event.reason}, next: Gone}}
start: Ask
states:
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Hear}
  Hear: {await: {Paid: Last}, since: Ask, within: 10s, otherwise: Last}
  Last:
    await: {Cancelled: {set: {why: '"late"'}, next: Gone}}
    within: 10s
    otherwise: Gone
  Gone: {task: Desk.Note, with: {order_id: input.order_id, text: why}, end: true}
"""


def test_a_fact_of_at_any_await_ends_any_await_and_since_does_not_touch_it(tmp_path: Path) -> None:
    world = FlowWorld(stall(SHARED, tmp_path), {"Ask": [gives(after=2)]})
    world.tell("Cancelled", 3, happened=-5, reason="rain")
    world.run()
    assert world.route() == ["Ask", "Hear", "Gone"]
    assert world.inputs("Gone")[0]["text"] == "rain"


def test_a_states_own_entry_replaces_at_any_await(tmp_path: Path) -> None:
    world = FlowWorld(stall(SHARED, tmp_path))
    world.tell("Paid", 1, amount=7)
    world.tell("Cancelled", 2, reason="rain")
    world.run()
    assert world.inputs("Gone")[0]["text"] == "late"


FROM = """
variables: {paid: Paid}
start: Hear
states:
  Hear: {await: {Paid: {set: {paid: event}, next: Ask}}, within: 100s, otherwise: Done}
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Again}
  Again: {await: {Cancelled: Done}, within: 10s, from: paid.timestamp, otherwise: Done}
  Done: {end: true}
"""


@pytest.mark.parametrize(("happened", "ends"), [(4.0, 14), (2.3, 13), (-30.0, 7), (90.0, 16)])
def test_from_counts_from_a_facts_time_and_never_lengthens(
    happened: float, ends: float, tmp_path: Path
) -> None:
    """Whole seconds, rounded up; at least one; a clock that is ahead of ours is no help."""
    world = FlowWorld(stall(FROM, tmp_path), {"Ask": [gives(after=2)]})
    world.tell("Paid", 4, happened=happened, amount=1)
    world.run()
    assert world.seconds() == ends


def failing_once(second: float) -> Outcome:
    return Later(second, Failure("Lambda.TooManyRequestsException"))


def test_an_arming_that_fails_is_retried_under_the_same_name_and_keeps_its_end(
    tmp_path: Path,
) -> None:
    world = FlowWorld(stall(HEAR, tmp_path))
    failures = [failing_once(2)]

    def answer(call: TaskCall) -> Outcome:
        return failures.pop() if failures else world.arm(call)

    world = FlowWorld(stall(HEAR, tmp_path), {"Hear": answer})
    world.run()
    first, second = (c.arguments["Payload"]["arm"] for _, c in world.calls if c.state == "Hear")
    assert world.times("Hear") == [0, 3]
    assert first["wait"] == second["wait"] == f"Hear@{at(0)}"
    assert first["deadline"] == second["deadline"] == at(30)
    assert world.times("Gone") == [30]


def test_an_arming_that_fails_twice_goes_to_the_way_out(tmp_path: Path) -> None:
    script = {"Hear": [failing_once(1), failing_once(1)]}
    world = FlowWorld(stall(HEAR + "way_out: Gone\n", tmp_path), script)
    world.run()
    assert world.times("Hear") == [0, 2]
    assert world.times("Gone") == [3]


def test_an_arming_that_fails_on_the_way_out_goes_on_to_otherwise_at_once(tmp_path: Path) -> None:
    text = HEAR.replace("next: Hear}", "on_error: Hear, next: Done}") + "way_out: Hear\n"
    script = {"Ask": [raises("Odd")], "Hear": [failing_once(1)]}
    world = FlowWorld(stall("time: {each: 5s, tries: 1}" + text, tmp_path), script)
    world.run()
    assert world.inputs("Gone")[0]["text"] == "silence"
    assert world.times("Gone") == [1]


def test_an_arming_that_never_answers_ends_with_the_awaits_time(tmp_path: Path) -> None:
    world = FlowWorld(stall(HEAR, tmp_path), {"Hear": [Later(99, AwaitToken())]})
    execution = world.run()
    assert world.times("Gone") == [30]
    assert execution.status is Status.SUCCEEDED


def test_an_await_tells_the_inbox_whose_facts_it_wants_and_by_when(tmp_path: Path) -> None:
    world = FlowWorld(stall(HEAR, tmp_path), {"Ask": [gives(after=1.25)]})
    world.run()
    call = next(call for _, call in world.calls if call.state == "Hear")
    assert call.arguments == {
        "FunctionName": "${Mailbox}",
        "Payload": {
            "arm": {
                "key": "order-1",
                "wait": f"Hear@{at(1.25)}",
                "token": call.token,
                "facts": [{"event": "Paid"}, {"event": "Cancelled"}],
                "deadline": at(31.25),
            }
        },
    }
