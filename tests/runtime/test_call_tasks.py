"""The tasks of a call, as a flow asks for them: JSON in, JSON out, effects once."""

from datetime import timedelta

import pytest

from generated.functions.call_initiator import BlockedByPolicy, CallRejected
from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.machine_verdict import MachineVerdict
from generated.values import Invalid, write_timestamp
from runtime.errors import OutcomeUnknown, SpeechFailed, TooLate, UnknownHotel
from runtime.serving import load, serve_task
from runtime.state.call import CallNews
from runtime.telephony import Listen, Pause, Play, PressKeys, ReportMessageLeft, Speak
from tests.runtime.fakes import NOW, SID, FakeWorld
from tests.runtime.given import CALL_HEX, HOTEL_ID, hotel, request, world

CALL_ID = CallId(f"call-{CALL_HEX}")
FUNCTIONS = {
    name: load(name, f"folio.{name}") for name in ("CallInitiator", "IvrNavigator", "VoiceAnalyzer")
}
INITIATE = {"call_id": CALL_ID, "phone": "+12025550114", "ring_for": 45, "talk_for": 490}
PLAN = {
    "call_id": CALL_ID,
    "batch_id": f"batch-{CALL_HEX}",
    "hotel_id": HOTEL_ID,
    "phone": "+12025550114",
    "ivr_profile": [],
    "requests": [request(1).to_data(), request(2).to_data()],
}


def ask(function: str, task: str, given: object, around: FakeWorld) -> object:
    """Ask for a task as the flow does at NOW."""
    event = {
        "task": task,
        "command": f"{CALL_ID}/{task}/{write_timestamp(NOW)}",
        "correlation_id": CALL_ID,
        "input": given,
    }
    return serve_task(FUNCTIONS[function], event, around)


def heard(transcript: str, turn: int = 1, confidence: float = 0.9) -> dict[str, object]:
    return {
        "call_id": CALL_ID,
        "turn": turn,
        "transcript": transcript,
        "confidence": confidence,
        "timestamp": write_timestamp(NOW),
    }


def on_the_line(verdict: MachineVerdict | None = None) -> FakeWorld:
    around = world()
    news = CallNews(provider_sid=SID, time_zone="America/New_York", verdict=verdict)
    around.calls.update(CALL_ID, news)
    return around


def test_a_call_within_the_hours_is_allowed_and_the_hotels_zone_is_kept() -> None:
    around = world(hotel("09:00", "17:00"))

    assert ask("CallInitiator", "CheckCallPolicy", {"plan": PLAN}, around) is None
    assert around.calls.known[CALL_ID].time_zone == "Europe/London"


@pytest.mark.parametrize("closed", [hotel("16:00", "20:00"), hotel(do_not_call=True)])
def test_a_call_outside_the_hours_or_to_a_hotel_that_wants_none_is_blocked(closed: object) -> None:
    around = world(closed)  # type: ignore[arg-type]  # a hotel
    with pytest.raises(BlockedByPolicy):
        ask("CallInitiator", "CheckCallPolicy", {"plan": PLAN}, around)

    assert around.bus.types() == ["CallBlockedByPolicy"]


def test_a_hotel_that_is_not_on_file_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownHotel, match=HOTEL_ID):
        ask("CallInitiator", "CheckCallPolicy", {"plan": PLAN}, FakeWorld())


def test_a_call_is_placed_once_however_often_it_is_asked_for() -> None:
    around = world()
    ask("CallInitiator", "InitiateCall", INITIATE, around)
    ask("CallInitiator", "InitiateCall", INITIATE, around)

    assert [each.talk_for for each in around.phone.placed] == [timedelta(seconds=490)]
    assert around.bus.types() == ["CallInitiated"]


def test_a_call_whose_placing_is_in_doubt_is_not_placed_again() -> None:
    around = world()
    around.phone.fails_with = OutcomeUnknown("no answer from the provider")
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            ask("CallInitiator", "InitiateCall", INITIATE, around)

    assert around.phone.placed == []


