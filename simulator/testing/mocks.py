"""The mocked tasks: a queue of answers for each state, taken in the order of the calls.

Stands apart as the worker that the state machine is given. Invariant: nothing is made up: a call
without an answer, an answer without a call and an answer for no task are errors.
"""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from semantics.payload import Json
from semantics.timestamps import format_timestamp
from simulator.asl import (
    AwaitToken,
    Eventually,
    Failure,
    Later,
    Outcome,
    Success,
    TaskCall,
    TaskTimedOut,
)
from simulator.asl.tokens import Tokens
from simulator.clock import MICROSECONDS, Clock
from simulator.testing.answers import NEVER, After, Answer, Told
from simulator.testing.contracts import BrokenContract, hold_to_contract
from simulator.testing.run import Call

Mocks = Mapping[str, Sequence[Answer]]
"""A state's name -> its answers."""


class MockError(AssertionError):
    """The mocks do not fit the flow, or what it did."""


class MockedTasks:
    """Answers the tasks of one execution. `calls` are those made so far."""

    def __init__(self, mocks: Mocks, states: Mapping[str, str], clock: Clock) -> None:
        """`states` are the types of all states of the definition; `clock` stands at the start.

        Raises MockError where a mock is for no task, or is no list of answers.
        """
        for state in mocks:
            _require_task(state, states)
        self._left = {state: _queue(state, answers) for state, answers in mocks.items()}
        self._given = {state: len(answers) for state, answers in self._left.items()}
        self._clock, self._start = clock, clock.now
        self._problem: MockError | None = None
        self.calls: list[Call] = []

    def perform(self, call: TaskCall) -> Outcome:
        """Answer a call as its state's queue says; stop the execution where that cannot be."""
        at = (self._clock.now - self._start) / MICROSECONDS
        self.calls.append(Call(at, call.state, call.resource, call.arguments, call.attempt))
        try:
            return self._answer(call)
        except MockError as problem:
            self._problem = self._problem or problem
            call.execution.stop()
            return AwaitToken()

    def require_fit(self) -> None:
        """Raise MockError where a call could not be answered, or answers are left."""
        if self._problem is not None:
            raise self._problem
        left = {state: len(answers) for state, answers in self._left.items() if answers}
        if left:
            lines = [
                f"  {state}: {count} of {self._given[state]} not used"
                for state, count in left.items()
            ]
            raise MockError("\n".join(["the flow did not ask for all mocked answers:", *lines]))

    def _answer(self, call: TaskCall) -> Outcome:
        seconds, answer = 0.0, self._take(call.state)
        while isinstance(answer, After):
            seconds, answer = seconds + answer.seconds, answer.answer
        outcome = _read(call, seconds, answer)
        if call.token is None:
            return _reply(seconds, outcome)
        return _reply_by_token(call, seconds, outcome)

    def _take(self, state: str) -> Answer:
        if state not in self._left:
            raise MockError(f"{state} has no mock, and nothing else can answer it")
        if not self._left[state]:
            asked = sum(call.state == state for call in self.calls)
            raise MockError(
                f"{state} was called {asked} times, but has {self._given[state]} mocked answers"
            )
        return self._left[state].popleft()


def _require_task(state: str, states: Mapping[str, str]) -> None:
    if state not in states:
        close = get_close_matches(state, states, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise MockError(f"there is a mock for {state}, but no such state{hint}")
    if states[state] != "Task":
        raise MockError(f"there is a mock for {state}, but that is a {states[state]}, not a Task")


def _queue(state: str, answers: object) -> deque[Answer]:
    if isinstance(answers, str) or not isinstance(answers, Sequence):
        raise MockError(
            f"{state} needs a list of answers, one for each call, not {type(answers).__name__}"
        )
    return deque(_answer_at(place, state, answer) for place, answer in enumerate(answers, start=1))


def _answer_at(place: int, state: str, answer: Answer) -> Answer:
    """Give a result as JSON would bring it; refuse what is no answer."""
    if isinstance(answer, After):
        return After(answer.seconds, _answer_at(place, state, answer.answer))
    if answer is NEVER or isinstance(answer, (Failure, Told)):
        return answer
    try:
        return json.loads(json.dumps(answer))
    except (TypeError, ValueError) as error:
        raise MockError(f"answer {place} of {state} is no JSON value: {error}") from None


def _read(call: TaskCall, seconds: float, answer: Answer) -> Success | Failure | None:
    """Give the outcome, None where there is none ever; ours is held to its contract."""
    outcome = _outcome(call, seconds, answer)
    try:
        hold_to_contract(call.arguments, outcome)
    except BrokenContract as broken:
        raise MockError(f"{call.state}: {broken}") from None
    return outcome


def _outcome(call: TaskCall, seconds: float, answer: Answer) -> Success | Failure | None:
    if answer is NEVER:
        return None
    if isinstance(answer, Failure):
        return answer
    if isinstance(answer, Told):
        return Success(_fact(answer, call.execution.clock.now + round(seconds * MICROSECONDS)))
    return Success(answer)


def _fact(answer: Told, moment: int) -> Json:
    """Give what the inbox hands over: the fact's name, its data and its timestamp."""
    event = answer.event
    return {
        "fact": event.TYPE,
        "event": {**event.to_data(), "timestamp": format_timestamp(moment)},
    }


def _reply(seconds: float, outcome: Success | Failure | None) -> Outcome:
    if outcome is None:
        return Eventually(lambda _arrive: None)
    return Later(seconds, outcome) if seconds else outcome


def _reply_by_token(call: TaskCall, seconds: float, outcome: Success | Failure | None) -> Outcome:
    """Accept the request and send the token back later. An error at once is the request's own."""
    if isinstance(outcome, Failure) and not seconds:
        return outcome
    if outcome is not None:
        execution = call.execution
        delay = round(seconds * MICROSECONDS)
        execution.clock.after(delay, lambda: _send(execution.tokens, str(call.token), outcome))
    return AwaitToken()


def _send(tokens: Tokens, token: str, outcome: Success | Failure) -> None:
    try:
        if isinstance(outcome, Success):
            tokens.task(token).succeed(outcome.result)
        else:
            tokens.task(token).fail(outcome.error, outcome.cause)
    except TaskTimedOut:
        return  # it comes too late: the flow has gone on without it
