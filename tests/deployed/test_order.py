"""Order is that of cause and effect: what it lets pass, and what not."""

import pytest

from simulator.stories.story import Moment
from simulator.world.trace import Line
from tests.deployed.order import difference
from tests.deployed.timeline import missing

SECOND = 1_000_000
CALL = "call-0a1b2"
TOLD = (
    "RecordQueued REC-1 hotel_id=INN",
    "flow in InitiateCall",
    "INN rings",
    "INN answers",
    "INN says: Good morning.",
    f"MachineDetectionReceived {CALL} verdict=human",
    f"TurnTranscribed {CALL} turn=1 transcript=Good morning. confidence=0.9",
    "flow in RequestFolio",
    "we say to INN: The folio, please.",
    f"CallEnded {CALL} outcome=completed talked_for=20",
)


def lines(*texts: str) -> list[Line]:
    return [Line(at * SECOND, text) for at, text in enumerate(texts)]


def swapped(first: int, second: int) -> list[Line]:
    texts = list(TOLD)
    texts[first], texts[second] = texts[second], texts[first]
    return lines(*texts)


def replaced(place: int, text: str) -> list[Line]:
    return lines(*TOLD[:place], text, *TOLD[place + 1 :])


def test_the_same_tells_the_same() -> None:
    assert difference(lines(*TOLD), lines(*TOLD)) is None


def test_another_order_of_cause_and_effect_is_a_difference() -> None:
    differs = difference(lines(*TOLD), swapped(4, 8))

    assert differs is not None
    assert differs.startswith(
        "what is said on the line differs in line 3:\n"
        "  in the simulator  INN says: Good morning.\n"
        "  on the local AWS  we say to INN: The folio, please.\n"
    )


def test_another_order_of_what_happens_at_once_is_none() -> None:
    assert difference(lines(*TOLD), swapped(5, 6)) is None
    assert difference(lines(*TOLD), swapped(1, 2)) is None


@pytest.mark.parametrize("place", [place for place in range(len(TOLD)) if place != 5])
def test_a_line_that_is_missing_on_either_side_is_a_difference(place: int) -> None:
    fewer = lines(*TOLD[:place], *TOLD[place + 1 :])

    assert difference(lines(*TOLD), fewer) is not None
    assert difference(fewer, lines(*TOLD)) is not None


def test_both_transcripts_stand_beside_each_other_and_what_differs_is_marked() -> None:
    differs = difference(lines(*TOLD), replaced(4, "INN says: Good evening."))

    assert differs is not None
    (marked,) = {line for line in differs.splitlines() if line.startswith("> INN")}
    assert marked.split(maxsplit=1)[1].split("  ", 1)[0] == "INN says: Good morning."
    assert marked.endswith("INN says: Good evening.")


def test_a_verdict_may_stay_away_but_not_be_another() -> None:
    without = lines(*TOLD[:5], *TOLD[6:])

    assert difference(lines(*TOLD), without) is None
    assert difference(lines(*TOLD), replaced(5, TOLD[5].replace("human", "fax"))) is not None


def test_what_time_and_chance_decide_is_no_difference() -> None:
    elsewhere = [line._replace(text=line.text.replace(CALL, "call-ffff0")) for line in lines(*TOLD)]
    later = replaced(9, TOLD[9].replace("talked_for=20", "talked_for=23"))
    numbered = replaced(6, TOLD[6].replace("turn=1", "turn=2"))

    assert all(difference(lines(*TOLD), each) is None for each in (elsewhere, later, numbered))


def test_where_we_are_cut_off_is_no_difference_but_that_we_are() -> None:
    cut = "we say to INN: The -- (cut off)"

    assert difference(replaced(8, cut), replaced(8, cut.replace("The", "The folio,"))) is None
    assert difference(lines(*TOLD), replaced(8, cut)) is not None


def test_facts_of_one_moment_have_no_order() -> None:
    two = [Line(0, "FolioAgreed REC-1"), Line(0, f"ResponseAnalyzed {CALL} intent=agree_send")]

    assert difference(two, two[::-1]) is None


@pytest.mark.parametrize(
    "again", ["Scheduler is throttled", "EndCall was too slow and is tried again"]
)
def test_a_second_try_of_a_busy_service_is_left_out(again: str) -> None:
    assert difference(lines(again, *TOLD), lines(*TOLD)) is None


def test_a_line_that_no_strand_takes_is_refused() -> None:
    with pytest.raises(LookupError, match="no strand takes the line: the moon rises"):
        difference(lines("the moon rises"), [])


def expected(*moments: str) -> list[Moment]:
    return [Moment(moment, None) for moment in moments]


def test_what_is_expected_in_the_order_of_cause_and_effect_is_found() -> None:
    assert missing(expected("RecordQueued", "INN answers", "we say to INN"), lines(*TOLD)) is None


def test_what_happens_at_once_can_be_expected_in_any_order() -> None:
    assert missing(expected("INN rings", "flow in InitiateCall"), lines(*TOLD)) is None


def test_an_effect_is_not_expected_before_its_cause() -> None:
    wrong = missing(expected("we say to INN", "INN answers"), lines(*TOLD))

    assert wrong == "after 'we say to INN' there is no 'INN answers'"


def test_what_is_expected_twice_happens_twice() -> None:
    assert missing(expected("INN rings", "INN rings"), lines(*TOLD)) is not None
