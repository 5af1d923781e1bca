"""An effect that must not happen twice.

It stands apart because every such task goes this way, whatever it does. Invariant: an intent is
written before the effect, and an intent that was found is never acted on again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from generated.values import TaskError
from runtime.errors import OutcomeUnknown, TooLate
from runtime.ports import Clock, Intents
from runtime.state.intent import Intent, IntentState

Result = Mapping[str, object] | None


class EarlierError(Exception):
    """The effect failed for good when it was begun before: its error's name and message."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


def perform_once(
    call_id: str,
    name: str,
    effect: Callable[[], Result],
    intents: Intents,
) -> Result:
    """Act unless an intent of this name was written before.

    Gives what the effect gave, now or then. Raises OutcomeUnknown where an earlier attempt may have
    acted, and EarlierError where it failed in a way that the task declares.
    """
    found = intents.begin(call_id, name)
    if found is not None:
        return _outcome_of(found, name)
    try:
        result = effect()
    except TaskError as error:
        failed = Intent(IntentState.FAILED, error=(type(error).__name__, error.to_message()))
        intents.finish(call_id, name, failed)
        raise
    intents.finish(call_id, name, Intent(IntentState.DONE, result=result))
    return result


def refuse_if_late(requested_at: datetime, within_seconds: int, clock: Clock) -> None:
    """Raise TooLate for an effect asked for too long ago: who asked may have gone on."""
    late_by = clock.now() - requested_at - timedelta(seconds=within_seconds)
    if late_by > timedelta(0):
        raise TooLate(f"asked for at {requested_at.isoformat()}, more than {within_seconds} s ago")


def _outcome_of(found: Intent, name: str) -> Result:
    match found:
        case Intent(state=IntentState.DONE, result=result):
            return result
        case Intent(state=IntentState.FAILED, error=(error_name, message)):
            raise EarlierError(error_name, message)
        case _:
            raise OutcomeUnknown(f"{name} was begun before, and what came of it is not known")
