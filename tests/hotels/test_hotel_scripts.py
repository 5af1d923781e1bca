"""A script is either read whole, or every problem in it is told at its place."""

from pathlib import Path

import pytest

from hotels.behaviour import Unanswered
from hotels.fault import FaultKind, Webhook
from hotels.script import load
from hotels.source import Lasting

SAMPLES = Path(__file__).parents[2] / "samples" / "hotels.yaml"

GOOD = """\
hotels:
  HTL-9:
    known:
      name: Test Inn
      phone: "+12025550100"
      time_zone: Europe/Berlin
      calling_hours: {opens: "08:00", closes: "20:00"}
      email: desk@test.example
      language: de-DE
      ivr_profile:
        - {prompt_contains: accounting, press: "2"}
    behaves:
      calls:
        - {rings: 2s, then: busy, faults: [{fault: late, webhook: ringing, by: 5s}]}
        - {rings: 3s to 6s, then: desk}
      parts:
        desk:
          says: Hello.
          replies:
            - {hears: folio, says: Yes.}
            - {silent_for: 5s, then: hangs_up}
"""


def problems(text: str) -> list[str]:
    return [problem.at("h.yaml") for problem in load(text).problems]


def changed(old: str, new: str) -> list[str]:
    assert old in GOOD
    return problems(GOOD.replace(old, new))


def test_the_sample_hotels_have_no_problem() -> None:
    loaded = load(SAMPLES.read_text())
    assert loaded.report("samples/hotels.yaml") == ""
    assert len(loaded.hotels) == 6


def test_what_is_known_and_what_is_scripted_come_out_typed() -> None:
    hotel = load(GOOD).hotels["HTL-9"]
    assert (hotel.known.phone, hotel.known.opens) == ("+12025550100", "08:00")
    assert hotel.known.ivr_profile[0].press == "2"
    first, second = hotel.behaviour.calls
    assert (first.then, second.then) == (Unanswered.BUSY, "desk")
    assert second.rings == Lasting(3.0, 6.0)
    fault = first.faults[0]
    assert (fault.kind, fault.webhook, fault.by_seconds) == (FaultKind.LATE, Webhook.RINGING, 5.0)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("name: Test Inn", "nmae: Test Inn", "h.yaml:4:13: 'known' has no 'nmae'; did you mean"),
        ('"+12025550100"', "202-555", "h.yaml:5:14: phone '202-555' should look like"),
        ('opens: "08:00"', 'opens: "8"', "h.yaml:7:30: opens '8' should look like 08:00"),
        (
            "time_zone: Europe/Berlin",
            "time_zone: Mars/Olympus",
            "there is no time zone 'Mars/Olympus'; write",
        ),
        ("      language: de-DE\n", "", "h.yaml:4:7: 'known' lacks 'language'"),
        ('press: "2"}', 'press: "2", say: two}', "takes either 'press' or 'say'"),
        ("rings: 2s, ", "", "say how long it 'rings'"),
        ("then: desk", "then: dask", ":15:35: then 'dask' is not one of"),
        ("3s to 6s", "6s to 3s", "should look like 3s, 2m or 3s to 6s"),
        ("3s to 6s", "3 seconds", "should look like 3s, 2m or 3s to 6s"),
        ("fault: late", "fault: slow", "fault 'slow' is not one of"),
        (", by: 5s", "", "'by' says how late"),
        ("webhook: ringing, ", "", "late needs a 'webhook'"),
        ("hears: folio, says", "hears: folio, confidence: high, says", "should look like 0.45"),
        (", says: Yes.", "", "a reply that does nothing"),
        ("hears: folio", 'hears: folio, pressed: "1"', "exactly one of"),
        ("silent_for: 5s", "silent_for: 0s", "at least 0.5s"),
        ("says: Hello.", "then: hangs_up", "needs 'says' or 'lasts'"),
        ("says: Hello.", "says: Hello.\n          lasts: 5s", "'lasts' needs a 'then'"),
        ("        desk:", "        busy: {says: A}\n        desk:", "cannot be called 'busy'"),
        (
            "        desk:",
            "        bar: {says: A}\n        desk:",
            "nothing leads to the part 'bar'",
        ),
        ("says: Hello.", "says: Hello.\n          says: Hi.", "'says' stands twice in 'desk'"),
        ("says: Hello.", "says: &a Hello.\n          is: *a", "aliases are not taken here"),
        ("says: Hello.", "says: !!str Hello.", "tags are not taken here"),
        ("says: Hello.", "says: 'Hello.", "this is not YAML"),
        ("says: Hello.", "says: " + "[" * 100_000, "nested deeper than 16 levels"),
    ],
)
def test_a_mistake_is_told_at_its_place(old: str, new: str, problem: str) -> None:
    assert problem in "\n".join(changed(old, new))


def test_all_mistakes_are_told_at_once() -> None:
    text = GOOD.replace("name: Test Inn", "nmae: Test Inn").replace("then: desk", "then: dask")
    told = problems(text)
    assert [int(line.split(":")[1]) for line in told] == [4, 4, 15, 18]


def test_two_hotels_cannot_share_a_number() -> None:
    second = GOOD.removeprefix("hotels:\n").replace("HTL-9", "HTL-10")
    assert "HTL-9 has this number already" in "\n".join(problems(GOOD + second))


@pytest.mark.parametrize(
    "text", ["", "- a", "hotels: 3", "hotels: {}\nother: 1", "\x00", "a: b: c"]
)
def test_what_is_no_script_at_all_is_a_problem_not_a_traceback(text: str) -> None:
    loaded = load(text)
    assert loaded.problems
    assert not loaded.hotels
