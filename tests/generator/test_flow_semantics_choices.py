"""Waits, choices and the flow's own time, executed as they were emitted."""

from pathlib import Path

from simulator.asl import Status
from tests.generator.flow_world import ORDER, FlowWorld, Json, stall

WAIT = """
start: Rest
states:
  Rest: {wait: %s, next: Done}
  Done: {end: true}
"""


def test_a_wait_takes_its_seconds(tmp_path: Path) -> None:
    world = FlowWorld(stall(WAIT % "2m", tmp_path))
    world.run()
    assert world.seconds() == 120


def test_a_wait_until_a_time_ends_then(tmp_path: Path) -> None:
    world = FlowWorld(stall(WAIT % "{until: input.due + 30s, within: 1h}", tmp_path))
    world.run()
    assert world.seconds() == 90


def test_a_wait_until_a_time_that_has_passed_is_over_at_once(tmp_path: Path) -> None:
    world = FlowWorld(stall(WAIT % "{until: input.due - 2m, within: 1h}", tmp_path))
    world.run()
    assert world.seconds() == 0


def test_a_wait_until_a_time_that_is_too_far_ends_before(tmp_path: Path) -> None:
    world = FlowWorld(stall(WAIT % "{until: input.due + 30s, within: 80s}", tmp_path))
    world.run()
    assert world.seconds() == 80


CHOOSE = """
variables: {taken: {type: string, starts: '"none"'}}
start: Look
states:
  Look:
    choose:
      - {when: input.amount > 10, set: {taken: '"dear"'}, next: Note}
      - {when: input.amount > 5, set: {taken: '"fair"'}, next: Note}
      - {when: input.amount > 3, next: Note}
    otherwise: {set: {taken: '"cheap"'}, next: Note}
  Note: {task: Desk.Note, with: {order_id: input.order_id, text: taken}, end: true}
"""


def test_the_first_rule_that_holds_is_taken_with_its_set(tmp_path: Path) -> None:
    made = stall(CHOOSE, tmp_path)
    taken = {}
    for amount in (11, 6, 4, 3):
        world = FlowWorld(made)
        world.run(_order(amount=amount))
        taken[amount] = world.inputs("Note")[0]["text"]
    assert taken == {11: "dear", 6: "fair", 4: "none", 3: "cheap"}


def test_all_that_one_edge_sets_is_set_at_once(tmp_path: Path) -> None:
    text = """
variables: {one: {type: integer, starts: 1}, two: {type: integer, starts: 2}}
start: Look
states:
  Look:
    choose: [{when: input.amount = 3, set: {one: two, two: one}, next: Note}]
    otherwise: Note
  Note: {task: Desk.Note, with: {order_id: input.order_id, count: one * 10 + two}, end: true}
"""
    world = FlowWorld(stall(text, tmp_path))
    world.run()
    assert world.inputs("Note")[0]["count"] == 21


def test_a_flow_without_a_deadline_ends_with_its_own_time_out(tmp_path: Path) -> None:
    world = FlowWorld(stall("timeout: 60s\n" + WAIT % "2m", tmp_path))
    execution = world.run()
    assert (execution.status, world.seconds()) == (Status.TIMED_OUT, 60)


def test_a_task_gets_the_whole_input_where_that_is_asked_for(tmp_path: Path) -> None:
    text = """
start: Note
states:
  Note: {task: Desk.Note, with: {order_id: input.order_id, lines: input.lines}, end: true}
"""
    made = stall(text, tmp_path)
    for lines in ([], [_line("a")], [_line("a"), _line("b")]):
        world = FlowWorld(made)
        world.run(_order(lines=lines))
        assert world.inputs("Note") == [{"order_id": "order-1", "lines": lines}]


def test_a_text_with_quotes_and_backslashes_arrives_as_it_was_written(tmp_path: Path) -> None:
    text = r"""
variables: {odd: {type: string, starts: '"it''s \"so\" \\ and $so"'}}
start: Look
states:
  Look:
    choose: [{when: 'odd = "it''s \"so\" \\ and $so"', next: Note}]
    otherwise: Wrong
  Note: {task: Desk.Note, with: {order_id: input.order_id, text: odd}, end: true}
  Wrong: {fail: Wrong, cause: It was changed.}
"""
    world = FlowWorld(stall(text, tmp_path))
    world.run()
    assert world.inputs("Note")[0]["text"] == 'it\'s "so" \\ and $so'


def _order(**changed: object) -> Json:
    return ORDER | changed


def _line(name: str) -> Json:
    return {"name": name, "price": 1, "tags": []}
