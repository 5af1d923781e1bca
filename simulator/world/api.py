"""The HTTP API: requests find their function by the generated endpoints.

It stands apart because the telephone network and those who hand records in both come through it.
"""

import re
from collections.abc import Callable
from typing import Any

from generated.deployment import ENDPOINTS
from runtime.ports import World
from runtime.serving import serve_request
from simulator.world.deliveries import Deliveries
from simulator.world.functions import Answer, Returned, Throttled

Respond = Callable[[int, str], None]
"""Takes the status and the body of the answer, or NO_ANSWER and nothing."""
NO_ANSWER = 0


class HttpApi:
    """API Gateway's HTTP API with payload 2.0."""

    def __init__(self, deliveries: Deliveries, world: World) -> None:
        self._deliveries, self._world = deliveries, world
        self._posts = [
            (re.compile(re.sub(r"\{\w+\}", "[^/]+", row.path)), row)
            for row in ENDPOINTS
            if row.method == "POST"
        ]
        self.requests = 0

    def post(self, path: str, query: str, body: str, respond: Respond) -> str:
        """Send a request; gives the id under which its function sees it."""
        self.requests += 1
        request_id = f"request-{self.requests}"
        endpoint = next(row for route, row in self._posts if route.fullmatch(path))
        event: dict[str, Any] = {
            "rawPath": path,
            "rawQueryString": query,
            "headers": {},
            "body": body,
            "requestContext": {"http": {"method": "POST"}, "requestId": request_id},
        }
        self._deliveries.bring(
            endpoint.name,
            endpoint.function,
            lambda served: serve_request(served, event, self._world),
            lambda answer: respond(*_response(answer)),
            lambda: respond(NO_ANSWER, ""),
        )
        return request_id


def _response(answer: Answer) -> tuple[int, str]:
    """Source: API Gateway Developer Guide: a Lambda that fails is a 500, one that is busy a 503."""
    match answer:
        case Returned(value):
            return int(value["statusCode"]), str(value["body"])
        case Throttled():
            return 503, ""
        case _:
            return 500, ""
