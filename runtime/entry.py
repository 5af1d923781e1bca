"""The entry of every Lambda: what reaches it is told apart by its shape and served.

It stands apart because it alone knows Lambda. Invariants: a declared error leaves as an exception
of its name whose message is its JSON; what fits no shape is refused as Invalid, and the service
that sent it parks it after its tries; no log line holds a payload, a token or a person's name.
"""

import os
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from generated.values import Invalid
from runtime.procedures.once import EarlierError
from runtime.serving import (
    load,
    serve_arming,
    serve_request,
    serve_routed,
    serve_schedule,
    serve_task,
)
from runtime.wiring import LiveWorld

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

LOGGED = ("task", "command", "correlation_id", "schedule", "event_type", "event_id", "wait", "key")
"""Names of fields that are ids of ours, and so may be logged."""

# Read as the module loads, in Lambda's initialisation, which has more CPU than an invocation.
# A function that tells nothing has no source; its commands are told apart by its name.
_name = os.environ["FUNCTION"]
_function = load(_name, os.environ.get("EVENT_SOURCE", _name))
_world = LiveWorld()
_logger = Logger(service=_function.name)


def handler(event: dict[str, Any], context: "LambdaContext") -> object:
    """Serve what reached the function; give what its sender expects."""
    about = _about(event)
    try:
        result = _serve(event, context.aws_request_id)
    except EarlierError as error:
        raise type(error.name, (Exception,), {})(error.message) from None
    except Exception as error:
        _logger.warning("refused or failed", extra={**about, "error": type(error).__name__})
        raise
    _logger.info("served", extra=about)
    return result


def _serve(event: dict[str, Any], request_id: str) -> object:
    match event:
        case {"task": _}:
            return serve_task(_function, event, _world)
        case {"arm": _}:
            serve_arming(_function, event, _world)
        case {"schedule": _}:
            serve_schedule(_function, event, request_id, _world)
        case {"detail": _, "detail-type": _}:
            serve_routed(_function, event, _world)
        case {"Records": [{"eventSource": "aws:sqs"}, *_]}:
            from runtime.batches import serve_queue  # noqa: PLC0415 - see there

            return serve_queue(_function, event, _world)
        case {"Records": [{"eventSource": "aws:dynamodb"}, *_]}:
            from runtime.batches import serve_stream  # noqa: PLC0415 - see there

            return serve_stream(_function, event, _world)
        case {"requestContext": {"http": _}}:
            return serve_request(_function, event, _world)
        case _:
            raise Invalid("event", f"is of no shape that {_function.name} serves")
    return None


def _about(event: dict[str, Any]) -> dict[str, str]:
    """Say what an event is about, in ids."""
    inner = event.get("arm") or event.get("detail") or event
    if not isinstance(inner, dict):
        return {}
    return {name: str(inner[name])[:200] for name in LOGGED if name in inner}
