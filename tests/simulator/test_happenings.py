"""What each line of a transcript is, and in which call it happens."""

from datetime import UTC, datetime

from simulator.clock import microseconds
from simulator.stories.files import STORIES, load_story
from simulator.stories.happenings import Happening, happenings
from simulator.stories.results import Call
from simulator.stories.telling import tell
from simulator.world.faults import Fault, FaultKind
from simulator.world.trace import Kind, Line

BEGAN = datetime(2026, 1, 1, 12, tzinfo=UTC)
ENDED = datetime(2026, 1, 1, 12, 2, tzinfo=UTC)
INN = Call("call-0a1b2c3d", "INN", 1, BEGAN, completed=ENDED)
INN_ANNEX = Call("call-9f8e7d6c", "INN-2", 1, BEGAN, completed=ENDED)
INN_AGAIN = Call("call-5a5a5a5a", "INN", 1, datetime(2026, 1, 1, 13, tzinfo=UTC))
NOON = microseconds(BEGAN)
AT_ONE = microseconds(INN_AGAIN.began)


def place(line: Line, calls: list[Call]) -> int | None:
    (found,) = happenings([line], calls)
    assert found == Happening(line.at, line.text, line.kind, found.call)
    return found.call


def test_a_line_belongs_to_the_call_that_it_names() -> None:
    assert place(Line(NOON, "x", Kind.FLOW, INN_ANNEX.call_id), [INN, INN_ANNEX]) == 1
    assert place(Line(NOON, "x", Kind.TROUBLE, INN.call_id), [INN, INN_ANNEX]) == 0
    assert place(Line(NOON, "x", Kind.FACT), [INN]) is None


def test_trouble_without_a_name_belongs_to_the_only_call_under_way() -> None:
    assert place(Line(NOON, "x"), [INN]) == 0
    assert place(Line(NOON, "x"), [INN, INN_ANNEX]) is None
    assert place(Line(AT_ONE, "x"), [INN, INN_AGAIN]) == 1


def told(story: str, *faults: Fault) -> tuple[list[Happening], list[Call]]:
    run = tell(load_story(STORIES / f"{story}.yaml", story), faults=faults)
    return happenings(run.simulation.trace.lines, run.calls), run.calls


def test_all_that_is_heard_and_done_on_the_telephone_belongs_to_its_hotels_call() -> None:
    lines, calls = told("samples")
    spoken = [each for each in lines if each.kind in (Kind.HOTEL, Kind.US, Kind.LINE)]
    assert {each.kind for each in spoken} == {Kind.HOTEL, Kind.US, Kind.LINE}
    for each in spoken:
        assert each.call is not None, each
        assert calls[each.call].hotel_id in each.text, each


def test_all_that_a_flow_does_belongs_to_its_call() -> None:
    lines, calls = told("samples")
    flows = {each.call for each in lines if each.kind is Kind.FLOW}
    assert flows == set(range(len(calls)))


def test_what_a_fault_strikes_is_trouble_of_its_call() -> None:
    lines, _ = told("a_person_agrees", Fault("EndCall", FaultKind.THROTTLE, 1))
    struck = [each for each in lines if "[fault" in each.text or "(retry" in each.text]
    assert struck
    assert {(each.kind, each.call) for each in struck} == {(Kind.TROUBLE, 0)}
