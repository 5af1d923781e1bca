"""The deadline: it clamps every await, is looked at when one ends, and beats what the edge says."""

from pathlib import Path

import pytest

from tests.generator.flow_world import FlowWorld, definition, gives, stall, stall_flow

DEADLINE = """
deadline: {after: 60s, next: Late}
variables: {paid: {type: Paid, optional: true}, n: {type: integer, starts: 0}}
start: Ask
states:
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, time: {each: 300s}, next: Hear}
  Hear:
    await:
      Paid: {set: {paid: event}, next: Ask, at_most: 2, else: Refuse}
      Cancelled: Over
    within: 90s
    otherwise: {set: {n: 1}, next: Refuse}
  Refuse: {task: Desk.Note, with: {order_id: input.order_id, text: '"refused"'}, next: Over}
  Late:
    task: Desk.Note
    with: {order_id: input.order_id, count: paid.amount else n}
    next: Linger
  Linger: {await: {Cancelled: Over}, within: 20s, otherwise: Over}
  Over: {end: true}
"""


def test_an_await_ends_at_the_deadline_which_beats_otherwise_and_its_set(tmp_path: Path) -> None:
    world = FlowWorld(stall(DEADLINE, tmp_path))
    world.run()
    assert world.times("Late") == [60]
    assert world.inputs("Late")[0]["count"] == 0


def test_what_is_left_is_rounded_up_to_whole_seconds(tmp_path: Path) -> None:
    world = FlowWorld(stall(DEADLINE, tmp_path), {"Ask": [gives(after=10.5)]})
    world.run()
    assert world.times("Late") == [60.5]


@pytest.mark.parametrize("spent", [59.9, 60.0, 75.0])
def test_an_await_entered_with_no_time_left_takes_one_second(spent: float, tmp_path: Path) -> None:
    world = FlowWorld(stall(DEADLINE, tmp_path), {"Ask": [gives(after=spent)]})
    world.run()
    assert world.times("Late") == [spent + 1]


def test_a_fact_taken_after_the_deadline_still_does_its_set(tmp_path: Path) -> None:
    world = FlowWorld(stall(DEADLINE, tmp_path), {"Ask": [gives(after=75)]})
    world.tell("Paid", 70, amount=5)
    world.run()
    assert world.route() == ["Ask", "Hear", "Late", "Linger", "Over"]
    assert world.inputs("Late")[0]["count"] == 5


def test_a_fact_taken_before_the_deadline_takes_its_own_way(tmp_path: Path) -> None:
    world = FlowWorld(stall(DEADLINE, tmp_path))
    world.tell("Paid", 59, amount=5)
    world.run(until=59.5)
    assert world.route() == ["Ask", "Hear", "Ask", "Hear"]


def test_the_deadline_beats_a_bound_that_is_used_up(tmp_path: Path) -> None:
    slow = [gives(), gives(), gives(after=75)]
    world = FlowWorld(stall(DEADLINE, tmp_path), {"Ask": slow})
    for second in (1, 2, 70):
        world.tell("Paid", second, amount=second)
    world.run()
    assert world.route() == ["Ask", "Hear", "Ask", "Hear", "Ask", "Hear", "Late", "Linger", "Over"]


def test_a_way_to_a_final_state_is_taken_even_after_the_deadline(tmp_path: Path) -> None:
    world = FlowWorld(stall(DEADLINE, tmp_path), {"Ask": [gives(after=75)]})
    world.tell("Cancelled", 70, reason="rain")
    world.run()
    assert world.route() == ["Ask", "Hear", "Over"]


def test_on_final_states_the_deadline_no_longer_applies(tmp_path: Path) -> None:
    world = FlowWorld(stall(DEADLINE, tmp_path))
    world.run()
    assert world.seconds() == 80


FINAL_FIRST = """
deadline: {after: 10s, next: Late}
start: Ask
states:
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Hear}
  Hear: {await: {Paid: {next: Late, at_most: 1, else: Ask}}, within: 90s, otherwise: Late}
  Late: {end: true}
"""


def test_what_is_taken_instead_of_a_way_to_a_final_state_looks_as_well(tmp_path: Path) -> None:
    """The first way is final and not looked at; its `else` leads back and is."""
    text = FINAL_FIRST.replace("Late, at_most: 1, else: Ask", "Back, at_most: 1, else: Ask")
    text = text.replace("  Late:", "  Back: {wait: 1s, next: Ask}\n  Late:")
    assert _rules_of(text, tmp_path) == ["Late", "Back", "Ask"]
    assert _rules_of(FINAL_FIRST, tmp_path) == ["Late", "Late", "Ask"]


def _rules_of(text: str, folder: Path) -> list[str]:
    made = definition(stall_flow(text, folder)[0])
    return [each["Next"] for each in made["States"]["Hear_ended"]["Choices"]]


def test_a_flow_knows_the_time_that_has_gone_and_the_time_that_is_left(tmp_path: Path) -> None:
    text = """
deadline: {after: 60s, next: Done}
start: Ask
states:
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Note}
  Note:
    task: Desk.Note
    with: {order_id: input.order_id, lasts: time_left(), count: "visits(Note)"}
    next: Last
  Last: {task: Desk.Note, with: {order_id: input.order_id, lasts: elapsed()}, next: Done}
  Done: {end: true}
"""
    world = FlowWorld(stall(text, tmp_path), {"Ask": [gives(after=2.5)]})
    world.run()
    assert world.inputs("Note")[0]["lasts"] == 58
    assert world.inputs("Last")[0]["lasts"] == 2
