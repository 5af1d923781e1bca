"""What a stand-in answers under /_standin/, and no real Twilio would.

    GET  /_standin/transcript[?call=CA...]   what happened, as JSON lines in script seconds
    GET  /_standin/calls                     what became of each call
    GET  /_standin/problems                  what was refused loudly
    POST /_standin/faults                    {"to": "+1...", "fault": "late", ...} for the next call
                                             to that number, in the words of a script's `faults`

Stands apart from the API so that nobody mistakes it for one.
"""

from hotels import fault as fault_words
from hotels.fault import read_fault
from hotels.source import compose, record
from standins.twilio.account import Account
from standins.twilio.exchange import Exchange
from standins.web import Request, Response, json_response

PREFIX = "/_standin/"


def respond(request: Request, account: Account, exchange: Exchange) -> Response:
    """The answer to a request below PREFIX."""
    match request.method, request.path.removeprefix(PREFIX):
        case "GET", "transcript":
            lines = account.transcript.lines(dict(request.query).get("call"))
            return Response(200, lines.encode(), "application/x-ndjson")
        case "GET", "calls":
            return json_response(200, [call.summary() for call in reversed(exchange.calls())])
        case "GET", "problems":
            return json_response(200, account.transcript.problems)
        case "POST", "faults":
            return _add_fault(request, exchange)
        case _:
            return json_response(404, {"error": f"no {request.method} {request.path} here"})


def _add_fault(request: Request, exchange: Exchange) -> Response:
    composed = compose(request.body.decode("utf-8", "replace"))
    if composed.root is not None:
        words = fault_words.OPTIONAL
        entry = record(composed.root, "the fault", {"to", "fault"}, words, composed.problems)
        phone, fault = entry.text("to"), read_fault(entry)
        if not composed.problems:
            exchange.add_fault(phone, fault)
            return json_response(200, {"to": phone, "fault": fault.kind})
    told = [problem.message for problem in composed.problems] or ["the body is empty"]
    return json_response(400, {"errors": told})
