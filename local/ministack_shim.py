"""Start MiniStack, the simulated AWS, with the gaps closed that this project falls into.

It stands apart because it reaches into another program: each function below replaces one of its
functions, and says where that one departs from the service. Everything else runs as it is.

Besides, it lets a flow's states fail where whoever started it asked for that (state_faults.py).

Invariant: only the version that was read is patched; with any other the start is refused.

Gaps that stay: a state machine's own TimeoutSeconds is never enforced, nor a stream reader's
MaximumRetryAttempts (MaximumRecordAgeInSeconds is), and EventBridge keeps no dead letters itself.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from typing import Any

from ministack import app
from ministack.core import lambda_runtime
from ministack.services import eventbridge, lambda_svc, stepfunctions

from local.state_faults import MARK, StateFault, StateFaults

KNOWN_VERSION = "1.5.33"
LONGEST_TIMEOUT_SECONDS = 99_999_999
PROCESSES_PER_FUNCTION = max(2, os.cpu_count() or 1)
"""Starting one costs half a second of a processor, and there are a dozen functions."""

apply_arguments = stepfunctions._apply_jsonata_arguments
execute_task = stepfunctions._execute_task
invoke_with_callback = stepfunctions._invoke_with_callback
invoke_with_timeout = stepfunctions._invoke_resource_with_timeout
call_lambda = stepfunctions._call_lambda
execute_warm = lambda_svc._execute_function_warm
execute_function = lambda_svc._execute_function


class Attempt(threading.local):
    """What belongs to the attempt at a task that this thread makes: each runs within one thread."""

    timeout_seconds: int | None = None
    token: str | None = None
    state: str = ""
    execution: dict[str, Any]


attempt = Attempt()
faults = StateFaults.read(os.environ)
slots: dict[str, threading.Semaphore] = {}


def main() -> None:
    """Patch and start; the settings are MiniStack's own environment variables."""
    found = version("ministack")
    if found != KNOWN_VERSION:
        sys.exit(f"ministack is {found}, and this shim knows {KNOWN_VERSION}: run `make setup`")
    patch()
    threading.Thread(target=end_with_parent, daemon=True).start()
    app.main()


def end_with_parent() -> None:
    """End this process group when standard input does: whoever started us is gone, however."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.killpg(0, signal.SIGTERM)


def patch() -> None:
    """Put the functions below in the place of MiniStack's."""
    stepfunctions._execute_task = execute_task_of_known_state
    stepfunctions._apply_jsonata_arguments = apply_arguments_and_timeout
    stepfunctions._invoke_resource_with_timeout = invoke_with_evaluated_timeout
    stepfunctions._invoke_with_callback = invoke_with_evaluated_callback
    stepfunctions._call_lambda = call_lambda_for_callback
    lambda_svc._execute_function = execute_and_report_batch
    lambda_svc._execute_function_warm = execute_and_name_error
    eventbridge._dispatch_to_lambda = dispatch_with_retries
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    if script.count(WORKER_ERROR) != 1:
        sys.exit("ministack's worker script is not the one that this shim knows")
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace(WORKER_ERROR, WORKER_TYPED_ERROR)


def execute_task_of_known_state(
    state: dict[str, Any], raw_input: Any, execution: dict[str, Any], context: dict[str, Any]
) -> Any:
    """Note whose task it is, so that a fault can be meant for it."""
    attempt.state, attempt.execution = context["State"]["Name"], execution
    return execute_task(state, raw_input, execution, context)


def invoke_unless_struck(seconds: float | None, invoke: Callable[[float | None], Any]) -> Any:
    """Make the call of a task, or let the fault happen that was asked for."""
    fault = faults.strike(attempt.state, json.loads(attempt.execution["input"]))
    if fault is None:
        return invoke(seconds)
    details = {"resourceType": "lambda", "resource": f"{MARK}{fault.kind}"}
    stepfunctions._add_event(attempt.execution, "TaskStarted", {"taskStartedEventDetails": details})
    return bring_about(fault, seconds, invoke)


def bring_about(
    fault: StateFault, seconds: float | None, invoke: Callable[[float | None], Any]
) -> Any:
    """Make a struck call, as the service looks when it misbehaves like that."""
    passing = threading.Event()
    cause = "a fault that was asked for"
    match fault.kind:
        case "throttle":
            raise stepfunctions._ExecutionError("Lambda.TooManyRequestsException", cause)
        case "error":
            raise stepfunctions._ExecutionError(fault.error, cause)
        case "late":
            passing.wait(fault.late_seconds)
            return invoke(None if seconds is None else seconds - fault.late_seconds)
        case _:
            threading.Timer(seconds or 0.0, passing.set).start()
            with suppress(stepfunctions._ExecutionError):
                invoke(seconds)
            passing.wait()
            raise stepfunctions._ExecutionError("States.Timeout", cause)


def apply_arguments_and_timeout(state: dict[str, Any], raw_input: Any, context: Any = None) -> Any:
    """Evaluate a task's TimeoutSeconds where its Arguments are: once per attempt, in its scope.

    MiniStack takes the number as it stands, and a string raises beyond the reach of any Catch. The
    service evaluates a JSONata expression to a whole number from 1 to 99999999 and otherwise fails
    the state with States.QueryEvaluationError, which Retry and Catch see.
    """
    attempt.timeout_seconds = evaluate_timeout(state, raw_input, context)
    return apply_arguments(state, raw_input, context)


