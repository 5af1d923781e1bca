"""What is known in each state: a test in one guards what another reads."""

from generator.model import Choose, TaskState
from generator.model.expressions import Member, Root
from tests.generator.bakery import bakery


def choice(when: str, then: str, otherwise: str = "Done") -> tuple[str, str]:
    """Put a choice after the first task."""
    states = f"next: Look\n  Look:\n    choose:\n      - {{when: '{when}', {then}}}\n"
    return "next: Tell", f"{states}    otherwise: {otherwise}"


USE = """
  Use:
    task: Oven.Bake
    with: {order_id: input.order_id, dough: dough}
    next: Done"""


def test_a_test_in_one_state_guards_what_the_next_one_reads() -> None:
    found = bakery(choice("has(dough)", "next: Use", "Done" + USE))
    assert found.told() == []
    state = found.state("Use")
    assert isinstance(state, TaskState)
    dough = state.arguments[1][1]
    assert isinstance(dough, Root)
    assert not dough.is_optional


def test_a_test_does_not_guard_a_state_that_another_way_leads_to() -> None:
    found = bakery(choice("has(dough)", "next: Use", "Use" + USE))
    assert found.told() == [("TYPE205", "dough")]


def test_a_rule_is_read_only_where_none_above_it_holds() -> None:
    found = bakery(choice("not has(dough)", "next: Done", "Use" + USE))
    assert found.told() == []


def test_setting_a_variable_anew_forgets_what_was_known_of_it() -> None:
    found = bakery(
        ("gift: {type: Loaf", "other: {type: Dough, optional: true}\n      gift: {type: Loaf"),
        choice("has(dough)", "set: {dough: input.other}, next: Use", "Done" + USE),
    )
    assert found.told() == [("TYPE205", "dough")]


def test_a_variable_that_was_set_on_every_way_is_there() -> None:
    found = bakery(
        choice("at = 0", "set: {dough: rye}, next: Use", "{set: {dough: wheat}, next: Use}" + USE)
    )
    assert found.told() == []


def test_a_test_guards_the_set_of_its_own_rule() -> None:
    when, then = "has(input.gift)", "set: {weight: input.gift.weight}, next: Done"
    assert bakery(choice(when, then)).told() == []
    assert bakery(choice("at = 0", then)).told() == [("TYPE205", "input.gift.weight")]


def test_nothing_is_told_of_what_is_missing_where_no_way_leads() -> None:
    found = bakery(("otherwise: Done\n", "otherwise: Done" + USE + "\n"))
    assert found.told() == []


def test_an_optional_input_may_be_given_what_may_be_missing() -> None:
    found = bakery(("dough: rye}", 'dough: rye, hint: "input.loaves[0].note"}'))
    assert found.told() == []
    state = found.state("Bake")
    assert isinstance(state, TaskState)
    hint = state.arguments[2][1]
    assert isinstance(hint, Member)
    assert hint.is_optional


def test_a_result_is_known_where_its_task_sets_variables_and_nowhere_else() -> None:
    found = bakery(("at: at + 1", "at: result.weight"))
    assert found.told() == [("NAME110", "result")]


def test_an_errors_fields_are_known_where_it_is_caught() -> None:
    caught = "OvenCold: {set: {at: error.degrees}, next: Done}"
    assert bakery(("OvenCold: Done", caught)).told() == [("TYPE202", "error.degrees")]


def test_a_route_over_several_events_reads_what_they_have_in_common() -> None:
    on = "on: [BreadBaked, BreadFetched], when:"
    order = ("on: [BreadBaked],", f'{on} event.order_id = "order-1",')
    dough = ("on: [BreadBaked],", f"{on} event.dough = rye,")
    assert bakery(order).told() == []
    assert bakery(dough).told() == [("TYPE204", "dough")]


def test_a_choice_keeps_its_rules_in_their_order() -> None:
    found = bakery(choice("at = 1", "next: Tell, at_most: 2, else: Done", "Tell"))
    state = found.state("Look")
    assert isinstance(state, Choose)
    edge = state.rules[0].edge
    assert edge.bound is not None
    assert edge.instead is not None
    assert (edge.target, edge.bound.at_most, edge.instead.target) == ("Tell", 2, "Done")
