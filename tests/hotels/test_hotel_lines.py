"""What a scripted hotel does next, given what it has heard and how long ago."""

import math
from pathlib import Path

from hotels.acts import (
    Act,
    Beeps,
    CallerPresses,
    CallerSays,
    CallerStarts,
    Faxes,
    HangsUp,
    Presses,
    Says,
    Stops,
)
from hotels.behaviour import PartKind, Unanswered
from hotels.line import Line, Ringing, dial
from hotels.script import Hotel, load
from hotels.speech import says_phrase, speech_seconds, spoken_after

SAMPLES = load((Path(__file__).parents[2] / "samples" / "hotels.yaml").read_text()).hotels

KNOWN = """\
hotels:
  HTL-9:
    known:
      name: Test Inn
      phone: "+12025550100"
      time_zone: Europe/Berlin
      calling_hours: {opens: "00:00", closes: "24:00"}
      email: desk@test.example
      language: en-US
    behaves:
"""


def hotel(behaves: str) -> Hotel:
    indented = "".join(f"      {line}\n" for line in behaves.strip("\n").splitlines())
    loaded = load(KNOWN + indented)
    assert loaded.report("test") == ""
    return loaded.hotels["HTL-9"]


def answered(of: Hotel, call: int = 0, seed: int = 0) -> Line:
    line = dial(of, call, seed).then
    assert isinstance(line, Line)
    return line


def acts(timed: tuple[tuple[float, Act], ...]) -> list[Act]:
    return [act for _, act in timed]


def texts(timed: tuple[tuple[float, Act], ...]) -> list[str]:
    return [act.text for _, act in timed if isinstance(act, Says)]


CLERK = hotel("""
calls: [{rings: 2s, then: clerk}]
parts:
  clerk:
    says: Front desk, good evening.
    replies:
      - {hears: Lindqvist, after: 1s, says: I cannot find that guest.}
      - {hears: [folio, invoice], after: 2s, says: Yes., at_most: 1}
      - {hears: [folio, invoice], says: "No more, I am sorry.", then: hangs_up}
      - {silent_for: 6s, says: "Hello?", at_most: 1}
      - {silent_for: 6s, then: hangs_up}
""")


def test_a_person_greets_as_soon_as_the_call_is_answered() -> None:
    _, timed = answered(CLERK).advance(0.0)
    assert timed == ((0.0, Says("Front desk, good evening.", 1.6, 0.92)),)


def test_a_reply_comes_after_its_moment_of_thought() -> None:
    line, _ = answered(CLERK).advance(3.0, CallerSays("The folio of Mr. Okafor, please."))
    assert line.wakes_at == 5.0
    _, timed = line.advance(5.0)
    assert texts(timed) == ["Yes."]


def test_the_first_reply_that_fits_is_given() -> None:
    line, _ = answered(CLERK).advance(3.0, CallerSays("The folio of Ms. Lindqvist, please."))
    assert texts(line.advance(5.0)[1]) == ["I cannot find that guest."]


def test_a_reply_given_often_enough_makes_way_for_the_next() -> None:
    line, _ = answered(CLERK).advance(3.0, CallerSays("A folio, please."))
    line, _ = line.advance(8.0)
    line, _ = line.advance(8.0, CallerSays("And another folio."))
    line, timed = line.advance(30.0)
    assert acts(timed)[-1] == HangsUp()
    assert line.over
    assert line.wakes_at is None


def test_what_no_reply_fits_is_met_with_silence() -> None:
    line, _ = answered(CLERK).advance(3.0, CallerSays("One moment, please."))
    assert line.waits_for_caller
    assert line.advance(8.9)[1] == ()


def test_a_person_loses_patience_when_nobody_speaks() -> None:
    _, timed = answered(CLERK).advance(60.0)
    assert acts(timed)[1:] == [Says("Hello?", 0.4, 0.92), HangsUp()]


def test_nobody_loses_patience_while_the_caller_is_speaking() -> None:
    line, _ = answered(CLERK).advance(3.0, CallerStarts())
    line, timed = line.advance(300.0)
    assert timed == ()
    line, _ = line.advance(300.0, CallerSays("Well."))
    assert line.wakes_at == 306.0


def test_an_interrupted_hotel_stops_in_mid_sentence() -> None:
    line, _ = answered(SAMPLES["HTL-001"]).advance(2.0)
    line, timed = line.advance(4.0, CallerPresses("2"))
    assert timed == ((4.0, Stops()),)
    _, timed = line.advance(20.0)
    assert texts(timed) == ["Accounting, this is Maria."]