def test_a_rejected_call_is_rejected_with_its_outcome() -> None:
    around = world()
    around.phone.fails_with = CallRejected(outcome=CallOutcome.INVALID_NUMBER)
    with pytest.raises(CallRejected) as raised:
        ask("CallInitiator", "InitiateCall", INITIATE, around)

    assert str(raised.value) == '{"outcome": "invalid_number"}'


def test_a_call_that_was_asked_for_too_long_ago_is_not_placed() -> None:
    around = world()
    around.clock.advance(timedelta(seconds=7))
    with pytest.raises(TooLate):
        ask("CallInitiator", "InitiateCall", INITIATE, around)

    assert around.phone.placed == []


def test_ending_a_call_hangs_up() -> None:
    around = on_the_line()
    ask("CallInitiator", "EndCall", {"call_id": CALL_ID}, around)

    assert around.phone.hung_up == [SID]


def test_ending_a_call_that_we_cannot_name_yet_leaves_word_for_its_next_signal() -> None:
    around = world()
    ask("CallInitiator", "EndCall", {"call_id": CALL_ID}, around)

    assert around.calls.known[CALL_ID].is_ending


def test_the_outcome_names_the_records_that_the_call_did_not_get_to() -> None:
    around = world()
    given = {"plan": PLAN, "outcome": "hung_up", "position": 1}
    ask("CallInitiator", "StoreOutcome", given, around)

    assert around.bus.told[0].event.to_data()["remaining"] == ["REC-2"]


def test_the_same_command_tells_facts_with_the_same_ids() -> None:
    around = world()
    given = {"plan": PLAN, "outcome": "hung_up", "position": 1}
    ask("CallInitiator", "StoreOutcome", given, around)
    ask("CallInitiator", "StoreOutcome", given, around)

    assert len({fact.event_id for fact in around.bus.told}) == 1


def test_a_greeting_is_analyzed_with_the_providers_verdict() -> None:
    around = on_the_line(MachineVerdict.FAX)
    given = {"call_id": CALL_ID, "heard": heard("")}

    assert ask("VoiceAnalyzer", "AnalyzeConnection", given, around) == {"kind": "fax"}


def request_folio(around: FakeWorld, attempt: int = 1) -> None:
    given = {"call_id": CALL_ID, "request": request().to_data(), "attempt": attempt}
    ask("VoiceAnalyzer", "RequestFolio", given, around)


def test_a_folio_is_asked_for_in_our_voice_and_the_answer_is_the_next_turn() -> None:
    around = on_the_line()
    request_folio(around)

    ((spoken, listen),) = around.phone.instructed
    assert isinstance(spoken, Play)
    assert listen == Listen(turn=2, patience_seconds=8)
    assert around.bus.types() == ["FolioRequested"]


def test_a_wording_is_synthesised_once() -> None:
    around = on_the_line()
    request_folio(around, attempt=2)
    request_folio(around, attempt=3)

    assert len(around.phone.instructed) == 2
    assert len(around.speech.synthesised) == 1


def test_when_the_voice_fails_the_provider_reads_the_words() -> None:
    around = on_the_line()
    around.speech.fails_with = SpeechFailed("429")
    request_folio(around)

    spoken = around.phone.instructed[0][0]
    assert isinstance(spoken, Speak)
    assert "Ingrid Lindqvist" in spoken.text
    assert "H L 1" in spoken.text


def test_a_call_that_is_over_is_not_told_of_as_asked() -> None:
    around = on_the_line()
    around.phone.is_over = True
    request_folio(around)

    assert around.bus.told == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Yes, I will send it.", ["ResponseAnalyzed", "FolioAgreed"]),
        ("No, we cannot send that.", ["ResponseAnalyzed", "FolioRefused"]),
        ("I cannot find that guest.", ["ResponseAnalyzed", "FolioNotFound"]),
        ("Call back in two hours.", ["ResponseAnalyzed"]),
    ],
)
def test_an_answer_tells_what_it_means_for_the_record(said: str, told: list[str]) -> None:
    around = on_the_line()
    given = {"call_id": CALL_ID, "request": request().to_data(), "heard": heard(said)}
    ask("VoiceAnalyzer", "AnalyzeResponse", given, around)

    assert around.bus.types() == told


