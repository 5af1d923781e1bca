"""One call from the queue to its end: rings the hotel, follows TwiML, tells by webhook.

Stands apart from telephone.py (time and sound) and exchange.py (the account's calls). It runs on a
thread of its own and reads from top to bottom as a call happens. Invariant: every call that was
accepted ends in a final status, told once.
"""

import math
import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import assert_never
from urllib.parse import urljoin

import httpx

from hotels.behaviour import Unanswered
from hotels.fault import Fault, FaultKind, Webhook
from hotels.line import Line, Ringing
from standins.spoken_audio import NotSpokenAudioError, spoken_text
from standins.twilio import twiml
from standins.twilio.account import Account
from standins.twilio.call import Call, Status
from standins.twilio.detection import Detection
from standins.twilio.document import ApplicationError, Document, read_answer
from standins.twilio.notices import (
    detection_parameters,
    end_parameters,
    identity,
    progress_parameters,
)
from standins.twilio.telephone import (
    CallOver,
    EndCall,
    Interrupted,
    NewInstructions,
    ShutDown,
    Telephone,
)
from standins.twilio.transcript import TWILIO
from standins.twilio.webhooks import CallbackQueue, Faults, Sending

PATIENCE_SECONDS = 15.0
"""Twilio's patience with a webhook. Source: "Webhooks: connection overrides"."""
# What the network says (SIP) and what Twilio makes of it.
_UNANSWERED = {
    Unanswered.BUSY: (Status.BUSY, "486"),
    Unanswered.NO_ANSWER: (Status.NO_ANSWER, "487"),
    Unanswered.INVALID_NUMBER: (Status.FAILED, "404"),
    Unanswered.REJECTED: (Status.FAILED, "603"),
}


