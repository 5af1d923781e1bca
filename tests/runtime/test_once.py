"""An effect that cannot be taken back: written down before, and done at most once."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given, settings

from generated.functions.call_initiator import CallRejected
from generated.types.call_outcome import CallOutcome
from runtime.errors import OutcomeUnknown, TooLate
from runtime.procedures.once import EarlierError, perform_once, refuse_if_late
from tests.runtime.fakes import NOW, FakeClock, FakeIntents
from tests.runtime.interleaving import ORDERS, Interleaving


class Effect:
    """Counts how often it happened; `fails_with` comes after that."""

    def __init__(self, fails_with: BaseException | None = None) -> None:
        self.times = 0
        self.fails_with = fails_with

    def __call__(self) -> Mapping[str, object]:
        self.times += 1
        if self.fails_with is not None:
            raise self.fails_with
        return {"said": "hello"}


def test_what_was_done_before_gives_what_it_gave_then() -> None:
    effect, intents = Effect(), FakeIntents()
    first = perform_once("call-1", "RequestFolio/1", effect, intents)
    second = perform_once("call-1", "RequestFolio/1", effect, intents)

    assert (first, second) == ({"said": "hello"}, {"said": "hello"})
    assert effect.times == 1


def test_another_key_is_another_effect() -> None:
    effect, intents = Effect(), FakeIntents()
    perform_once("call-1", "RequestFolio/1", effect, intents)
    perform_once("call-1", "RequestFolio/2", effect, intents)

    assert effect.times == 2


def test_what_was_begun_and_not_known_to_be_done_is_never_tried_again() -> None:
    effect, intents = Effect(SystemError("the Lambda died")), FakeIntents()
    with pytest.raises(SystemError):
        perform_once("call-1", "InitiateCall", effect, intents)
    with pytest.raises(OutcomeUnknown, match="InitiateCall"):
        perform_once("call-1", "InitiateCall", effect, intents)

    assert effect.times == 1


def test_a_declared_error_is_raised_again_without_another_try() -> None:
    effect, intents = Effect(CallRejected(outcome=CallOutcome.INVALID_NUMBER)), FakeIntents()
    with pytest.raises(CallRejected):
        perform_once("call-1", "InitiateCall", effect, intents)
    with pytest.raises(EarlierError) as raised:
        perform_once("call-1", "InitiateCall", effect, intents)

    assert (raised.value.name, raised.value.message) == (
        "CallRejected",
        '{"outcome": "invalid_number"}',
    )
    assert effect.times == 1


@given(order=ORDERS)
@settings(deadline=None)
def test_of_two_at_once_only_one_acts(order: list[int]) -> None:
    interleaving = Interleaving(order)
    effect, intents = Effect(), FakeIntents(interleaving.step)

    interleaving.run([lambda: perform_once("call-1", "InitiateCall", effect, intents)] * 3)

    assert effect.times == 1


def test_an_effect_is_refused_when_who_asked_may_have_gone_on() -> None:
    clock = FakeClock(NOW + timedelta(seconds=6))
    refuse_if_late(NOW, 6, clock)
    clock.advance(timedelta(milliseconds=1))
    with pytest.raises(TooLate):
        refuse_if_late(NOW, 6, clock)
