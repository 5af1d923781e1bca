"""Pages: every state and edge is on its flow's page, and no text can break a page."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.analysis.timing import worst_case
from generator.diagnostics import Span
from generator.emit.docs.expression_text import expression_text
from generator.emit.docs.flow_page import flow_page
from generator.emit.docs.markdown import code, label, node, seconds, table, text
from generator.model import Await, Choose, Flow, Name, Primitive, System
from generator.model.expressions import Binary, Constant, Else, Expression, Not, Root

HERE = Span("flow.yaml", 1, 1, 1, 2)
NASTY = st.text(alphabet=st.sampled_from("|`<>[]\\\n\r\t\"';:#{}()ab -\x00\u202e"), max_size=60)


@pytest.fixture
def call_handler(hotel_calls: System) -> Flow:
    return hotel_calls.flows[0]


def diagram_of(page: str) -> list[str]:
    found = re.search(r"```mermaid\nstateDiagram-v2\n(.*?)```", page, re.DOTALL)
    assert found
    return [line.strip() for line in found[1].splitlines()]


def test_the_diagram_holds_every_state_with_its_ways_out(call_handler: Flow) -> None:
    lines = diagram_of(flow_page(call_handler))
    for state in call_handler.states:
        assert any(line.startswith(f"{state.name} --> ") for line in lines)
        assert any(f"--> {state.name}" in line for line in lines)


def test_every_way_that_is_taken_for_a_reason_says_it(call_handler: Flow) -> None:
    lines = diagram_of(flow_page(call_handler))
    for state in call_handler.states:
        if isinstance(state, Await | Choose):
            own = [line for line in lines if line.startswith(f"{state.name} --> ")]
            assert all(": " in line for line in own)


def test_a_bounded_way_shows_where_it_leads_at_last(call_handler: Flow) -> None:
    lines = diagram_of(flow_page(call_handler))
    assert "WaitForResponse --> RequestFolio: otherwise" in lines
    assert "WaitForResponse --> EndCall: otherwise more than 2 times" in lines


def test_the_page_proves_that_the_longest_way_fits(hotel_calls: System) -> None:
    (flow,) = hotel_calls.flows
    (proof,) = re.findall(r"^The longest way takes (.*)$", flow_page(flow), re.MULTILINE)
    total, of, parts = re.fullmatch(r"(\d+)s of (\d+)s: (.*)\.", proof).groups()  # type: ignore[union-attr]  # else it fails
    sums = [int(each) for each in re.findall(r"(?:^|\+ )(\d+)s", parts)]
    steps = [int(each) for each in re.findall(r"\w+ (\d+)s[,)]", parts)]
    assert (int(total), int(of)) == (worst_case(flow).seconds, flow.timeout)
    assert sum(sums) == int(total)
    assert sum(sums[1:]) == sum(steps)


def test_a_flow_without_a_deadline_adds_up_its_states(library: System) -> None:
    (flow,) = library.flows
    assert "The longest way takes 21s of 60s: AskFirst 11s, Later 10s." in flow_page(flow)


def test_the_table_holds_every_state_once(call_handler: Flow) -> None:
    page = flow_page(call_handler)
    rows = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert rows == [str(state.name) for state in call_handler.states]


def test_a_state_named_as_a_word_of_mermaids_is_renamed(library: System) -> None:
    lines = diagram_of(flow_page(library.flows[0]))
    assert 'state "End" as End_' in lines
    assert "Later --> End_" in lines


def test_the_system_page_shows_who_tells_what_to_whom(library_files: dict[str, str]) -> None:
    page = library_files["docs/system.md"]
    assert 'Desk -- "BookLent" --> Stacks' in page
    assert 'Desk -- "Return" --> Desk' in page
    assert "[Lend](flows/lend.md)" in page


def test_the_catalogue_names_producers_and_consumers(library_files: dict[str, str]) -> None:
    catalogue = library_files["docs/events.md"]
    assert "Told by `Desk`. Goes to `Stacks`." in catalogue
    assert "Told by `Stacks`. Goes to nobody." in catalogue
    assert "| `reader` | `Mail`, personal |" in catalogue


def test_markup_in_a_spec_stays_text(library_files: dict[str, str]) -> None:
    assert "<b>" not in library_files["docs/events.md"]
    assert "{{ nobody }}" in library_files["docs/events.md"]


@example("\\|", "\\|")
@given(NASTY, NASTY)
def test_a_cell_stays_one_cell(left: str, right: str) -> None:
    *_, row = table(("a", "b"), [(text(left), code(right))]).split("\n")
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 3
    assert "<" not in text(left).replace("&lt;", "")


@given(NASTY)
def test_a_label_stays_on_its_line_and_in_its_quotes(anything: str) -> None:
    made = re.sub(r"#\d+;", "", label(anything))
    assert made.isprintable()
    assert not set(made) & set('"<>#;:`')


def test_a_nodes_name_is_its_own_unless_mermaid_would_misread_it() -> None:
    assert [node(name) for name in ("EndCall", "End", "State")] == ["EndCall", "End_", "State_"]


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0s"), (75, "75s"), (540, "9m"), (7200, "2h"), (86_400, "1d")]
)
def test_a_duration_is_written_in_its_largest_unit(number: int, written: str) -> None:
    assert seconds(number) == written


def variable(name: str) -> Root:
    return Root("variable", Name(name, HERE), Primitive("number"), is_optional=True, span=HERE)


A, B, C = variable("a"), variable("b"), variable("c")
TRUTH, NUMBER = Primitive("boolean"), Primitive("number")


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        (Binary("-", A, Binary("-", B, C, NUMBER, HERE), NUMBER, HERE), "a - (b - c)"),
        (Binary("-", Binary("-", A, B, NUMBER, HERE), C, NUMBER, HERE), "a - b - c"),
        (Binary("*", Binary("+", A, B, NUMBER, HERE), C, NUMBER, HERE), "(a + b) * c"),
        (Not(Binary("or", A, B, TRUTH, HERE), TRUTH, HERE), "not (a or b)"),
        (Binary("and", Binary("or", A, B, TRUTH, HERE), C, TRUTH, HERE), "(a or b) and c"),
        (
            Else(
                A,
                Else(B, C, NUMBER, is_optional=False, span=HERE),
                NUMBER,
                is_optional=False,
                span=HERE,
            ),
            "a else b else c",
        ),
        (Constant(540, Primitive("duration"), HERE), "9m"),
        (Constant(value=True, type=TRUTH, span=HERE), "true"),
        (Constant("a", Primitive("string"), HERE), '"a"'),
    ],
)
def test_an_expression_has_the_brackets_that_it_needs(expression: Expression, written: str) -> None:
    assert expression_text(expression) == written
