"""What is kept about calls while they last: inboxes, intents, call facts.

It stands apart because all three live in one table. Invariant: the conditions are those of the
table's adapters; a read sees every write before it.
"""

from dataclasses import replace

from generated.types.call_id import CallId
from runtime.state.call import Call, CallNews, Progress
from runtime.state.inbox import Claim, Inbox, InboxFact, Wait
from runtime.state.intent import BEGUN, Intent


class Inboxes:
    """InboxStore."""

    def __init__(self) -> None:
        self._facts: dict[str, dict[str, InboxFact]] = {}
        self._waits: dict[str, dict[str, Wait]] = {}

    def put_fact(self, key: str, fact: InboxFact) -> bool:
        """Write a fact unless one with its id is there; False if it was."""
        return self._facts.setdefault(key, {}).setdefault(fact.event_id, fact) is fact

    def put_wait(self, key: str, wait: Wait) -> None:
        """Write a wait, or replace its token, deadline and facts; its claim stays as it is."""
        waits = self._waits.setdefault(key, {})
        before = waits.get(wait.wait_id)
        waits[wait.wait_id] = wait if before is None else replace(wait, claim=before.claim)

    def read(self, key: str) -> Inbox:
        """Read everything."""
        facts, waits = self._facts.get(key, {}), self._waits.get(key, {})
        return Inbox(tuple(facts.values()), tuple(waits.values()))

    def claim(self, key: str, wait: Wait, claim: Claim) -> bool:
        """Write a claim where token and claim are still those of `wait`; False if not."""
        stored = self._waits[key][wait.wait_id]
        if stored.token != wait.token or stored.claim != wait.claim:
            return False
        self._waits[key][wait.wait_id] = replace(stored, claim=claim)
        return True


class WrittenIntents:
    """Intents."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, str], Intent] = {}

    def begin(self, call_id: str, name: str) -> Intent | None:
        """Write that an effect begins; where that was written before, give what was."""
        before = self._written.get((call_id, name))
        if before is None:
            self._written[call_id, name] = BEGUN
        return before

    def finish(self, call_id: str, name: str, intent: Intent) -> None:
        """Write what came of it."""
        self._written[call_id, name] = intent


class KnownCalls:
    """Calls."""

    def __init__(self) -> None:
        self.known: dict[CallId, Call] = {}
        self._prompts: dict[CallId, dict[int, str]] = {}

    def read(self, call_id: CallId) -> Call:
        """Give what is known; of a call that nobody has written about, its id."""
        return self.known.get(call_id) or Call(call_id)

    def update(self, call_id: CallId, news: CallNews) -> Call:
        """Write news and give what is known then."""
        call = self.read(call_id)
        after = Call(
            call_id=call_id,
            time_zone=news.time_zone or call.time_zone,
            ends_by=news.ends_by or call.ends_by,
            provider_sid=news.provider_sid or call.provider_sid,
            verdict=news.verdict or call.verdict,
            progress=max(call.progress, news.progress or Progress.PLANNED),
            is_ending=call.is_ending or news.is_ending,
            turns=call.turns + news.takes_turn,
        )
        self.known[call_id] = after
        return after

    def add_prompt(self, call_id: CallId, turn: int, prompt: str) -> list[str]:
        """Keep what a menu said in this turn; give what it said in other turns."""
        prompts = self._prompts.setdefault(call_id, {})
        prompts.setdefault(turn, prompt)
        return [text for other, text in prompts.items() if other != turn]
