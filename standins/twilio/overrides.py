"""What the part of a customer's URL behind `#` says about asking there again; it is never sent.

Stands apart because it is pure. Only how often and after what to ask again is followed here; other
overrides are refused. Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urldefrag

FAILURES = {"4xx", "5xx", "ct", "rt"}
"""A refusal, a server's error, a connection that was not made, an answer that did not come."""
MOST_TRIES_AGAIN = 5


class OverridesError(Exception):
    """The overrides break a rule; Twilio does not ask at all then."""


class Overrides(NamedTuple):
    """`url` is what is asked and signed; `tries_again` how often after one of the `failures`."""

    url: str
    tries_again: int = 1
    failures: frozenset[str] = frozenset({"ct"})


def read_overrides(url: str) -> Overrides:
    """Read a URL's overrides, such as `#rc=3&rp=5xx,ct`. Raises OverridesError."""
    plain, fragment = urldefrag(url)
    said = dict(parse_qsl(fragment, keep_blank_values=True))
    unknown = sorted(said.keys() - {"rc", "rp"})
    if unknown:
        raise OverridesError(f"the override '{unknown[0]}' is not followed by this stand-in")
    tries = said.get("rc", "1")
    if not re.fullmatch(r"\d", tries) or int(tries) > MOST_TRIES_AGAIN:
        raise OverridesError(f"HTTP retry count is invalid: {tries}")
    named = set(said.get("rp", "ct").split(","))
    if not named <= FAILURES | {"all"}:
        raise OverridesError(f"HTTP retry policy is invalid: {said['rp']}")
    return Overrides(plain, int(tries), frozenset(FAILURES if "all" in named else named))
