"""Bounds: how often an edge may be taken, whatever kind of state it leaves, and what then."""

from pathlib import Path

import pytest

from simulator.asl import Failure, Outcome
from tests.generator.flow_world import FlowWorld, gives, raises, stall

NOTE = "{task: Desk.Note, with: {order_id: input.order_id}, next: %s}"
ASK = "task: Desk.Ask, with: {order_id: input.order_id}"
ON_EVERY_KIND = {
    "choose": "Look: {choose: [{when: input.amount = 3, BOUND}], otherwise: Wrong}",
    "otherwise of choose": (
        "Look: {choose: [{when: input.amount = 4, next: Wrong}], otherwise: {BOUND}}"
    ),
    "fact": "Look: {await: {Paid: {BOUND}}, within: 500s, otherwise: Wrong}",
    "otherwise of await": "Look: {await: {Paid: Wrong}, within: 1s, otherwise: {BOUND}}",
    "next of task": f"Look: {{{ASK}, next: {{BOUND}}}}",
    "catch": f"Look: {{{ASK}, catch: {{Shy: {{BOUND}}}}, next: Wrong}}",
    "on_error": f"Look: {{{ASK}, on_error: {{BOUND}}, next: Wrong}}",
    "wait": "Look: {wait: 1s, next: {BOUND}}",
    "emit": "Look: {emit: Told, with: {order_id: input.order_id}, next: {BOUND}}",
}
ANSWERS: dict[str, list[Outcome]] = {
    "catch": [raises("Shy", reason="r")] * 9,
    "on_error": [Failure("Odd")] * 9,
}


def bounded(kind: str, bound: str, folder: Path) -> FlowWorld:
    states = ON_EVERY_KIND[kind].replace("BOUND", bound)
    text = f"""
start: Look
states:
  {states}
  Back: {NOTE % "Look"}
  Done: {{end: true}}
  Wrong: {{fail: Wrong, cause: Not this way.}}
"""
    answers = {"Look": ANSWERS[kind]} if kind in ANSWERS else {}
    world = FlowWorld(stall(text, folder), answers)
    if kind == "fact":
        for second in range(1, 9):
            world.tell("Paid", second, amount=second)
    return world


@pytest.mark.parametrize("kind", ON_EVERY_KIND)
def test_an_edge_is_taken_as_often_as_it_may_then_its_else_is(kind: str, tmp_path: Path) -> None:
    world = bounded(kind, "next: Back, at_most: 3, else: Done", tmp_path)
    world.run()
    assert world.route() == [*["Look", "Back"] * 3, "Look", "Done"]


def test_else_has_its_own_set_and_the_edges_is_not_done(tmp_path: Path) -> None:
    text = """
variables: {n: {type: integer, starts: 0}, why: {type: string, optional: true}}
start: Look
states:
  Look:
    choose:
      - when: input.amount = 3
        set: {n: n + 1}
        next: Back
        at_most: 2
        else: {set: {why: '"enough"'}, next: Note}
    otherwise: Note
  Back: {wait: 1s, next: Look}
  Note: {task: Desk.Note, with: {order_id: input.order_id, count: n, text: why}, end: true}
"""
    world = FlowWorld(stall(text, tmp_path))
    world.run()
    assert world.inputs("Note") == [{"order_id": "order-1", "count": 2, "text": "enough"}]


def test_two_bounded_edges_between_the_same_states_count_apart(tmp_path: Path) -> None:
    text = """
start: Hear
states:
  Hear:
    await:
      Paid: {next: Back, at_most: 1, else: Done}
      Visits: {next: Back, at_most: 2, else: Done}
    within: 10s
    otherwise: {next: Back, at_most: 1, else: Done}
  Back: {wait: 1s, next: Hear}
  Done: {end: true}
"""
    world = FlowWorld(stall(text, tmp_path))
    world.tell("Paid", 1, amount=1)
    world.tell("Visits", 3)
    world.tell("Visits", 6)
    world.run()  # then twice nothing comes
    assert world.route().count("Back") == 4
    assert world.seconds() == 7 + 10 + 1 + 10


def test_two_rules_to_the_same_state_count_apart(tmp_path: Path) -> None:
    text = """
variables: {n: {type: integer, starts: 0}}
start: Look
states:
  Look:
    choose:
      - {when: n < 2, set: {n: n + 1}, next: Look, at_most: 2, else: Wrong}
      - {when: n < 4, set: {n: n + 1}, next: Look, at_most: 2, else: Wrong}
    otherwise: Done
  Done: {end: true}
  Wrong: {fail: Wrong, cause: They were counted together.}
"""
    world = FlowWorld(stall(text, tmp_path))
    world.run()
    assert world.route() == [*["Look"] * 5, "Done"]


PER = """
variables: {n: {type: integer, starts: 0}}
start: Begin
states:
  Begin: {choose: [{when: n < 2, set: {n: n + 1}, next: Ask}], otherwise: Done}
  Ask:
    task: Desk.Ask
    with: {order_id: input.order_id}
    next: {next: Ask, at_most: 2, per: Begin, else: Begin}
  Done: {end: true}
"""


def test_per_counts_anew_whenever_its_state_is_entered(tmp_path: Path) -> None:
    world = FlowWorld(stall(PER, tmp_path))
    world.run()
    assert world.route() == [*["Begin", "Ask", "Ask", "Ask"] * 2, "Begin", "Done"]


