"""From trees to the model: names bound, defaults applied, everything told, at its place."""

import pytest

from generator.model import Await, RecordType, TaskState, Wait
from generator.model.expressions import Binary
from tests.generator.bakery import FILES, bakery, resolved


def test_the_bakery_is_sound() -> None:
    assert bakery().told() == []


def test_a_system_needs_no_more_than_its_name_its_namespace_and_its_bus() -> None:
    found = resolved({"system.yaml": "system: Small\nnamespace: small\nbus: small-bus\n"})
    assert found.diagnostics == []
    assert found.system is not None
    assert (found.system.name, found.system.flows, found.system.keep_logs_days) == ("Small", (), 30)


@pytest.mark.parametrize(
    ("old", "new", "code", "marked"),
    [
        ("weight: Grams\n      note", "weight: Gram\n      note", "NAME101", "Gram"),
        ("on: [BreadBaked]", "on: [BreadBurnt]", "NAME102", "BreadBurnt"),
        ("BreadFetched: {set", "BreadFetchd: {set", "NAME102", "BreadFetchd"),
        ("emit: BreadBaked", "emit: BreadBake", "NAME102", "BreadBake"),
        ("to: Clerk", "to: Clark", "NAME103", "Clark"),
        ("task: Oven.Bake", "task: Ovn.Bake", "NAME103", "Ovn"),
        ("task: Oven.Bake", "task: Oven.Bak", "NAME104", "Bak"),
        ("task: Oven.Bake", "task: Bake", "NAME104", "Bake"),
        ("writes: [Shelf]", "writes: [Shelve]", "NAME105", "Shelve"),
        ("store: Shelf", "store: Slips", "NAME105", "Slips"),
        ("sends: [Slips]", "sends: [Slip]", "NAME106", "Slip"),
        ("secrets: [Till]", "secrets: [Tille]", "NAME107", "Tille"),
        ("starts: [Sell]", "starts: [Sale]", "NAME108", "Sale"),
        ("within: 60s", "within: 60s\n    since: Backe", "NAME109", "Backe"),
        (
            "next: Tell",
            "next: {next: Tell, at_most: 2, per: Lisen, else: Done}",
            "NAME109",
            "Lisen",
        ),
        ("set: {weight:", "set: {wight:", "NAME110", "wight"),
        ("OvenCold: Done", "OvenCool: Done", "NAME111", "OvenCool"),
        ("order_id: input.order_id, dough: rye", "dough: rye", "TYPE211", "Oven.Bake"),
        ("dough: rye}", "dough: rye, duogh: rye}", "TYPE212", "duogh"),
    ],
)
def test_a_name_that_means_nothing_is_told_at_the_name_alone(
    old: str, new: str, code: str, marked: str
) -> None:
    assert bakery((old, new)).told() == [(code, marked)]


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("weight: Grams\n      note", "weight: gram\n      note", "Grams"),
        ("task: Oven.Bake", "task: Oven.Bkae", "Bake"),
        ("task: Oven.Bake", "task: Bake", "Oven.Bake"),
        ("dough: rye", "dough: weat", "wheat"),
        ("result.weight", "result.wieght", "weight"),
        ("OvenCold: Done", "OvenCoold: Done", "OvenCold"),
    ],
)
def test_the_right_candidate_is_suggested(old: str, new: str, meant: str) -> None:
    helps = [each.help or "" for each in bakery((old, new)).diagnostics]
    assert any(meant in each for each in helps), helps


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("  Loaf:", "  Oven: {is: string}\n  Loaf:", "Oven"),
        ("  Loaf:", "  shelf: {is: string}\n  Loaf:", "Shelf"),
        ("  Loaf:", "  String: {is: string}\n  Loaf:", "String"),
        ("  Loaf:", "  BakeResult: {is: string}\n  Loaf:", "Bake"),
        ("  Loaf:", "  BakeInput: {is: string}\n  Loaf:", "Bake"),
        ("OvenCold: {degrees", "Loaf: {degrees", "Loaf"),
        ("OvenCold: {degrees", "BreadBaked: {degrees", "BreadBaked"),
        ("  Tell: {on:", "  Journal: {on:", "Journal"),
        ("Smell:", "bake:", "bake"),
        ("  Done: {end", "  DONE: {end: true}\n  Done: {end", "Done"),
        ("{fields: {tip", "{fields: {order_id: OrderId, tip", "order_id"),
    ],
)
def test_one_name_means_one_thing_whatever_its_case_and_kind(
    old: str, new: str, marked: str
) -> None:
    assert ("NAME120", marked) in bakery((old, new)).told()


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("  Loaf:", "  ValueError: {is: string}\n  Loaf:", "ValueError"),
        ("  Loaf:", "  Taken: {is: string}\n  Loaf:", "Taken"),
        ("  BreadBaked: {", "  Emitted: {fields: {}}\n  BreadBaked: {", "Emitted"),
        ("OvenCold: {degrees", "TASKS: {degrees", "TASKS"),
        ("note: {type", "class: {type", "class"),
        ("note: {type", "str: {type", "str"),
        ("{fields: {tip", "{fields: {timestamp: timestamp, tip", "timestamp"),
        ("[rye, wheat]", "[rye, wheat, else]", "else"),
        ("  at: {type", "  result: integer\n  at: {type", "result"),
        ("  at: {type", "  elapsed: integer\n  at: {type", "elapsed"),
        ("  at: {type", "  states: integer\n  at: {type", "states"),
        ("OvenCold: {degrees", "OutcomeUnknown: {degrees", "OutcomeUnknown"),
    ],
)
def test_a_name_that_would_hide_something_is_refused(old: str, new: str, marked: str) -> None:
    assert ("NAME121", marked) in bakery((old, new)).told()


