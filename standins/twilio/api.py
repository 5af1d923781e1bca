"""Twilio's REST API for calls, as SDK 9.13 calls it: create, fetch, update, list.

Stands apart from exchange.py, which does what is asked. Source of paths, fields and errors:
https://www.twilio.com/docs/voice/api/call-resource. Invariant: no request changes anything before
it has passed every rule.
"""

import re
import threading
from collections.abc import Mapping
from urllib.parse import urlencode

from hotels.fault import PROGRESS, FaultKind
from standins.twilio import rules
from standins.twilio.account import Account
from standins.twilio.calls_list import selected
from standins.twilio.contract import Contract
from standins.twilio.exchange import CallNotInProgressError, Exchange
from standins.twilio.rules import Form, Violation
from standins.twilio.transcript import TWILIO
from standins.web import Request, Response, json_response

_CALLS = re.compile(r"/2010-04-01/Accounts/([^/]+)/Calls\.json")
_CALL = re.compile(r"/2010-04-01/Accounts/([^/]+)/Calls/([^/]+)\.json")


class CallsApi:
    """Answers requests for one account."""

    def __init__(self, account: Account, exchange: Exchange, contract: Contract | None) -> None:
        self._account, self._exchange, self._contract = account, exchange, contract
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Lets go of requests that are held open."""
        self._stopping.set()

    def respond(self, request: Request) -> Response | None:
        """The answer to a request of the API; None: no answer at all."""
        many, one = _CALLS.fullmatch(request.path), _CALL.fullmatch(request.path)
        matched = many or one
        if matched is None:
            return _error(404, 20404, f"The requested resource {request.path} was not found")
        settings = self._account.settings
        if request.basic_auth() != (settings.account_sid, settings.auth_token):
            return _error(401, 20003, "Authenticate")
        if matched[1] != settings.account_sid:
            return _error(404, 20404, f"The requested resource {request.path} was not found")
        match request.method, many is not None:
            case "POST", True:
                return self._create(_form(request))
            case "GET", True:
                return self._list(request)
            case "POST", False:
                return self._update(matched[2], _form(request))
            case _:
                return self._fetch(matched[2])

    def _create(self, form: Form) -> Response | None:
        violation = self._violation(form, rules.CREATE, creating=True)
        if violation:
            return self._refuse(violation)
        faults = self._exchange.upcoming_faults(form["To"][-1])
        if faults.take(FaultKind.API_ERROR):
            return _error(503, 20503, "Service Unavailable (a fault that was asked for)")
        if faults.take(FaultKind.API_REFUSAL):
            return _error(400, 21215, "Account not authorized to call (a fault that was asked for)")
        conversation = self._exchange.place(form)
        unanswered = faults.take(FaultKind.API_TIMEOUT)
        early = [webhook for webhook in PROGRESS if faults.take(FaultKind.BEFORE_RESPONSE, webhook)]
        if form.get("Record") == ["true"]:
            told = "does not record: no recording callback will come"
            self._account.transcript.add(conversation.call.sid, 0.0, TWILIO, told)
        for webhook in early:
            conversation.callbacks.delivered[webhook].wait(self._account.settings.webhook_seconds)
        if unanswered:
            # Held open until the client gives up; nobody waits for longer than this.
            self._stopping.wait(self._account.settings.webhook_seconds)
            return None
        return json_response(201, conversation.call.resource())

    def _update(self, sid: str, form: Form) -> Response:
        call = self._exchange.find(sid)
        if call is None:
            return _error(404, 20404, f"The requested resource {sid} was not found")
        violation = self._violation(form, rules.UPDATE, creating=False)
        if violation:
            return self._refuse(violation)
        try:
            self._exchange.update(call, form)
        except CallNotInProgressError:
            return _error(400, 21220, "Call is not in-progress. Cannot redirect.")
        return json_response(200, call.resource())

    def _fetch(self, sid: str) -> Response:
        call = self._exchange.find(sid)
        if call is None:
            return _error(404, 20404, f"The requested resource {sid} was not found")
        return json_response(200, call.resource())

    def _list(self, request: Request) -> Response:
        query = dict(request.query)
        try:
            calls = selected(self._exchange.calls(), query)
            size, page = int(query.get("PageSize", "50")), int(query.get("Page", "0"))
        except ValueError as error:
            return _error(400, 20001, f"Invalid parameter: {error}")
        shown = calls[page * size : (page + 1) * size]
        more = len(calls) > (page + 1) * size
        following = urlencode({**query, "Page": str(page + 1)})
        return json_response(
            200,
            {
                "calls": [call.resource() for call in shown],
                "page": page,
                "page_size": size,
                "start": page * size,
                "end": page * size + len(shown) - 1,
                "uri": f"{request.path}?{urlencode(query)}",
                "first_page_uri": f"{request.path}?{urlencode({**query, 'Page': '0'})}",
                "previous_page_uri": None,
                "next_page_uri": f"{request.path}?{following}" if more else None,
            },
        )

    def _violation(
        self, form: Form, table: tuple[rules.Rule, ...], *, creating: bool
    ) -> Violation | None:
        found = rules.violation(form, table)
        if found is None and self._contract is not None:
            found = self._contract.violation(form, creating=creating)
        return found

    def _refuse(self, violation: Violation) -> Response:
        told = f"{violation.message} (source: {violation.source})"
        self._account.transcript.refuse(None, violation.code, told)
        return _error(400, violation.code, violation.message)


def _form(request: Request) -> Mapping[str, list[str]]:
    form: dict[str, list[str]] = {}
    for name, value in request.form():
        form.setdefault(name, []).append(value)
    return form


def _error(status: int, code: int, message: str) -> Response:
    """Source: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions."""
    more = f"https://www.twilio.com/docs/errors/{code}"
    return json_response(
        status, {"code": code, "message": message, "more_info": more, "status": status}
    )
