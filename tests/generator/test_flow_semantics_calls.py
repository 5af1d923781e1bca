"""The Call Handler as it is emitted, call by call: the states that it goes through."""

import pytest

from generator.model import System
from simulator.asl import Machine, compile_machine
from tests.generator.call_world import CallWorld, plan
from tests.generator.flow_world import Script, at, definition, gives, raises


@pytest.fixture(scope="module")
def call(hotel_calls: System) -> Machine:
    """The Call Handler, ready to run."""
    return compile_machine(definition(hotel_calls))


DIAL = ["CheckCallPolicy", "InitiateCall", "WaitForConnection"]
GREET = [*DIAL, "WaitForGreeting", "AnalyzeConnection", "RouteByConnectionType"]
ASK = ["RequestFolio", "WaitForResponse", "AnalyzeResponse", "RouteAnswer"]
END = ["EndCall", "WaitForHangUp", "StoreOutcome"]


def test_a_person_is_asked_for_each_record_in_turn(call: Machine) -> None:
    world = CallWorld(call)
    world.connect()
    world.run(plan(3))
    each = ["ProcessFolioRequests", *ASK, "CheckCallDuration"]
    assert world.route() == [*GREET, *each * 3, *END]
    assert [given["request"]["record_id"] for given in world.inputs("RequestFolio")] == [
        "r0", "r1", "r2",
    ]  # fmt: skip
    assert world.outcome() == ("completed", 3)


def test_a_menu_leads_to_a_person(call: Machine) -> None:
    world = CallWorld(call, kinds="ivr", steps="pressed pressed reached_person")
    world.connect()
    world.run(plan())
    menu = ["NavigateIVR", "RouteIvrStep", "WaitForMenu"]
    to_person = ["NavigateIVR", "RouteIvrStep", "CheckCallDuration", "ProcessFolioRequests"]
    assert world.route()[len(GREET) :][: len(menu) * 2 + 4] == [*menu * 2, *to_person]
    assert world.outcome() == ("completed", 1)


def test_a_menu_that_never_ends_is_given_up_after_eight_steps(call: Machine) -> None:
    world = CallWorld(call, kinds="ivr")
    world.connect()
    world.run(plan())
    assert world.route().count("NavigateIVR") == 8
    assert world.outcome() == ("ivr_loop", 0)


def test_a_voicemail_gets_our_message(call: Machine) -> None:
    world = CallWorld(call, kinds="voicemail")
    world.connect()
    world.tell("VoicemailLeft", 20)
    world.run(plan())
    assert world.route() == [*GREET, "LeaveVoicemail", "WaitForVoicemailEnd", *END]
    assert world.outcome() == ("voicemail_left", 0)


def test_a_voicemail_that_hangs_up_has_cut_us_off(call: Machine) -> None:
    world = CallWorld(call, kinds="voicemail")
    world.connect()
    world.hang_up(9)
    world.run(plan())
    assert world.route()[-2:] == ["WaitForVoicemailEnd", "StoreOutcome"]
    assert world.outcome() == ("voicemail_cut_off", 0)


def test_nobody_answers(call: Machine) -> None:
    world = CallWorld(call)
    world.hang_up(45, "no_answer")
    world.run(plan())
    assert world.route() == [*DIAL, "StoreOutcome"]
    assert world.outcome() == ("no_answer", 0)


def test_a_call_that_the_provider_keeps_waiting_is_given_up(call: Machine) -> None:
    world = CallWorld(call)
    world.run(plan())
    assert world.route() == [*DIAL, *END]
    assert world.times("EndCall") == [75]
    assert world.outcome() == ("queue_timeout", 0)


def test_the_provider_rejects_the_call(call: Machine) -> None:
    script: Script = {"InitiateCall": [raises("CallRejected", outcome="invalid_number")]}
    world = CallWorld(call, script=script)
    world.run(plan())
    assert world.route() == ["CheckCallPolicy", "InitiateCall", "StoreOutcome"]
    assert world.outcome() == ("invalid_number", 0)


def test_a_busy_line_ends_before_it_connects(call: Machine) -> None:
    world = CallWorld(call)
    world.hang_up(2, "busy")
    world.run(plan())
    assert world.outcome() == ("busy", 0)


def test_a_call_that_policy_forbids_is_not_placed(call: Machine) -> None:
    world = CallWorld(call, script={"CheckCallPolicy": [raises("BlockedByPolicy")]})
    world.run(plan())
    assert world.route() == ["CheckCallPolicy", "StoreOutcome"]
    assert world.outcome() == ("blocked_by_policy", 0)


def test_a_call_that_may_have_been_placed_is_waited_for(call: Machine) -> None:
    slow = gives(after=9)
    world = CallWorld(call, script={"InitiateCall": [slow]})
    world.connect(3)
    world.run(plan())
    assert world.times("InitiateCall") == [0]
    assert world.outcome() == ("completed", 1)


def test_a_refusal_ends_the_question_not_the_call(call: Machine) -> None:
    world = CallWorld(call, intents="refuse agree_send")
    world.connect()
    world.run(plan(2))
    assert world.outcome() == ("completed", 2)


def test_a_callback_ends_the_call_and_names_what_is_left(call: Machine) -> None:
    world = CallWorld(call, intents="agree_send callback_request")
    world.connect()
    world.run(plan(3))
    assert world.route()[-4:] == ["AgreeCallback", *END]
    (told,) = world.told
    assert told["data"]["record_ids"] == ["r1", "r2"]
    assert told["data"]["due_at"] == "2026-03-01T15:00:00.000Z"
    assert world.outcome() == ("callback", 1)


