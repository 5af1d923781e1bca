"""The next step through a hotel's menu.

It stands apart because a hotel's profile and the general rules meet here alone. Invariant: the
profile comes first; what a menu says never makes us say or press anything but one of its own
options, or what the profile holds.
"""

from collections.abc import Sequence
from typing import NamedTuple

from generated.types.connection_kind import ConnectionKind
from generated.types.digits import Digits
from generated.types.ivr_rule import IvrRule
from generated.types.phrase import Phrase
from runtime.domain.connection import kind_of
from runtime.domain.menu import options
from runtime.domain.phrases import plain, says, says_any

SAME_PROMPT_TIMES = 3
"""A prompt that is heard so often leads nowhere."""

WANTED = (
    ("accounting", "accounts", "billing", "invoice", "invoices", "bill", "folio", "finance"),
    ("front desk", "reception", "front office", "guest services"),
    ("operator", "agent", "representative", "assistance", "someone", "a person"),
    ("reservations", "reservation", "all other", "other inquiries", "anything else"),
    ("english",),
)
"""What an option is for, best first."""


class Press(NamedTuple):
    """Press these keys."""

    digits: Digits


class Say(NamedTuple):
    """Say this to the menu."""

    text: Phrase


class ReachedPerson(NamedTuple):
    """Somebody speaks to us."""


class OnHold(NamedTuple):
    """Nothing to do but to wait."""


class GaveUp(NamedTuple):
    """The menu leads nowhere."""


Step = Press | Say | ReachedPerson | OnHold | GaveUp


def next_step(transcript: str, profile: Sequence[IvrRule], earlier_prompts: Sequence[str]) -> Step:
    """Choose the step. `earlier_prompts`: what the menu said before in this call, in any order."""
    text = plain(transcript)
    if not text:
        return OnHold()  # silence after a key is a transfer
    if [plain(prompt) for prompt in earlier_prompts].count(text) >= SAME_PROMPT_TIMES - 1:
        return GaveUp()
    for rule in profile:
        if says(text, plain(rule.prompt_contains)):
            return _follow(rule)
    offered = options(text)
    for purposes in WANTED:
        for option in offered:
            if says_any(option.purpose, purposes):
                return Press(Digits(option.digits))
    return _by_kind(transcript)


def _follow(rule: IvrRule) -> Step:
    if rule.press is not None:
        return Press(rule.press)
    return Say(rule.say) if rule.say is not None else OnHold()


def _by_kind(transcript: str) -> Step:
    match kind_of(transcript, None):
        case ConnectionKind.HOLD:
            return OnHold()
        case ConnectionKind.HUMAN | ConnectionKind.UNCERTAIN:
            return ReachedPerson()
        case _:
            return GaveUp()