def evaluate_timeout(state: dict[str, Any], raw_input: Any, context: Any) -> int | None:
    """Return the seconds that this attempt may take, or None where the state sets no limit."""
    if "TimeoutSeconds" not in state:
        return None
    seconds = stepfunctions._jsonata_state_field(
        state, "TimeoutSeconds", "number", raw_input, context
    )
    if seconds != int(seconds) or not 1 <= seconds <= LONGEST_TIMEOUT_SECONDS:
        raise stepfunctions._ExecutionError(
            "States.QueryEvaluationError",
            "The TimeoutSeconds field must be a whole number from 1 to "
            f"{LONGEST_TIMEOUT_SECONDS}: {json.dumps(seconds)}",
        )
    return int(seconds)


def invoke_with_evaluated_timeout(resource: str, arguments: Any, timeout: Any) -> Any:
    """Run a task under the evaluated time-out (`timeout` is the text of the definition)."""
    seconds = timeout if attempt.timeout_seconds is None else attempt.timeout_seconds
    return invoke_unless_struck(
        seconds, lambda within: invoke_with_timeout(resource, arguments, within)
    )


def invoke_with_evaluated_callback(
    resource: str, arguments: Any, token: str, state: dict[str, Any]
) -> Any:
    """Run a task that waits for its token under the evaluated time-out."""
    seconds = (
        state.get("TimeoutSeconds")
        if attempt.timeout_seconds is None
        else (attempt.timeout_seconds)
    )

    def invoke(within: float | None) -> Any:
        limit = {} if within is None else {"TimeoutSeconds": within}
        attempt.token = token
        try:
            return invoke_with_callback(resource, arguments, token, {**state, **limit})
        finally:
            attempt.token = None

    return invoke_unless_struck(seconds, invoke)


def call_lambda_for_callback(function: str, event: Any) -> Any:
    """Fail a task whose function fails before the token could be used.

    MiniStack swallows the error and waits for the token until the time-out. The service fails the
    task at once, so that Retry and Catch see the function's error.
    """
    try:
        return call_lambda(function, event)
    except stepfunctions._ExecutionError as error:
        if attempt.token is not None:
            failure = {"taskToken": attempt.token, "error": error.error, "cause": error.cause}
            stepfunctions._send_task_failure(failure)
        raise


WORKER_ERROR = '"error": str(e), "trace"'
WORKER_TYPED_ERROR = (
    '"error": json.dumps({"errorMessage": str(e), "errorType": type(e).__name__}), "trace"'
)


def execute_and_name_error(function: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
    """Report the class of an exception that a handler raised, and start few processes.

    MiniStack calls every one Runtime.HandlerError. The service's errorType is the class's name, and
    a flow catches declared errors by it. The worker's script, patched, tells message and type.
    Thirty events at once would start thirty cold processes; here they wait for a warm one.
    """
    name = function["config"]["FunctionName"]
    with slots.setdefault(name, threading.Semaphore(PROCESSES_PER_FUNCTION)):
        result: dict[str, Any] = execute_warm(function, event, request_id)
    body = result.get("body")
    if result.get("error") and isinstance(body, dict):
        message = body.get("errorMessage")
        if isinstance(message, str) and message.startswith('{"errorMessage": '):
            result["body"] = json.loads(message)
    return result


def execute_and_report_batch(function: dict[str, Any], event: Any) -> dict[str, Any]:
    """Deliver a stream's batch again when the function reports that some of its records failed.

    MiniStack heeds batchItemFailures for queues alone and takes a stream's whole batch as read, so
    a failed record would be lost. The service resumes at the first failed record; here the batch
    comes again as a whole, which a reader of an at-least-once stream must bear anyway.
    """
    result: dict[str, Any] = execute_function(function, event)
    if result.get("error") or not is_stream_batch(event):
        return result
    failures = (result.get("body") or {}).get("batchItemFailures")
    if not failures:
        return result
    body = {"errorType": "BatchItemFailures", "errorMessage": json.dumps(failures)}
    return {**result, "error": True, "body": body}


def is_stream_batch(event: Any) -> bool:
    """Say whether the event is a batch of a DynamoDB stream's records."""
    match event:
        case {"Records": [{"eventSource": "aws:dynamodb"}, *_]}:
            return True
        case _:
            return False


def dispatch_with_retries(arn: str, payload: str) -> None:
    """Invoke a rule's function as the service does: asynchronously, with two more tries.

    MiniStack tries once and forgets. Its own asynchronous invocation retries and then heeds the
    function's on-failure destination, as the service does when the *function* fails; a rule's
    dead-letter queue is only for events that could not be delivered.
    """
    function, config, name = lambda_svc._get_func_record_for_ref(arn)
    if not function or not config:
        eventbridge.logger.warning("EventBridge -> Lambda: function %s not found", name)
        return
    record = lambda_svc._execution_record_for_config(function, config)
    lambda_svc.invoke_async_with_retry(record, json.loads(payload))


if __name__ == "__main__":
    main()