def test_tasks_may_share_an_error_of_the_same_fields() -> None:
    shared = "Smell: {raises: {OvenCold: {degrees: number}}, "
    assert bakery(("Smell: {", shared)).told() == []


def test_one_error_with_different_fields_is_two_and_refused() -> None:
    shared = "Smell: {raises: {OvenCold: {since: timestamp}}, "
    assert bakery(("Smell: {", shared)).told() == [("NAME123", "OvenCold")]


def test_one_mistake_in_a_type_is_told_once_however_often_it_is_used() -> None:
    found = bakery(("weight: Grams\n      note", "weight: Gramms\n      note"))
    assert found.system is None
    assert found.told() == [("NAME101", "Gramms")]


def test_a_type_that_holds_itself_is_refused() -> None:
    found = bakery(("dough: Dough\n      weight", "inner: Order\n      weight"))
    assert ("TYPE216", "Loaf") in found.told()


def test_a_misspelt_argument_is_not_missing_as_well() -> None:
    assert bakery(("dough: rye}", "duogh: rye}")).told() == [("TYPE212", "duogh")]


def test_every_mistake_is_told_at_once() -> None:
    found = bakery(
        ("to: Clerk", "to: Clark"),
        ("dough: rye}", "dough: rice}"),
        ("at: at + 1", "at: at + 1m"),
        ("timestamp\n", "timestmp\n"),
    )
    assert [code for code, _ in found.told()] == ["NAME101", "NAME103", "TYPE203", "TYPE208"]


@pytest.mark.parametrize("text", ["{% $x %}", "${Oven}"])
def test_text_that_a_service_would_run_is_refused(text: str) -> None:
    assert "SPEC044" in dict(bakery(("flow: Sell", f'flow: Sell\ndoc: "{text}"')).told())


def test_a_file_that_nothing_reads_is_refused_and_its_right_place_suggested() -> None:
    found = resolved(FILES | {"flow/sell2.yaml": "flow: Sell2\n"})
    assert [(each.code, each.help) for each in found.diagnostics] == [
        ("SPEC040", 'did you mean "flows/sell2.yaml"?')
    ]


def test_specs_without_a_system_are_told_so_in_their_folder() -> None:
    texts = {f"there/{path}": text for path, text in FILES.items() if path != "system.yaml"}
    codes = [each.code for each in resolved(texts).diagnostics]
    assert "SPEC043" in codes


def test_a_function_has_the_systems_defaults_unless_it_says_otherwise() -> None:
    found = bakery(("  Waiter: {", "  Waiter: {timeout: 5s, "))
    assert found.system is not None
    oven, waiter, _ = found.system.functions
    assert (oven.memory, oven.timeout, oven.runtime) == (256, 20, "python3.13")
    assert (waiter.memory, waiter.timeout) == (256, 5)


def test_fields_that_a_task_gives_become_a_record_named_after_it() -> None:
    found = bakery()
    assert found.system is not None
    result = found.system.functions[0].tasks[0].gives
    assert isinstance(result, RecordType)
    assert result.name == "BakeResult"
    assert result in found.system.records


def test_a_once_task_has_one_try_and_never_less_time_than_its_start_may_take() -> None:
    state = bakery().state("Bake")
    assert isinstance(state, TaskState)
    assert (state.time.each, state.time.tries) == (6, 1)


def test_other_tasks_have_the_flows_time() -> None:
    found = bakery(
        ("task: Oven.Bake", "task: Oven.Smell"),
        (", dough: rye}\n    set: {weight: result.weight}", "}"),
        ("    catch:\n      OvenCold: Done\n", ""),
    )
    state = found.state("Bake")
    assert isinstance(state, TaskState)
    assert (state.time.each, state.time.tries) == (4, 3)


def test_giving_up_before_the_task_may_have_started_is_refused() -> None:
    found = bakery(("    next: Tell", "    time: {each: 5s}\n    next: Tell"))
    assert found.told() == [("TIME211", "5s")]


def test_a_states_own_fact_replaces_the_shared_one() -> None:
    state = bakery().state("Listen")
    assert isinstance(state, Await)
    assert [(each.event.name, each.is_shared) for each in state.facts] == [("BreadFetched", False)]


def test_shared_facts_come_after_a_states_own() -> None:
    found = bakery(("BreadFetched: {set: {at: at + 1}, next: Done}", "BreadBaked: Done"))
    state = found.state("Listen")
    assert isinstance(state, Await)
    assert [(each.event.name, each.is_shared) for each in state.facts] == [
        ("BreadBaked", False),
        ("BreadFetched", True),
    ]


def test_a_fact_about_something_else_cannot_reach_the_flow() -> None:
    found = bakery(("correlate: input.order_id", "correlate: input.due"))
    assert ("TYPE214", "BreadFetched") in found.told()


def test_a_wait_is_so_long_or_until_a_time_and_then_at_most_so_long() -> None:
    nap = "  Nap: {wait: 2m, next: Rest}\n"
    rest = "  Rest: {wait: {until: input.due - 1h, within: 2d}, next: Done}\n"
    found = bakery(("otherwise: Done\n", f"otherwise: Nap\n{nap}{rest}"))
    short, long = found.state("Nap"), found.state("Rest")
    assert isinstance(short, Wait)
    assert isinstance(long, Wait)
    assert (short.seconds, short.until) == (120, None)
    assert long.seconds == 2 * 86400
    assert isinstance(long.until, Binary)


def test_names_carry_the_place_where_they_stand() -> None:
    state = bakery().state("Tell")
    line, column = state.name.span.line, state.name.span.column
    assert FILES["flows/sell.yaml"].split("\n")[line - 1][column - 1 :].startswith("Tell:")
