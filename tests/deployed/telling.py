"""Tells stories to the deployed system, several at once, and gives what happened in each.

It stands apart from local/work.py, which waits for one set of records. Invariant: it waits for
conditions, never for a length of time; the one limit is how long a story may take, and one that
takes longer is given as it is.
"""

import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from generated.events.batch_scheduled import BatchScheduled
from generated.events.fact import Fact
from local.journal import Journal
from local.statuses import RecordStatus, read_statuses
from local.system import System
from local.work import LOOK_SECONDS, hand_in
from simulator.stories.judging import Happened
from simulator.stories.results import calls_of
from simulator.stories.story import Ends
from standins.twilio.call import Call as ProviderCall
from tests.deployed.stories import PERHAPS, Deployable
from tests.deployed.transcript import fact_lines, flow_lines, is_flow_over, telephone_lines
from tests.local.waiting import until

AT_ONCE = 6
"""More calls than that at a time starve each other on two processors."""
LONGEST_SECONDS = 150


def tell_all(system: System, stories: Sequence[Deployable]) -> dict[str, Happened]:
    """Tell all stories, the first ones first; give what happened by the stories' names."""
    journal = Journal(system.clients)
    facts: list[Fact] = []
    waiting = list(stories)
    under_way: dict[str, tuple[Deployable, float]] = {}

    def are_over() -> bool:
        while waiting and len(under_way) < AT_ONCE:
            story = waiting.pop(0)
            hand_in(system, story.records)
            under_way[story.name] = story, time.monotonic() + LONGEST_SECONDS
        facts.extend(journal.read())
        statuses = read_statuses(system.clients)
        for story, give_up in list(under_way.values()):
            if time.monotonic() > give_up or is_over(system, story, facts, statuses):
                del under_way[story.name]
        return not waiting and not under_way

    until(are_over, LONGEST_SECONDS * max(1, len(stories)), LOOK_SECONDS)
    facts.extend(journal.read())
    statuses = read_statuses(system.clients)
    return {story.name: told(system, story, facts, statuses) for story in stories}


def is_over(
    system: System, story: Deployable, facts: Iterable[Fact], statuses: dict[str, RecordStatus]
) -> bool:
    """Whether all its records are where the story ends, its calls and flows have ended, and as many
    facts are stored as the simulator told.
    """
    ours = facts_of(story, facts)
    return (
        sum(fact.event.TYPE != PERHAPS for fact in ours) >= story.facts_expected
        and all(has_ended(story, statuses.get(record.record_id)) for record in story.records)
        and all(call.over.is_set() for call in calls_to(system, story))
        and all(is_flow_over(system.clients, call_id) for call_id in call_ids(story, ours))
    )


def has_ended(story: Deployable, status: RecordStatus | None) -> bool:
    """Whether a record needs nothing more to happen for the story to be over."""
    if status is None or not status.is_settled(datetime.now(UTC)):
        return False
    return story.story.ends is Ends.PARKED or status.next_at is None


def told(
    system: System, story: Deployable, facts: Iterable[Fact], statuses: dict[str, RecordStatus]
) -> Happened:
    """Gather what happened in a story, in the order of real time and in its own names."""
    ours = facts_of(story, facts)
    lines = [each for call in call_ids(story, ours) for each in flow_lines(system.clients, call)]
    lines += fact_lines(ours)
    for call in calls_to(system, story):
        entries = system.twilio.account.transcript.entries(call.sid)
        lines += telephone_lines(entries, str(call.hotel_id))
    own = [line._replace(text=story.own_names(line.text)) for line in lines]
    calls = calls_of(ours)
    for call_told in calls:
        call_told.hotel_id = story.names[call_told.hotel_id]
    own.sort(key=lambda line: line.at)
    return Happened(
        own[0].at if own else 0,
        own,
        {story.names[name]: statuses[name].status for name in story.names if name in statuses},
        calls,
    )


def facts_of(story: Deployable, facts: Iterable[Fact]) -> list[Fact]:
    """Give the facts about a story's records and calls."""
    found = list(facts)
    calls = set(call_ids(story, found))
    return [
        fact
        for fact in found
        if fact.event.aggregate_id in story.names or getattr(fact.event, "call_id", "") in calls
    ]


def call_ids(story: Deployable, facts: Iterable[Fact]) -> list[str]:
    """Give the calls to a story's hotels."""
    return [
        fact.event.call_id
        for fact in facts
        if isinstance(fact.event, BatchScheduled) and fact.event.hotel_id in story.names
    ]


def calls_to(system: System, story: Deployable) -> list[ProviderCall]:
    """Give the provider's calls to a story's hotels."""
    return [call for call in system.twilio.exchange.calls() if call.hotel_id in story.names]
