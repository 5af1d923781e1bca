"""A person's file of records: what is wrong with it is said by line, before anything starts."""

import pytest

from local.errors import LocalError
from local.records import read_records

HEADING = "record_id,hotel_id,guest_name,confirmation_number,arrival,departure\n"
GOOD = "REC-1,hotel-1,Ada Byron,C-1,2026-10-05,2026-10-08\n"
HOTELS = frozenset({"hotel-1"})


def problems(text: str) -> list[str]:
    with pytest.raises(LocalError) as error:
        read_records(text, "records.csv", HOTELS)
    return str(error.value).splitlines()


def test_a_good_line_becomes_a_record() -> None:
    (record,) = read_records(HEADING + GOOD, "records.csv", HOTELS)

    assert (record.record_id, record.guest_name) == ("REC-1", "Ada Byron")


def test_a_quoted_field_may_hold_a_comma_and_a_line_break() -> None:
    text = HEADING + 'REC-1,hotel-1,"Byron,\nAda",C-1,2026-10-05,2026-10-08\n'

    (record,) = read_records(text, "records.csv", HOTELS)

    assert record.guest_name == "Byron,\nAda"


def test_every_problem_is_told_with_its_line() -> None:
    bad_date = GOOD.replace("REC-1", "REC-2").replace("2026-10-05", "5.10.2026")
    no_hotel = GOOD.replace("REC-1", "REC-3").replace("hotel-1", "hotel-9")

    told = problems(HEADING + GOOD + bad_date + no_hotel)

    assert told[0].startswith("records.csv:3: arrival ")
    assert told[1] == "records.csv:4: no hotel hotel-9; there are hotel-1"


def test_a_line_with_two_mistakes_is_told_both() -> None:
    both = GOOD.replace("2026-10-05", "5.10.2026").replace("hotel-1", "hotel-9")

    told = problems(HEADING + both)

    assert told[0].startswith("records.csv:2: arrival ")
    assert told[1] == "records.csv:2: no hotel hotel-9; there are hotel-1"


def test_a_missing_column_is_told_for_each_line() -> None:
    told = problems(HEADING.replace(",departure", "") + GOOD.replace(",2026-10-08", ""))

    assert told == ["records.csv:2: departure is missing"]


def test_a_record_that_stands_there_twice_is_refused() -> None:
    assert problems(HEADING + GOOD + GOOD) == ["records.csv:3: REC-1 stands there twice"]


@pytest.mark.parametrize("text", ["", HEADING])
def test_a_file_without_records_is_refused(text: str) -> None:
    assert problems(text) == ["records.csv:1: there are no records"]


def test_a_file_that_is_wrong_throughout_is_told_in_a_screenful() -> None:
    told = problems(HEADING + "x\n" * 100)

    assert len(told) == 21
    assert told[-1] == "... and 80 more"
