"""Which loops are bounded: by `at_most`, per state, or by a variable that grows."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from generator.analysis.loops import unbounded_loops
from generator.model import Flow
from tests.generator.flow_world import stall_flow
from tests.generator.random_flows import Executions, Moment, flows


def loops(states: str, folder: Path) -> list[set[str]]:
    text = "variables: {n: {type: integer, starts: 0}, m: {type: integer, starts: 0}}\nstart: A\n"
    return [
        set(each) for each in unbounded_loops(stall_flow(f"{text}states:\n{states}", folder)[1])
    ]


LOOP = """
  A: {wait: 1s, next: B}
  B: {choose: [{when: input.amount = 1, next: A%s}], otherwise: Done}
  Done: {end: true}
"""


def test_a_loop_without_a_bound_is_found(tmp_path: Path) -> None:
    assert loops(LOOP % "", tmp_path) == [{"A", "B"}]


def test_a_bound_on_any_edge_of_the_loop_is_enough(tmp_path: Path) -> None:
    assert loops(LOOP % ", at_most: 3, else: Done", tmp_path) == []


def test_a_bound_whose_else_leads_round_again_is_none(tmp_path: Path) -> None:
    assert loops(LOOP % ", at_most: 3, else: A", tmp_path) == [{"A", "B"}]


def test_a_bound_per_a_state_of_the_same_loop_is_none(tmp_path: Path) -> None:
    assert loops(LOOP % ", at_most: 3, per: A, else: Done", tmp_path) == [{"A", "B"}]


NESTED = """
  A: {wait: 1s, next: B}
  B: {wait: 1s, next: {next: B, at_most: 2, per: %s, else: C}}
  C: {wait: 1s, next: {next: A%s}}
  Done: {end: true}
"""


def test_a_bound_per_a_state_outside_its_loop_holds_if_the_outer_loop_has_one(
    tmp_path: Path,
) -> None:
    outer = ", at_most: 2, else: Done"
    assert loops(NESTED % ("A", outer), tmp_path) == []
    assert loops((NESTED % ("A", "")).replace("{next: A}", "A"), tmp_path) == [{"A", "B", "C"}]


def test_an_inner_loop_that_counts_anew_on_its_own_way_is_unbounded(tmp_path: Path) -> None:
    assert loops(NESTED % ("B", ", at_most: 2, else: Done"), tmp_path) == [{"B"}]


GROWING = """
  A: {choose: [{when: "%s", next: %s}], otherwise: %s}
  B: {wait: 1s, next: {set: {n: n + 1}, next: A}}
  Done: {end: true}
"""


@pytest.mark.parametrize("limit", ["n < 3", "n <= input.amount", "3 > n", "n < 3 and m = 0"])
def test_a_variable_that_grows_under_a_limit_bounds_a_loop(limit: str, tmp_path: Path) -> None:
    assert loops(GROWING % (limit, "B", "Done"), tmp_path) == []


@pytest.mark.parametrize("limit", ["n >= 3", "count(input.lines) <= n"])
def test_the_limit_may_stand_on_the_way_out(limit: str, tmp_path: Path) -> None:
    assert loops(GROWING % (limit, "Done", "B"), tmp_path) == []


@pytest.mark.parametrize(
    "limit", ["m < 3", "n > 3", "n < 3 or m = 0", "n < visits(A)", "n < m", "n != 3"]
)
def test_what_is_no_limit_bounds_nothing(limit: str, tmp_path: Path) -> None:
    states = GROWING.replace("n: n + 1", "n: n + 1, m: m + 2") % (limit, "B", "Done")
    expected = [] if limit == "m < 3" else [{"A", "B"}]
    assert loops(states, tmp_path) == expected


def test_a_limit_that_only_one_of_two_ways_asks_for_is_none(tmp_path: Path) -> None:
    assert loops(GROWING % ("n < 3", "B", "B"), tmp_path) == [{"A", "B"}]


@pytest.mark.parametrize("value", ["n - 1", "0", "n + 0", "m + 1", "n * 2"])
def test_a_variable_that_does_not_surely_grow_bounds_nothing(value: str, tmp_path: Path) -> None:
    states = (GROWING % ("n < 3", "B", "Done")).replace("n: n + 1", f"n: {value}")
    assert loops(states, tmp_path) == [{"A", "B"}]


def test_a_task_that_fails_has_not_made_its_variable_grow(tmp_path: Path) -> None:
    states = """
  A: {choose: [{when: n < 3, next: B}], otherwise: Done}
  B: {task: Desk.Note, with: {order_id: input.order_id}, CATCH next: A}
  Done: {end: true}
"""
    task = states.replace("Desk.Note,", "Desk.Ask, set: {n: n + 1},")
    assert loops(task.replace("CATCH", "on_error: Done,"), tmp_path) == []
    assert loops(task.replace("CATCH", "on_error: A,"), tmp_path) == [{"A", "B"}]


def can_go_on_for_ever(executions: Executions) -> bool:
    """Whether an execution can come back to where it was, with the same counts."""
    path: set[Moment] = set()
    done: set[Moment] = set()
    waiting = [(executions.first(), iter(executions.after(executions.first())))]
    path.add(executions.first())
    while waiting:
        moment, after = waiting[-1]
        following = next(after, None)
        if following is None:
            path.discard(moment)
            done.add(moment)
            waiting.pop()
        elif following in path:
            return True
        elif following not in done:
            path.add(following)
            waiting.append((following, iter(executions.after(following))))
    return False


@given(flows(has_deadline=False))
@settings(max_examples=150, deadline=None)
def test_what_is_proven_to_end_ends(flow: Flow) -> None:
    assume(not unbounded_loops(flow))
    assert not can_go_on_for_ever(Executions(flow, is_timed=False))
