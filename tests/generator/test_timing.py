"""How long a flow can take at the very most: its parts, and that nothing takes longer."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from generator.analysis.loops import unbounded_loops
from generator.analysis.timing import WorstCase, worst_case
from generator.model import Flow, System
from tests.generator.flow_world import stall_flow
from tests.generator.random_flows import Executions, Moment, flows

STATES = """
time: {each: 10s, tries: 2}
start: Ask
states:
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Hear}
  Hear: {await: {Paid: Tell}, within: 30s, otherwise: Tell}
  Tell: {emit: Told, with: {order_id: input.order_id}, next: Rest}
  Rest: {wait: 7s, next: Done}
  Done: {end: true}
"""


def worst(text: str, folder: Path) -> WorstCase:
    return worst_case(stall_flow(text, folder)[1])


def test_the_longest_way_is_the_sum_of_its_states(tmp_path: Path) -> None:
    """A task's tries with a second between them, an await armed once more, an emit, a wait."""
    found = worst(STATES, tmp_path)
    assert found.stretch.steps == (("Ask", 21), ("Hear", 32), ("Tell", 5), ("Rest", 7))
    assert found.seconds == 65


def test_of_several_ways_the_longest_counts(tmp_path: Path) -> None:
    text = """
start: Look
states:
  Look: {choose: [{when: input.amount = 1, next: Short}], otherwise: Long}
  Short: {wait: 1s, next: Done}
  Long: {wait: 9s, next: Done}
  Done: {end: true}
"""
    assert worst(text, tmp_path).stretch.steps == (("Long", 9),)


def test_a_loop_counts_as_often_as_it_can_be_gone_round(tmp_path: Path) -> None:
    text = """
start: Rest
states:
  Rest: {wait: 3s, next: {next: Rest, at_most: 4, else: Done}}
  Done: {end: true}
"""
    assert worst(text, tmp_path).stretch.steps == (("Rest", 15),)


def test_bounds_of_one_loop_add_up_and_those_per_round_multiply(tmp_path: Path) -> None:
    text = """
start: Outer
states:
  Outer: {wait: 10s, next: Inner}
  Inner: {wait: 1s, next: {next: Inner, at_most: 3, per: Outer, else: Look}}
  Look:
    choose:
      - {when: input.amount = 1, next: Outer, at_most: 2, else: Done}
      - {when: input.amount = 2, next: Outer, at_most: 5, else: Done}
    otherwise: Done
  Done: {end: true}
"""
    assert dict(worst(text, tmp_path).stretch.steps) == {"Outer": 80, "Inner": 8 * 4}


def test_the_time_of_a_loop_that_a_variable_bounds_is_not_known(tmp_path: Path) -> None:
    text = """
variables: {n: {type: integer, starts: 0}}
start: Look
states:
  Look: {choose: [{when: n < count(input.lines), set: {n: n + 1}, next: Rest}], otherwise: Done}
  Rest: {wait: 1s, next: Look}
  Done: {end: true}
"""
    assert worst(text, tmp_path).loops == (frozenset(("Look", "Rest")),)


DEADLINE = """
deadline: {after: 100s, next: Out}
way_out: Out
time: {each: 10s, tries: 1}
start: Prepare
states:
  Prepare: {task: Desk.Ask, with: {order_id: input.order_id}, time: {each: %s}, next: Hear}
  Hear: {await: {Paid: Ask}, within: 90s, otherwise: Out}
  Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Look}
  Look:
    choose:
      - {when: input.amount = 1, next: %s}
      - {when: "%s", next: Out}
    otherwise: Note
  Note: {task: Desk.Note, with: {order_id: input.order_id}, next: Hear}
  Out: {wait: 7s, next: Last}
  Last: {await: {Paid: Done}, within: 5s, otherwise: Done}
  Done: {end: true}
"""


def test_with_a_deadline_it_is_that_and_one_stretch_and_the_way_out(tmp_path: Path) -> None:
    """Note, as a look stands before it, begins a stretch; an await that is late takes 3 s."""
    found = worst(DEADLINE % ("60s", "Out", "elapsed() >= 100s"), tmp_path)
    assert found.deadline == 100
    assert found.stretch.steps == (("Note", 10), ("Hear", 3))
    assert found.way_out.steps == (("Out", 7), ("Last", 5))


@pytest.mark.parametrize(
    "condition",
    ["elapsed() >= 101s", "elapsed() < 100s", "time_left() < 0s", "input.amount = 2",
     "elapsed() >= 100s and input.amount = 2"],
)  # fmt: skip
def test_what_does_not_ask_whether_the_deadline_has_passed_is_no_look(
    condition: str, tmp_path: Path
) -> None:
    found = worst(DEADLINE % ("60s", "Out", condition), tmp_path)
    assert found.stretch.steps == (("Ask", 10), ("Note", 10), ("Hear", 3))


@pytest.mark.parametrize(
    "condition",
    ["elapsed() > 99s", "100s <= elapsed()", "time_left() <= 0s", "time_left() < 1s",
     "elapsed() >= 90s or input.amount = 2"],
)  # fmt: skip
def test_what_asks_it_in_other_words_is_a_look(condition: str, tmp_path: Path) -> None:
    found = worst(DEADLINE % ("60s", "Out", condition), tmp_path)
    assert found.stretch.steps == (("Note", 10), ("Hear", 3))


def test_a_rule_above_the_look_passes_it_by(tmp_path: Path) -> None:
    found = worst(DEADLINE % ("60s", "Note", "elapsed() >= 100s"), tmp_path)
    assert found.stretch.steps == (("Ask", 10), ("Note", 10), ("Hear", 3))


def test_a_beginning_that_is_longer_than_the_deadline_counts_instead_of_it(
    tmp_path: Path,
) -> None:
    found = worst(DEADLINE % ("300s", "Out", "elapsed() >= 100s"), tmp_path)
    assert (found.deadline, found.stretch.steps) == (0, (("Prepare", 300), ("Hear", 3)))


def test_an_await_takes_its_time_even_where_nothing_follows_a_look(tmp_path: Path) -> None:
    text = """
deadline: {after: 50s, next: Done}
start: Hear
states:
  Hear: {await: {Paid: Done}, within: 90s, otherwise: Done}
  Done: {end: true}
"""
    assert worst(text, tmp_path).seconds == 53


def test_a_call_of_many_states_fits_in_its_time_out(hotel_calls: System) -> None:
    (flow,) = hotel_calls.flows
    found = worst_case(flow)
    assert found.loops == ()
    assert found.seconds <= flow.timeout


def longest(executions: Executions) -> int:
    """The end of the longest execution; every next moment is looked at."""
    seen: set[Moment] = set()
    waiting = [executions.first()]
    latest = 0
    while waiting:
        moment = waiting.pop()
        if moment in seen:
            continue
        seen.add(moment)
        latest = max(latest, moment.seconds)
        waiting.extend(executions.after(moment))
    return latest


@given(flows(has_deadline=False))
@settings(max_examples=120, deadline=None)
def test_no_execution_takes_longer_than_its_flows_worst_case(flow: Flow) -> None:
    assume(not unbounded_loops(flow))
    assert longest(Executions(flow, is_timed=True)) <= worst_case(flow).seconds


@given(flows(has_deadline=True))
@settings(max_examples=120, deadline=None)
def test_no_execution_with_a_deadline_takes_longer_either(flow: Flow) -> None:
    assume(not unbounded_loops(flow))
    found = worst_case(flow)
    assume(not found.loops)
    assert longest(Executions(flow, is_timed=True)) <= found.seconds