def test_a_menu_that_hears_a_wrong_key_repeats_itself_and_gives_up_in_the_end() -> None:
    line, _ = answered(SAMPLES["HTL-001"]).advance(10.0, CallerPresses("7"))
    line, timed = line.advance(20.0)
    assert [text.split(",")[0] for text in texts(timed)] == [
        "I am sorry",
        "Thank you for calling the Harbor Lights Hotel. For reservations",
    ]
    _, timed = line.advance(200.0)
    assert acts(timed)[-1] == HangsUp()


def test_a_voicemail_beeps_after_its_greeting_and_hangs_up_after_silence() -> None:
    line, timed = answered(SAMPLES["HTL-003"]).advance(12.0)
    assert [type(act) for act in acts(timed)] == [Says, Beeps]
    line, _ = line.advance(12.0, CallerStarts())
    line, _ = line.advance(40.0, CallerSays("This is a message."))
    _, timed = line.advance(200.0)
    assert timed == ((50.5, HangsUp()),)


def test_a_voicemail_waits_for_its_caller_after_the_beep() -> None:
    line, _ = answered(SAMPLES["HTL-003"]).advance(9.0)
    assert line.waits_for_caller


def test_a_voicemail_hangs_up_when_the_mailbox_is_full() -> None:
    line, _ = answered(SAMPLES["HTL-003"]).advance(12.0, CallerStarts())
    _, timed = line.advance(600.0)
    greeting = 21 / 2.5
    assert timed == ((greeting + 90.0, HangsUp()),)


def test_a_part_goes_on_by_itself_when_its_time_is_over() -> None:
    on_hold = hotel("""
calls: [{rings: 1s, then: music}]
parts:
  music: {is: hold, lasts: 30s, then: clerk}
  clerk: {says: Hello.}
""")
    line = answered(on_hold)
    assert line.answered_by is PartKind.HOLD
    assert line.advance(60.0)[1] == ((30.0, Says("Hello.", 0.4, 0.92)),)


def test_a_hotel_can_hang_up_while_the_caller_is_speaking() -> None:
    dropped = hotel("""
calls: [{rings: 1s, then: clerk}]
parts:
  clerk: {says: Hello., lasts: 3s, then: hangs_up}
""")
    line, _ = answered(dropped).advance(1.0, CallerStarts())
    line, timed = line.advance(10.0)
    assert timed == ((3.4, HangsUp()),)
    assert line.advance(11.0, CallerSays("Hello?")) == (line, ())


def test_a_fax_whistles_and_keys_can_be_pressed_by_the_hotel() -> None:
    odd = hotel("""
calls: [{rings: 1s, then: fax}]
parts:
  fax: {is: fax, lasts: 1s, then: desk}
  desk: {replies: [{hears: anything, presses: "1"}]}
""")
    line, timed = answered(odd).advance(2.0)
    assert acts(timed) == [Faxes()]
    line, _ = line.advance(2.0, CallerSays("Press 1 if you agree."))
    assert acts(line.advance(3.0)[1]) == [Presses("1")]


def test_each_call_goes_its_own_way_and_the_last_is_repeated() -> None:
    moody = hotel("""
calls:
  - {rings: 2s, then: busy}
  - {rings: 8s, then: rejected}
  - {rings: 1s, then: invalid_number}
  - {then: no_answer}
""")
    assert [dial(moody, call, 0) for call in range(6)] == [
        Ringing(2.0, Unanswered.BUSY),
        Ringing(8.0, Unanswered.REJECTED),
        Ringing(1.0, Unanswered.INVALID_NUMBER),
        *[Ringing(math.inf, Unanswered.NO_ANSWER)] * 3,
    ]


def test_the_same_seed_gives_the_same_call_and_another_seed_another() -> None:
    harbor = SAMPLES["HTL-001"]
    rings = [dial(harbor, 0, seed).seconds for seed in range(20)]
    assert rings == [dial(harbor, 0, seed).seconds for seed in range(20)]
    assert len(set(rings)) > 1
    assert [seconds for seconds in rings if not 4.0 <= seconds <= 6.0] == []


def test_time_may_pass_in_any_steps() -> None:
    line, at_once = answered(CLERK).advance(60.0)
    stepped = answered(CLERK)
    bit_by_bit: list[tuple[float, Act]] = []
    for tenth in range(601):
        stepped, timed = stepped.advance(tenth / 10)
        bit_by_bit += timed
    assert tuple(bit_by_bit) == at_once
    assert stepped == line


def test_phrases_are_found_as_whole_words_without_accents_and_punctuation() -> None:
    assert says_phrase("The folio for Señor O'Neil, please.", "senor oneil")
    assert not says_phrase("Portfolios are nice.", "folio")


def test_speech_takes_time_by_its_words() -> None:
    assert speech_seconds("one two three four five") == 2.0
    assert spoken_after("one two three four five", 1.0) == "one two"