def test_a_silent_hotel_is_asked_three_times(call: Machine) -> None:
    world = CallWorld(call, answers_after=None)
    world.connect()
    world.run(plan(2))
    assert [given["attempt"] for given in world.inputs("RequestFolio")] == [1, 2, 3]
    assert world.outcome() == ("no_response", 0)


def test_an_answer_that_is_not_understood_three_times_skips_the_record(call: Machine) -> None:
    world = CallWorld(call, intents="unintelligible ask_to_repeat unintelligible agree_send")
    world.connect()
    world.run(plan(2))
    assert world.route().count("SkipRecord") == 1
    (told,) = world.told
    assert told["data"] == {"record_id": "r0", "reason": "not_understood"}
    assert world.outcome() == ("completed", 2)


def test_an_answer_that_is_a_menu_is_navigated_once(call: Machine) -> None:
    world = CallWorld(call, intents="ivr_prompt ivr_prompt agree_send", steps="reached_person")
    world.connect()
    world.run(plan(2))
    assert world.route().count("NavigateIVR") == 1
    assert world.route().count("SkipRecord") == 1


def test_on_hold_the_flow_waits_for_a_person(call: Machine) -> None:
    world = CallWorld(call, kinds="hold human")
    world.connect()
    world.say(150)
    world.run(plan())
    assert world.route()[6:8] == ["WaitForPerson", "AnalyzeConnection"]
    assert world.times("AnalyzeConnection") == [6, 150]
    assert world.outcome() == ("completed", 1)


def test_a_hold_that_nobody_ends_is_given_up(call: Machine) -> None:
    world = CallWorld(call, kinds="hold")
    world.connect()
    world.run(plan())
    assert world.times("EndCall") == [6 + 180]
    assert world.outcome() == ("hold_timeout", 0)


def test_a_line_that_drops_in_mid_sentence_stores_what_was_got(call: Machine) -> None:
    world = CallWorld(call)
    world.connect()
    world.hang_up(10.5, "hung_up")
    world.run(plan(3))
    assert world.route()[-2:] == ["WaitForResponse", "StoreOutcome"]
    assert world.outcome() == ("hung_up", 1)


def test_a_yes_right_before_the_line_drops_counts(call: Machine) -> None:
    """Both lie in the inbox when the question has been asked: the earlier one is taken first."""
    world = CallWorld(call, script={"RequestFolio": lambda _: gives(after=6)})
    world.connect()
    world.say(8)
    world.hang_up(8.1)
    world.run(plan(2))
    assert world.route()[7:12] == [*ASK, "CheckCallDuration"]
    assert world.outcome() == ("hung_up", 1)


def test_facts_that_come_before_their_awaits_are_taken_one_by_one(call: Machine) -> None:
    world = CallWorld(call, script={"InitiateCall": [gives(after=6)]})
    world.connect(1)
    world.run(plan())
    assert world.times("AnalyzeConnection") == [6]
    assert world.outcome() == ("completed", 1)


def test_a_duplicate_is_no_second_answer(call: Machine) -> None:
    world = CallWorld(call, answers_after=None)
    world.connect()
    for delay in (8, 8.5, 9):
        world.tell("TurnTranscribed", delay, happened=8, turn=2, transcript="yes", confidence=1)
    world.run(plan(2))
    assert world.outcome() == ("no_response", 1)


def test_a_late_fact_is_no_answer_to_the_next_question(call: Machine) -> None:
    """What was said about the first record arrives after the second was asked for."""
    world = CallWorld(call, answers_after=None)
    world.connect()
    world.say(8)
    world.tell("TurnTranscribed", 20, happened=7.9, turn=9, transcript="late", confidence=1)
    world.run(plan(2))
    assert world.outcome() == ("no_response", 1)


def test_a_long_call_ends_at_its_deadline(call: Machine) -> None:
    world = CallWorld(call, answers_after=29)
    world.connect()
    world.run(plan(10) | {"requests": plan(10)["requests"] * 2})
    assert world.times("EscalateToEmail") == [540]
    assert world.route()[-4:] == ["EscalateToEmail", *END]
    got = len(world.inputs("AnalyzeResponse"))
    assert world.outcome() == ("duration_exceeded", got)
    assert len(world.told[0]["data"]["record_ids"]) == 20 - got


def test_talk_time_is_what_is_left_of_the_deadline_less_the_ringing(call: Machine) -> None:
    world = CallWorld(call, script={"CheckCallPolicy": [gives(after=3.2)]})
    world.run(plan())
    (given,) = world.inputs("InitiateCall")
    assert (given["ring_for"], given["talk_for"]) == (45, 540 - 3 - 45)


def test_a_call_is_named_in_everything_that_it_sends(call: Machine) -> None:
    world = CallWorld(call, intents="callback_request")
    world.connect()
    world.run(plan())
    for _, each in world.calls:
        payload = each.arguments.get("Payload") or each.arguments["Entries"][0]["Detail"]
        key = payload["arm"]["key"] if "arm" in payload else payload["correlation_id"]
        assert key == plan()["call_id"]
    assert world.calls[0][1].arguments["Payload"]["command"].endswith(at(0))
