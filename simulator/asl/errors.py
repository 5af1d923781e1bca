"""The errors that an execution can meet, under the service's own names and texts.

Stands apart because every kind of state raises them and retriers and catchers tell them apart.
Sources: Developer Guide, "Handling errors in Step Functions workflows" and recorded executions.
"""

from semantics.payload import Json, json_text

ALL = "States.ALL"
DATA_LIMIT = "States.DataLimitExceeded"
HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout"
QUERY_EVALUATION = "States.QueryEvaluationError"
RUNTIME = "States.Runtime"
TASK_FAILED = "States.TaskFailed"
TIMEOUT = "States.Timeout"


class StatesError(Exception):
    """A state failed. `name` and `cause` are what the execution reports; both may be absent.

    `is_raised_by_service`: the interpreter found it, not a task or a Fail state, so its cause names
    the state, and States.ALL does not catch it where it is a limit or a runtime error.
    `field`: the field whose JSONata expression failed. `alias`: a second name that catches it.
    """

    def __init__(
        self,
        name: str | None,
        cause: str | None,
        *,
        is_raised_by_service: bool = False,
        field: str | None = None,
        alias: str | None = None,
    ) -> None:
        super().__init__(name, cause)
        self.name = name
        self.cause = cause
        self.is_raised_by_service = is_raised_by_service
        self.field = field
        self.alias = alias
        self.is_placed = False

    def place(self, state: str, entered_event: int) -> None:
        """Let the cause say which state failed, once, at the innermost state."""
        if self.is_raised_by_service and not self.is_placed and self.name != DATA_LIMIT:
            self.cause = (
                f"An error occurred while executing the state '{state}' "
                f"(entered at the event id #{entered_event}). {self.cause}"
            )
        self.is_placed = True

    def matches(self, names: tuple[str, ...]) -> bool:
        """Whether a retrier or catcher with these names takes the error.

        States.Runtime is never taken, not even by its own name (recorded); a payload limit met by
        the interpreter itself only by its name; a task's too large result by States.ALL too
        (recorded).
        """
        if self.name == RUNTIME:
            return False
        if self.name in names or (self.alias is not None and self.alias in names):
            return True
        if self.name == DATA_LIMIT and self.is_raised_by_service:
            return False
        return ALL in names or (TASK_FAILED in names and self.name != TIMEOUT)

    def output(self) -> dict[str, Json]:
        """What a catcher passes on: null for what is absent, but an empty cause for a time-out
        (both recorded).
        """
        cause = "" if self.cause is None and self.name == TIMEOUT else self.cause
        return {"Error": self.name, "Cause": cause}


def runtime_error(cause: str) -> StatesError:
    """States.Runtime, found by the interpreter."""
    return StatesError(RUNTIME, cause, is_raised_by_service=True)


def query_error(field: str, cause: str) -> StatesError:
    """A JSONata expression in the field failed."""
    return StatesError(QUERY_EVALUATION, cause, is_raised_by_service=True, field=field)


def too_large(what: str, *, is_raised_by_service: bool) -> StatesError:
    """A result over the payload limit; `what` is the state's name or the task's resource."""
    return StatesError(
        DATA_LIMIT,
        f"The state/task '{what}' returned a result with a size exceeding "
        "the maximum number of bytes service limit.",
        is_raised_by_service=is_raised_by_service,
    )


def path_conflict(step: str | int, document: Json) -> StatesError:
    """A ResultPath or ItemsPath does not fit the document, from this step on.

    Source: reports of the service's errors in public repositories; the States Language
    specification has another name for it, which is taken, too.
    """
    return StatesError(
        "States.ReferencePathConflict",
        f'Unable to apply step "{step}" to input {json_text(document)}',
        is_raised_by_service=True,
        alias="States.ResultPathMatchFailure",
    )


def path_missing(path: str, field: str, document: Json) -> StatesError:
    """A path of a payload template or a Fail state found nothing in the document."""
    return runtime_error(
        f"The JSONPath '{path}' specified for the field '{field}' "
        f"could not be found in the input '{json_text(document)}'"
    )
