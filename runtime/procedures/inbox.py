"""Bringing a flow's waits and the facts of its call together.

Whoever arms or delivers writes its own part first and then reads everything: of two that come at
once at least one sees both. Invariants: a fact is handed to at most one living wait; an answer that
may not have reached its execution is handed on again when its fact is delivered again.
"""

from collections.abc import Mapping
from dataclasses import replace

from generated.values import write_timestamp
from runtime.domain.inbox import completed, next_claim, unfinished_claim
from runtime.ports import InboxStore, Tokens
from runtime.state.inbox import Claim, Inbox, InboxFact, Wait


def arm(key: str, wait: Wait, inbox: InboxStore, tokens: Tokens) -> None:
    """Let a flow wait; an arming that is repeated replaces its token."""
    inbox.put_wait(key, wait)
    _finish_claim(key, inbox, tokens)
    _answer_waits(key, inbox, tokens)


def deliver(key: str, fact: InboxFact, inbox: InboxStore, tokens: Tokens) -> None:
    """Put a fact into the inbox and hand it to the flow if that waits for it."""
    is_new = inbox.put_fact(key, fact)
    if not is_new:
        _finish_claim(key, inbox, tokens)
    _answer_waits(key, inbox, tokens)


def _finish_claim(key: str, inbox: InboxStore, tokens: Tokens) -> None:
    """Hand on an answer whose first deliverer may have died on its way."""
    contents = inbox.read(key)
    unfinished = unfinished_claim(contents)
    if unfinished is not None:
        wait, claim = unfinished
        _hand_over(key, wait, claim, contents, inbox, tokens)


def _answer_waits(key: str, inbox: InboxStore, tokens: Tokens) -> None:
    """Make the next claim until there is none. Every round either makes one that lasts, or finds
    that somebody else has changed the inbox.
    """
    while True:
        contents = inbox.read(key)
        found = next_claim(contents)
        if found is None:
            return
        wait, claim = found
        _hand_over(key, wait, claim, contents, inbox, tokens)


def _hand_over(
    key: str, wait: Wait, claim: Claim, contents: Inbox, inbox: InboxStore, tokens: Tokens
) -> None:
    if not inbox.claim(key, wait, claim):
        return  # somebody else was faster; who reads next sees what they did
    fact = next(fact for fact in contents.facts if fact.event_id == claim.event_id)
    was_alive = tokens.complete(claim.token, _output(fact))
    inbox.claim(key, replace(wait, claim=claim), completed(claim, was_alive=was_alive))


def _output(fact: InboxFact) -> Mapping[str, object]:
    return {
        "fact": fact.name,
        "event": {**fact.data, "timestamp": write_timestamp(fact.timestamp)},
    }
