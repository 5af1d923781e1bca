"""What is made of what a hotel says: tables to read, and to extend when one says it otherwise."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generated.types.connection_kind import ConnectionKind
from generated.types.digits import Digits
from generated.types.intent import Intent
from generated.types.ivr_rule import IvrRule
from generated.types.machine_verdict import MachineVerdict
from generated.types.phrase import Phrase
from runtime.domain.answer import understand
from runtime.domain.callback_time import callback_time
from runtime.domain.connection import kind_of
from runtime.domain.menu import options
from runtime.domain.navigation import GaveUp, OnHold, Press, ReachedPerson, Say, Step, next_step
from runtime.domain.phrases import plain

MONDAY_3_PM = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # in London; 10 in the morning in New York
LONDON = "Europe/London"

ANSWERS = {
    "Yes, of course. I will e-mail it to you right away.": Intent.AGREE_SEND,
    "Sure, I can send that by e-mail today.": Intent.AGREE_SEND,
    "No problem.": Intent.AGREE_SEND,
    "Yes, certainly. We will e-mail it this afternoon.": Intent.AGREE_SEND,
    "We already sent that one to you last week.": Intent.ALREADY_SENT,
    "I am sorry, I cannot find a reservation under that name.": Intent.NOT_FOUND,
    "I don't see anyone by that name in our books.": Intent.NOT_FOUND,
    "No, I am sorry, I will not send that. We do not give folios to third parties.": Intent.REFUSE,
    "No, we can't send that.": Intent.REFUSE,
    "That is against our policy.": Intent.REFUSE,
    "No.": Intent.REFUSE,
    "We are very busy with arrivals right now. Could you call back in two hours?": (
        Intent.CALLBACK_REQUEST
    ),
    "Please call again tomorrow morning.": Intent.CALLBACK_REQUEST,
    "One moment please, let me check.": Intent.HOLD_REQUEST,
    "Sure, hold on a second.": Intent.HOLD_REQUEST,
    "That would be accounting. Let me put you through.": Intent.TRANSFER_OFFER,
    "Sorry, could you repeat the name?": Intent.ASK_TO_REPEAT,
    "Hello? Are you still there?": Intent.ASK_TO_REPEAT,
    "For reservations, press 1.": Intent.IVR_PROMPT,
    "Goodbye.": Intent.GOODBYE,
    "": Intent.SILENCE,
    # agreeing, in other words
    "Yes, I can do that.": Intent.AGREE_SEND,
    "Sure, I'll get that over to you today.": Intent.AGREE_SEND,
    "Let me see, yes, I have it. I'll send it over.": Intent.AGREE_SEND,
    "You should have it by tomorrow.": Intent.AGREE_SEND,
    "No problem, I'll send it.": Intent.AGREE_SEND,
    "I am sorry about the wait. I will send it now.": Intent.AGREE_SEND,
    "No, we haven't sent it yet, but I will send it today.": Intent.AGREE_SEND,
    "I cannot send it today, but I will send it tomorrow.": Intent.AGREE_SEND,
    "Alright.": Intent.AGREE_SEND,
    # what was done
    "We already e-mailed it.": Intent.ALREADY_SENT,
    "It has been emailed to you.": Intent.ALREADY_SENT,
    "I did send it last week.": Intent.ALREADY_SENT,
    # what is not there
    "I can't find that name.": Intent.NOT_FOUND,
    "There's no one by that name in the system.": Intent.NOT_FOUND,
    "Nothing comes up under that name.": Intent.NOT_FOUND,
    "I'm not seeing anything under that confirmation number.": Intent.NOT_FOUND,
    "That guest never stayed here.": Intent.NOT_FOUND,
    # what they will not do
    "We don't give that out over the phone.": Intent.REFUSE,
    "I'm afraid I can't help you with that.": Intent.REFUSE,
    "I'm sorry, no.": Intent.REFUSE,
    "Of course not.": Intent.REFUSE,
    "Please stop calling us.": Intent.REFUSE,
    # another time, somebody else
    "Could you call back after three?": Intent.CALLBACK_REQUEST,
    "Call back Monday morning.": Intent.CALLBACK_REQUEST,
    "I'm with a guest, call me in ten minutes.": Intent.CALLBACK_REQUEST,
    "Call back tomorrow and I will send it.": Intent.CALLBACK_REQUEST,
    "Accounting is closed, they are back tomorrow at eight.": Intent.CALLBACK_REQUEST,
    "Let me transfer you.": Intent.TRANSFER_OFFER,
    "Hold on, I'll get someone from accounting.": Intent.TRANSFER_OFFER,
    "All our agents are busy. Please stay on the line.": Intent.HOLD_REQUEST,
    # what they ask in turn
    "Sorry?": Intent.ASK_TO_REPEAT,
    "Sorry, what was the last name?": Intent.ASK_TO_REPEAT,
    "Sure, which guest was that?": Intent.ASK_TO_REPEAT,
    "Okay, and what were the dates?": Intent.ASK_TO_REPEAT,
    "How do you spell that?": Intent.ASK_TO_REPEAT,
    "Could you give me the confirmation number again?": Intent.ASK_TO_REPEAT,
    "Yes, is that L I N D Q V I S T?": Intent.ASK_TO_REPEAT,
    "L as in lima, I as in india.": Intent.ASK_TO_REPEAT,
    "Sure, what's your e-mail?": Intent.ASK_TO_REPEAT,
    # nothing that an answer could be read from
    "There is no time like the present.": Intent.UNINTELLIGIBLE,
    "We have not sent it.": Intent.UNINTELLIGIBLE,
    "You have the wrong number.": Intent.UNINTELLIGIBLE,
    "Purple monkey dishwasher.": Intent.UNINTELLIGIBLE,
}

CALLBACKS = {
    "in two hours": "2026-11-23T17:00",
    "in half an hour": "2026-11-23T15:30",
    "in 45 minutes": "2026-11-23T15:45",
    "in an hour": "2026-11-23T16:00",
    "after four": "2026-11-23T16:00",
    "at 4:30 pm": "2026-11-23T16:30",
    "at half past never": "2026-11-23T17:00",
    "after three": "2026-11-24T15:00",
    "this evening": "2026-11-23T18:00",
    "tomorrow": "2026-11-24T09:00",
    "tomorrow morning": "2026-11-24T09:00",
    "tomorrow at two": "2026-11-24T14:00",
    "tomorrow after ten": "2026-11-24T10:00",
    "on Wednesday": "2026-11-25T09:00",
    "on Monday afternoon": "2026-11-30T14:00",
    "later": "2026-11-23T17:00",
    "at half past four": "2026-11-23T16:30",
    "in an hour and a half": "2026-11-23T16:30",
    "next week": "2026-11-30T09:00",
    "Monday at nine": "2026-11-30T09:00",
    "after 5 p.m.": "2026-11-23T17:00",
}

GREETINGS = {
    "Cedar Grove Inn, good afternoon.": ConnectionKind.HUMAN,
    "Palace Meridian, reception.": ConnectionKind.HUMAN,
    "Accounting, this is Maria.": ConnectionKind.HUMAN,
    "Thank you for calling. For reservations, press 1. For accounting, press 2.": (
        ConnectionKind.IVR
    ),
    "Press three to leave a message for housekeeping.": ConnectionKind.IVR,
    "Please listen to the following options.": ConnectionKind.IVR,
    "You have reached the Blue Heron Lodge. Please leave a message after the tone.": (
        ConnectionKind.VOICEMAIL
    ),
    "Leave a message after the beep, or press 1 for more options.": ConnectionKind.VOICEMAIL,
    "All of our agents are busy. Please hold.": ConnectionKind.HOLD,
    "Please state your name and the reason for your call.": ConnectionKind.SCREENING,
    "The number you have dialed is not in service.": ConnectionKind.UNAVAILABLE,
    "All our agents are busy. Please stay on the line.": ConnectionKind.HOLD,
    "Please wait while I connect you.": ConnectionKind.HOLD,
    "You've reached the front desk. We can't come to the phone right now.": (
        ConnectionKind.VOICEMAIL
    ),
    "This is an automated system. Please say your name.": ConnectionKind.SCREENING,
    "We are closed. Please call back during business hours.": ConnectionKind.UNAVAILABLE,
    "You have dialed an incorrect number.": ConnectionKind.UNAVAILABLE,
    "For reservations, say reservations.": ConnectionKind.IVR,
    "Enter your extension now, followed by the pound key.": ConnectionKind.IVR,
    "Old Mill.": ConnectionKind.UNCERTAIN,
    "": ConnectionKind.UNCERTAIN,
}

WORDS = (
    *("at", "after", "in", "past", "3", "99", "pm", "am", "half", "an", "and", "a", "hour"),
    *("tomorrow", "on", "monday", "next", "week"),
)

PROFILE = (
    IvrRule(prompt_contains=Phrase("for accounting"), press=Digits("2")),
    IvrRule(prompt_contains=Phrase("say the department"), say=Phrase("accounting")),
)
MENUS: dict[str, Step] = {
    "For reservations, press 1. For accounting, press 2.": Press(Digits("2")),
    "Please say the department you want.": Say(Phrase("accounting")),
    "Press 1 for reservations, press 2 for the front desk or press 0 for the operator.": (
        Press(Digits("2"))
    ),
    "To speak to the operator, press zero.": Press(Digits("0")),
    "For reservations dial 4. For the spa dial 5.": Press(Digits("4")),
    "Accounting, this is Maria.": ReachedPerson(),
    "Please hold while we connect you.": OnHold(),
    "": OnHold(),
    "For the spa, press 5.": GaveUp(),
    "Press 0 for the operator.": Press(Digits("0")),
    "Dial 0 at any time for assistance.": Press(Digits("0")),
    "Press 1 for reservations or 2 for billing.": Press(Digits("2")),
    "Press or say 2 for billing.": Press(Digits("2")),
    "If you are calling about a bill or an invoice, press 4.": Press(Digits("4")),
    "Press 1 if you are a guest. Press 2 if you want the front desk.": Press(Digits("2")),
    "To leave a message press 1. To speak with an agent press 2.": Press(Digits("2")),
    "For English, press one. Para espanol, oprima el dos.": Press(Digits("1")),
    "All our agents are busy.": OnHold(),
    "Please leave a message after the tone.": GaveUp(),
}


@pytest.mark.parametrize(("said", "intent"), ANSWERS.items())
def test_an_answer_means(said: str, intent: Intent) -> None:
    assert understand(said, 0.92, MONDAY_3_PM, LONDON).intent is intent


@pytest.mark.parametrize(("when", "moment"), CALLBACKS.items())
def test_call_back_means(when: str, moment: str) -> None:
    meant = callback_time(plain(f"please call back {when}"), MONDAY_3_PM, LONDON)

    assert meant == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_a_time_is_meant_on_the_hotels_clock() -> None:
    answer = understand("Call back after three.", 0.9, MONDAY_3_PM, "America/New_York")

    assert answer.callback_at == datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


@given(words=st.lists(st.sampled_from(WORDS)))
def test_a_callback_always_lies_ahead(words: list[str]) -> None:
    assert callback_time(" ".join(words), MONDAY_3_PM, LONDON) > MONDAY_3_PM


def test_an_answer_that_was_hardly_heard_is_not_understood() -> None:
    assert understand("Yes, I will send it.", 0.3, MONDAY_3_PM, LONDON).intent is (
        Intent.UNINTELLIGIBLE
    )


@pytest.mark.parametrize(("greeting", "kind"), GREETINGS.items())
def test_a_greeting_tells_who_answered(greeting: str, kind: ConnectionKind) -> None:
    assert kind_of(greeting, None) is kind


@pytest.mark.parametrize(
    ("verdict", "kind"),
    [
        (MachineVerdict.HUMAN, ConnectionKind.HUMAN),
        (MachineVerdict.FAX, ConnectionKind.FAX),
        (MachineVerdict.MACHINE_END_BEEP, ConnectionKind.VOICEMAIL),
        (MachineVerdict.MACHINE_END_OTHER, ConnectionKind.UNCERTAIN),
        (MachineVerdict.UNKNOWN, ConnectionKind.UNCERTAIN),
    ],
)
def test_the_providers_verdict_decides_where_the_words_leave_it_open(
    verdict: MachineVerdict, kind: ConnectionKind
) -> None:
    assert kind_of("Old Mill.", verdict) is kind


def test_a_long_menu_that_the_provider_takes_for_a_machine_is_a_menu() -> None:
    menu = "For reservations, press 1. For the front desk, press 2."

    assert kind_of(menu, MachineVerdict.MACHINE_END_BEEP) is ConnectionKind.IVR


@pytest.mark.parametrize(("prompt", "step"), MENUS.items())
def test_a_menu_leads_to(prompt: str, step: Step) -> None:
    assert next_step(prompt, PROFILE, []) == step


def test_a_prompt_that_is_heard_three_times_leads_nowhere() -> None:
    prompt = "For accounting, press 2."

    assert next_step(prompt, PROFILE, [prompt]) == Press(Digits("2"))
    assert next_step(prompt, PROFILE, [prompt, "Invalid.", prompt]) == GaveUp()


@given(text=st.text(max_size=200))
def test_whatever_is_heard_only_keys_that_were_offered_are_pressed(text: str) -> None:
    step = next_step(text, (), [])
    offered = {option.digits for option in options(plain(text))}

    assert not isinstance(step, Press) or step.digits in offered