class Conversation:
    """The call's own thread. Commands come through `telephone.inbox`."""

    def __init__(self, account: Account, call: Call, ringing: Ringing, faults: Faults) -> None:
        self.call = call
        self.telephone = Telephone(call, account.settings, account.transcript)
        self.callbacks = CallbackQueue(account.postman, faults)
        self._account, self._ringing, self._faults = account, ringing, faults
        faults.struck = self._tell_fault
        self._sequence = 0
        self._sip_code = "200"
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Queues the call."""
        self._thread.start()

    def join(self) -> None:
        """Waits until it is over and told."""
        self._thread.join()

    def _run(self) -> None:
        over = CallOver(Status.FAILED, "the stand-in failed")
        try:
            self._answered(self._dial())
        except CallOver as ended:
            over = ended
        finally:
            self._end(over)

    def _dial(self) -> Line:
        """Queues and rings until somebody answers; CallOver where nobody does."""
        telephone, call = self.telephone, self.call
        try:
            queued = self._account.take_turn()
            telephone.pass_time(queued)
            telephone.now = 0.0
            call.leave_queue(queued)
            self._progress(Webhook.INITIATED, "initiated")
            if self._ringing.then is not Unanswered.INVALID_NUMBER:
                call.move_to(Status.RINGING)
                self._progress(Webhook.RINGING, Status.RINGING)
            patience = float(call.parameter("Timeout", "60"))
            telephone.pass_time(min(self._ringing.seconds, patience))
        except Interrupted as interrupted:
            # The API takes no new instructions before a call is in progress.
            self._obey(interrupted)
        finally:
            call.ringing_seconds = telephone.now
        then = Unanswered.NO_ANSWER if self._ringing.seconds > patience else self._ringing.then
        if isinstance(then, Line):
            return then
        status, self._sip_code = _UNANSWERED[then]
        raise CallOver(status, then.value.replace("_", " "))

    def _answered(self, line: Line) -> None:
        """Follows instructions until CallOver."""
        self.call.move_to(Status.IN_PROGRESS)
        self._progress(Webhook.ANSWERED, Status.IN_PROGRESS)
        detection = None
        if self.call.parameter("MachineDetection"):
            detection = Detection(
                line.answered_by,
                message_end=self.call.parameter("MachineDetection") == "DetectMessageEnd",
                patience=float(self.call.parameter("MachineDetectionTimeout", "30")),
            )
        self.telephone.on_detected = self._tell_detection
        self.telephone.answer(line, detection)
        take = self._first_instructions
        while True:
            try:
                document: Document | None = take()
                while document is not None:
                    document = self._follow(document)
                raise CallOver(Status.COMPLETED, "the instructions ended")
            except Interrupted as interrupted:
                take = partial(self._obey, interrupted)
            except ApplicationError as error:
                take = partial(self._fall_back, error)

    def _first_instructions(self) -> Document:
        call = self.call
        if call.parameter("AsyncAmd") != "true":
            # Synchronous detection holds the call until there is a verdict.
            self.telephone.pass_time(
                0.0 if self.telephone.detection is None else math.inf,
                until=lambda: self.telephone.detection is None,
            )
        self.telephone.press(call.parameter("SendDigits"))
        if call.parameter("Twiml"):
            return Document(twiml.parse(call.parameter("Twiml")), "")
        answered_by = {"AnsweredBy": call.answered_by} if call.answered_by else {}
        method = call.parameter("Method", "POST")
        return self._fetch(Webhook.INSTRUCTIONS, method, call.parameter("Url"), answered_by)

    def _obey(self, interrupted: Interrupted) -> Document:
        match interrupted.command:
            case NewInstructions(str(text), _, _):
                return Document(twiml.parse(text), "")
            case NewInstructions(_, url, method):
                return self._fetch(Webhook.INSTRUCTIONS, method, url, {})
            case EndCall():
                answered = self.call.status is Status.IN_PROGRESS
                status = Status.COMPLETED if answered else Status.CANCELED
                raise CallOver(status, "ended over the API")
            case ShutDown():
                self.call.parameters = {**self.call.parameters, "StatusCallback": [""]}
                raise CallOver(Status.CANCELED, "the stand-in stopped")
            case _:
                assert_never(interrupted.command)

    def _fall_back(self, error: ApplicationError) -> Document:
        """Source: https://www.twilio.com/docs/voice/api/call-resource (fallback_url)."""
        self._account.transcript.refuse(self.call.sid, error.code, error.message)
        self._note("application error", code=error.code, text=error.message)
        url = self.call.parameter("FallbackUrl")
        if not url or error.in_fallback:
            raise CallOver(Status.COMPLETED, f"application error {error.code}")
        try:
            method = self.call.parameter("FallbackMethod", "POST")
            return self._fetch(Webhook.INSTRUCTIONS, method, url, {"ErrorCode": str(error.code)})
        except ApplicationError as again:
            raise ApplicationError(again.code, again.message, in_fallback=True) from again

    def _follow(self, document: Document) -> Document | None:
        """Runs a document's verbs; the next document, or None where the call is to end."""
        for verb in document.verbs:
            match verb:
                case twiml.Say(text):
                    self.telephone.speak(text)
                case twiml.Play(url):
                    self.telephone.speak(self._words_of(urljoin(document.url, url)))
                case twiml.PlayDigits(digits):
                    self.telephone.press(digits)
                case twiml.Pause(seconds):
                    self.telephone.pass_time(seconds, thinking=True)
                case twiml.Gather():
                    following = self._gather(verb, document)
                    if following is not None:
                        return following
                case twiml.Redirect(url, method):
                    absolute = urljoin(document.url, url)
                    return self._fetch(Webhook.INSTRUCTIONS, method, absolute, {})
                case twiml.Hangup():
                    raise CallOver(Status.COMPLETED, "the caller hung up")
                case _:
                    assert_never(verb)
        return None

    def _gather(self, gather: twiml.Gather, document: Document) -> Document | None:
        """The action's document; None where the next verb's turn is."""
        telephone, ear = self.telephone, self.telephone.ear
        action = urljoin(document.url, gather.action or "")
        if not action:
            raise ApplicationError(13335, "<Gather> of inline TwiML needs an action")
        ear.listen(telephone.talked, gather)
        try:
            for prompt in gather.prompts:
                self._prompt(prompt, document, lambda: gather.barge_in and ear.has_heard)
            ear.prompted(telephone.talked)
            telephone.listen()
        finally:
            heard_something, result = ear.has_heard, ear.result()
        if not heard_something and not gather.action_on_empty_result:
            return None
        # Script seconds are short: what was told before this was heard has long come.
        telephone.wait_while(self.callbacks.wait)
        return self._fetch(Webhook.GATHER, gather.method, action, result)

    def _prompt(
        self,
        prompt: twiml.Say | twiml.Play | twiml.Pause,
        document: Document,
        until: Callable[[], bool],
    ) -> None:
        match prompt:
            case _ if until():
                return
            case twiml.Say(text):
                self.telephone.speak(text, until)
            case twiml.Play(url):
                self.telephone.speak(self._words_of(urljoin(document.url, url)), until)
            case twiml.Pause(seconds):
                self.telephone.pass_time(seconds, until=until)
            case _:
                assert_never(prompt)

    def _words_of(self, url: str) -> str:
        try:
            response = self.telephone.wait_while(lambda: self._account.postman.fetch(url))
            return spoken_text(response.raise_for_status().content)
        except (httpx.HTTPError, NotSpokenAudioError) as error:
            raise ApplicationError(12300, f"<Play> {url}: {error}") from error

    def _fetch(self, webhook: Webhook, method: str, url: str, more: Mapping[str, str]) -> Document:
        """Asks the customer for instructions; Interrupted where a command overtakes the answer."""
        sending = Sending(webhook, method, url, {**identity(self.call, self.call.status), **more})
        self._note(webhook.value, **more)
        answer = self.telephone.wait_while(
            lambda: self._account.postman.deliver(sending, self._faults)
        )
        if answer.is_lost:
            self.telephone.pass_time(PATIENCE_SECONDS)
        return read_answer(answer, url)

    def _tell_detection(self) -> None:
        verdict = self.call.answered_by or "unknown"
        self._note("machine detection", answered_by=verdict)
        url = self.call.parameter("AsyncAmdStatusCallback")
        if url and self.call.parameter("AsyncAmd") == "true":
            parameters = detection_parameters(self.call, self.telephone.talked)
            self.callbacks.put(Sending(Webhook.MACHINE_DETECTION, "POST", url, parameters))

    def _tell_fault(self, fault: Fault) -> None:
        webhook = {"webhook": fault.webhook.value} if fault.webhook else {}
        late = {"by_seconds": fault.by_seconds} if fault.kind is FaultKind.LATE else {}
        self._note("fault", fault=fault.kind.value, **webhook, **late)

    def _progress(self, event: Webhook, call_status: str) -> None:
        """Counts every event, and tells those that were asked for."""
        sequence, self._sequence = self._sequence, self._sequence + 1
        self._note(call_status)
        url = self.call.parameter("StatusCallback")
        if not url or event not in self.call.parameters.get("StatusCallbackEvent", ["completed"]):
            return
        parameters = progress_parameters(self.call, call_status, sequence)
        if event is Webhook.COMPLETED:
            parameters |= end_parameters(self.call, self._sip_code)
        method = self.call.parameter("StatusCallbackMethod", "POST")
        self.callbacks.put(Sending(event, method, url, parameters))

    def _end(self, over: CallOver) -> None:
        call = self.call
        call.talking_seconds, call.ended_because = self.telephone.talked, over.because
        call.move_to(over.status)
        self._progress(Webhook.COMPLETED, over.status)
        self._note("over", because=over.because)
        for failure in self.callbacks.close():
            self._account.transcript.refuse(call.sid, 11200, failure)
        call.over.set()

    def _note(self, what: str, **more: object) -> None:
        self._account.transcript.add(
            self.call.sid, self.telephone.since_dialled, TWILIO, what, **more
        )