def test_a_callback_time_is_read_on_the_hotels_clock() -> None:
    around = on_the_line()
    answer = heard("Call back after three.")
    given = {"call_id": CALL_ID, "request": request().to_data(), "heard": answer}
    result = ask("VoiceAnalyzer", "AnalyzeResponse", given, around)

    assert isinstance(result, dict)
    assert result["callback_at"] == "2026-11-23T20:00:00.000Z"


@pytest.mark.parametrize(
    ("verdict", "first"), [(None, Pause), (MachineVerdict.MACHINE_END_BEEP, Play)]
)
def test_a_message_waits_for_the_tone_unless_that_was_heard(
    verdict: MachineVerdict | None, first: type
) -> None:
    around = on_the_line(verdict)
    given = {"call_id": CALL_ID, "requests": [request().to_data()]}
    ask("VoiceAnalyzer", "LeaveVoicemail", given, around)

    (instructions,) = around.phone.instructed
    assert isinstance(instructions[0], first)
    assert instructions[-1] == ReportMessageLeft()


def test_a_message_that_a_machine_records_names_no_guest() -> None:
    around = on_the_line()
    given = {"call_id": CALL_ID, "requests": [request().to_data()]}
    ask("VoiceAnalyzer", "LeaveVoicemail", given, around)

    assert "Lindqvist" not in around.speech.synthesised[0]


def navigate(prompt: str, around: FakeWorld, turn: int = 1) -> object:
    given = {"call_id": CALL_ID, "heard": heard(prompt, turn), "profile": []}
    return ask("IvrNavigator", "NavigateIVR", given, around)


def test_a_key_is_pressed_once_for_each_thing_that_the_menu_said() -> None:
    around = on_the_line()
    first = navigate("For accounting, press 2.", around)
    again = navigate("For accounting, press 2.", around)

    assert first == again == {"action": "pressed", "pressed": "2"}
    assert [each[0] for each in around.phone.instructed] == [PressKeys("2")]
    assert around.bus.types() == ["DtmfSent"]


def test_a_menu_that_says_the_same_for_the_third_time_is_given_up() -> None:
    around = on_the_line()
    results = [navigate("For accounting, press 2.", around, turn) for turn in (1, 2, 3)]

    assert results[-1] == {"action": "gave_up"}
    assert around.bus.types()[-1] == "IvrDeadEndReached"


def test_a_person_and_a_hold_are_just_listened_to() -> None:
    around = on_the_line()

    assert navigate("Accounting, this is Maria.", around) == {"action": "reached_person"}
    assert navigate("", around, turn=2) == {"action": "on_hold"}
    assert around.phone.instructed == []


@pytest.mark.parametrize(
    ("event", "where"),
    [
        ({"task": "FlyAway"}, "event.task"),
        ({"task": "EndCall", "command": "x"}, "event.correlation_id"),
        ({"task": "EndCall", "command": "x", "correlation_id": "c"}, "event.command's last part"),
        (
            {
                "task": "EndCall",
                "command": f"x/EndCall/{write_timestamp(NOW)}",
                "correlation_id": "c",
                "input": {"call_id": "a guest's name"},
            },
            "input.call_id",
        ),
    ],
)
def test_what_is_no_task_is_refused_with_its_place_and_without_its_value(
    event: object, where: str
) -> None:
    with pytest.raises(Invalid) as raised:
        serve_task(FUNCTIONS["CallInitiator"], event, world())

    assert raised.value.where == where
    assert "guest" not in str(raised.value)
