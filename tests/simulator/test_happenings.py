"""What each line of a transcript is, and in which call it happens."""

from datetime import UTC, datetime

from simulator.clock import microseconds
from simulator.stories.happenings import Happening, Kind, happenings
from simulator.stories.results import Call
from simulator.world.trace import Line

BEGAN = datetime(2026, 1, 1, 12, tzinfo=UTC)
ENDED = datetime(2026, 1, 1, 12, 2, tzinfo=UTC)
INN = Call("call-0a1b2c3d", "INN", 1, BEGAN, completed=ENDED)
INN_ANNEX = Call("call-9f8e7d6c", "INN-2", 1, BEGAN, completed=ENDED)
INN_AGAIN = Call("call-5a5a5a5a", "INN", 1, datetime(2026, 1, 1, 13, tzinfo=UTC))


NOON = microseconds(BEGAN)
AT_ONE = microseconds(INN_AGAIN.began)


def judge(text: str, calls: list[Call], at: int = NOON) -> tuple[Kind, int | None]:
    (found,) = happenings([Line(at, text)], calls, ["INN", "INN-2"], {(NOON, "EndCall"): 1})
    assert found == Happening(at, text, found.kind, found.call)
    return found.kind, found.call


def test_who_speaks_is_told_by_the_hotel_and_by_we() -> None:
    calls = [INN, INN_ANNEX]
    assert judge("INN says: we are full", calls) == (Kind.HOTEL, 0)
    assert judge("INN-2 presses: 2", calls) == (Kind.HOTEL, 1)
    assert judge("we say to INN-2: Hello: it is us", calls) == (Kind.US, 1)
    assert judge("we press for INN: 2", calls) == (Kind.US, 0)


def test_what_the_line_does_is_no_speech() -> None:
    assert judge("INN is hung up on by us", [INN]) == (Kind.LINE, 0)


def test_a_fact_belongs_to_the_call_that_it_names() -> None:
    assert judge("FolioAgreed REC-1 call_id=call-9f8e7", [INN, INN_ANNEX]) == (Kind.FACT, 1)
    assert judge("RecordCreated REC-1 hotel_id=INN", [INN]) == (Kind.FACT, None)


def test_a_state_belongs_to_the_call_whose_flow_was_in_it() -> None:
    assert judge("flow in EndCall", [INN, INN_ANNEX], NOON + 999) == (Kind.FLOW, 1)
    assert judge("flow in EndCall", [INN, INN_ANNEX], NOON + 1000) == (Kind.FLOW, None)
    assert judge("flow in EndCall [fault: throttle]", [INN, INN_ANNEX]) == (Kind.TROUBLE, 1)
    assert judge("flow succeeded call-0a1b2", [INN, INN_ANNEX]) == (Kind.FLOW, 0)
    assert judge("flow failed call-0a1b2 (States.Timeout: x)", [INN]) == (Kind.TROUBLE, 0)


def test_a_hotels_second_call_has_what_happens_after_its_beginning() -> None:
    assert judge("INN rings", [INN, INN_AGAIN], NOON) == (Kind.LINE, 0)
    assert judge("INN rings", [INN, INN_AGAIN], AT_ONE) == (Kind.LINE, 1)


def test_trouble_without_a_name_belongs_to_the_only_call_under_way() -> None:
    trouble = "webhook completed is lost"
    assert judge(trouble, [INN]) == (Kind.TROUBLE, 0)
    assert judge(trouble, [INN, INN_ANNEX]) == (Kind.TROUBLE, None)
    assert judge(trouble, [INN, INN_AGAIN], AT_ONE) == (Kind.TROUBLE, 1)