def test_per_counts_anew_however_its_state_was_left(tmp_path: Path) -> None:
    text = """
start: Begin
states:
  Begin:
    task: Desk.Ask
    with: {order_id: input.order_id}
    time: {each: 5s, tries: 1}
    catch: {Shy: Ask}
    on_error: {next: Ask, at_most: 5, else: Done}
    next: Done
  Ask:
    task: Desk.Note
    with: {order_id: input.order_id}
    next: {next: Ask, at_most: 1, per: Begin, else: Begin}
  Done: {end: true}
"""
    answers = [raises("Shy", reason="r"), Failure("Odd"), gives()]
    world = FlowWorld(stall(text, tmp_path), {"Begin": answers})
    world.run()
    assert world.route() == [*["Begin", "Ask", "Ask"] * 2, "Begin", "Done"]


def test_a_choice_that_counts_per_itself_may_always_be_left_that_way(tmp_path: Path) -> None:
    text = """
variables: {n: {type: integer, starts: 0}}
start: Look
states:
  Look:
    choose:
      - {when: n < 3, set: {n: n + 1}, next: Look, at_most: 1, per: Look, else: Wrong}
    otherwise: Done
  Done: {end: true}
  Wrong: {fail: Wrong, cause: The bound was used up.}
"""
    world = FlowWorld(stall(text, tmp_path))
    world.run()
    assert world.route() == [*["Look"] * 4, "Done"]


def test_visits_count_this_entry_too(tmp_path: Path) -> None:
    text = """
start: Note
states:
  Note:
    task: Desk.Note
    with: {order_id: input.order_id, count: visits(Note)}
    next: {next: Note, at_most: 2, else: Last}
  Last: {task: Desk.Note, with: {order_id: input.order_id, count: visits(Note)}, end: true}
"""
    world = FlowWorld(stall(text, tmp_path))
    world.run()
    counts = [each["count"] for state in ("Note", "Last") for each in world.inputs(state)]
    assert counts == [1, 2, 3, 3]


@pytest.mark.parametrize(
    "look",
    [
        "choose: [{when: input.amount = 4, next: Note}], otherwise: {SET}",
        "await: {Paid: Note}, within: 1s, otherwise: {SET}",
        "wait: 1s, next: {next: Note, at_most: 1, else: Note, SET}",
        "wait: 1s, next: {SET}",
        "task: Desk.Ask, with: {order_id: input.order_id}, on_error: {SET}, next: Note",
    ],
)
def test_on_an_edge_a_state_has_counted_its_entry(look: str, tmp_path: Path) -> None:
    is_set = "set: {n: visits(Look)}" + ("" if "at_most" in look else ", next: Note")
    text = f"""
time: {{each: 5s, tries: 1}}
variables: {{n: {{type: integer, starts: 0}}}}
start: Look
states:
  Look: {{{look.replace("SET", is_set)}}}
  Note: {{task: Desk.Note, with: {{order_id: input.order_id, count: n}}, end: true}}
"""
    script: dict[str, list[Outcome]] = {"Look": [Failure("Odd")]} if "task" in look else {}
    world = FlowWorld(stall(text, tmp_path), script)
    world.run()
    assert world.inputs("Note")[0]["count"] == 1


def test_a_bounded_catch_reads_its_error(tmp_path: Path) -> None:
    text = """
variables: {why: {type: string, optional: true}}
start: Ask
states:
  Ask:
    task: Desk.Ask
    with: {order_id: input.order_id}
    catch:
      Shy:
        set: {why: error.reason}
        next: Ask
        at_most: 1
        else: {set: {why: error.reason}, next: Note}
    next: Wrong
  Note: {task: Desk.Note, with: {order_id: input.order_id, text: why}, end: true}
  Wrong: {fail: Wrong, cause: It did not ask again.}
"""
    answers = [raises("Shy", reason="once"), raises("Shy", reason="twice")]
    world = FlowWorld(stall(text, tmp_path), {"Ask": answers})
    world.run()
    assert world.inputs("Note")[0]["text"] == "twice"


def test_names_that_could_be_mistaken_are_not(tmp_path: Path) -> None:
    """States named like what the generator adds, and an event named like a counter."""
    text = """
variables: {n: {type: integer, starts: 0}, hear_visits: {type: integer, starts: 40}}
start: Sell
states:
  Sell: {wait: 1s, next: Hear}
  Hear:
    await: {Visits: {set: {n: visits(Hear)}, next: HearEnded, at_most: 2, else: SellVariables}}
    since: Sell
    within: 5s
    otherwise: SellVariables
  HearEnded: {wait: 1s, next: {next: Hear, at_most: 1, else: HearNext}}
  HearNext: {wait: 1s, next: {next: Hear, at_most: 1, else: SellVariables}}
  SellVariables:
    task: Desk.Note
    with: {order_id: input.order_id, count: n + hear_visits}
    end: true
"""
    world = FlowWorld(stall(text, tmp_path))
    for second in (2, 4, 7):
        world.tell("Visits", second)
    world.run()
    looped = ["Sell", "Hear", "HearEnded", "Hear", "HearEnded", "HearNext", "Hear", "SellVariables"]
    assert world.route() == looped
    assert world.inputs("SellVariables")[0]["count"] == 42
