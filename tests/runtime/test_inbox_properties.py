"""The inbox, whatever comes first: nothing is lost, nothing is taken twice, order is kept."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.procedures.inbox import arm, deliver
from runtime.state.inbox import Accepts, InboxFact, Wait
from tests.runtime.fakes import NOW, FakeInbox, FakeTokens
from tests.runtime.interleaving import ORDERS, Interleaving

KEY = "call-1"


def fact(number: int, name: str = "TurnTranscribed") -> InboxFact:
    return InboxFact(f"fact-{number}", name, NOW + timedelta(seconds=number), {"turn": number})


def wait(number: int, *names: str, after: int | None = None) -> Wait:
    """A wait that is entered after `number` others; its token is alive once armed."""
    since = None if after is None else NOW + timedelta(seconds=after)
    return Wait(
        wait_id=f"Waits@{number}",
        entered=NOW + timedelta(minutes=number),
        token=f"token-{number}",
        accepts=tuple(Accepts(name, since) for name in names or ("TurnTranscribed",)),
        deadline=NOW + timedelta(hours=1),
    )


def taken(tokens: FakeTokens) -> list[object]:
    """The turns that executions got, in the order in which they got them."""
    return [output["event"]["turn"] for _, output in tokens.completed]  # type: ignore[index]  # it is JSON


@given(order=ORDERS, copies=st.lists(st.integers(1, 3), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_one_wait_gets_exactly_one_fact_however_arming_and_deliveries_meet(
    order: list[int], copies: list[int]
) -> None:
    interleaving = Interleaving(order)
    inbox = FakeInbox(interleaving.step)
    tokens = FakeTokens(interleaving.step, alive={"token-1"})
    deliveries = [fact(number) for number, count in enumerate(copies) for _ in range(count)]

    errors = interleaving.run(
        [lambda: arm(KEY, wait(1), inbox, tokens)]
        + [lambda each=each: deliver(KEY, each, inbox, tokens) for each in deliveries]  # type: ignore[misc]  # mypy: no type for a lambda
    )

    assert errors == []
    assert len(tokens.completed) == 1


@given(order=ORDERS, armings=st.integers(2, 3))
@settings(max_examples=150, deadline=None)
def test_an_arming_that_is_repeated_replaces_its_token_and_the_wait_is_answered_once(
    order: list[int], armings: int
) -> None:
    interleaving = Interleaving(order)
    inbox = FakeInbox(interleaving.step)
    tokens = FakeTokens(interleaving.step, alive={"token-1"})

    errors = interleaving.run(
        [lambda: arm(KEY, wait(1), inbox, tokens) for _ in range(armings)]
        + [lambda: deliver(KEY, fact(1), inbox, tokens)]
    )

    assert errors == []
    assert taken(tokens) == [1]


@given(order=st.permutations(range(4)))
def test_waits_one_after_another_get_the_facts_in_the_order_in_which_they_happened(
    order: list[int],
) -> None:
    inbox, tokens = FakeInbox(), FakeTokens()
    for number in order:
        deliver(KEY, fact(number), inbox, tokens)
    for number in range(4):
        tokens.alive.add(f"token-{number}")
        arm(KEY, wait(number), inbox, tokens)

    assert taken(tokens) == [0, 1, 2, 3]


@given(order=ORDERS)
@settings(max_examples=200, deadline=None)
def test_a_fact_that_met_a_dead_wait_answers_the_next_one(order: list[int]) -> None:
    """The first wait has timed out in its execution; the second is armed as the fact comes."""
    interleaving = Interleaving(order)
    inbox = FakeInbox(interleaving.step)
    tokens = FakeTokens(interleaving.step, alive={"token-2"})
    arm(KEY, wait(1), inbox, tokens)

    errors = interleaving.run(
        [
            lambda: deliver(KEY, fact(1), inbox, tokens),
            lambda: arm(KEY, wait(2), inbox, tokens),
        ]
    )

    assert errors == []
    assert tokens.completed[0][0] == "token-2"


@given(dies_at=st.integers(1, 8), copies=st.integers(1, 3))
def test_a_deliverer_that_dies_anywhere_is_made_good_when_its_fact_comes_again(
    dies_at: int, copies: int
) -> None:
    steps = 0

    def die() -> None:
        nonlocal steps
        steps += 1
        if steps == dies_at:
            raise SystemError("the Lambda died")

    inbox, tokens = FakeInbox(die), FakeTokens(die, alive={"token-1"})
    inbox.waits[KEY, wait(1).wait_id] = wait(1)
    for _ in range(copies + 2):
        try:
            deliver(KEY, fact(1), inbox, tokens)
        except SystemError:
            continue

    assert taken(tokens) == [1]


def test_a_completion_whose_answer_was_lost_is_not_taken_twice() -> None:
    inbox, tokens = FakeInbox(), FakeTokens(alive={"token-1", "token-2"}, loses_answer=True)
    arm(KEY, wait(1), inbox, tokens)
    try:
        deliver(KEY, fact(1), inbox, tokens)
    except ConnectionError:
        tokens.loses_answer = False
    deliver(KEY, fact(1), inbox, tokens)
    arm(KEY, wait(2), inbox, tokens)

    assert taken(tokens) == [1]


def test_what_was_said_before_the_question_is_no_answer_to_it() -> None:
    inbox, tokens = FakeInbox(), FakeTokens(alive={"token-1"})
    deliver(KEY, fact(1), inbox, tokens)
    arm(KEY, wait(1, after=5), inbox, tokens)
    assert taken(tokens) == []
    deliver(KEY, fact(5), inbox, tokens)

    assert taken(tokens) == [5]


def test_a_shared_fact_answers_although_it_happened_before_the_question() -> None:
    inbox, tokens = FakeInbox(), FakeTokens(alive={"token-1"})
    deliver(KEY, fact(1, "CallEnded"), inbox, tokens)
    shared = Accepts("CallEnded", None)
    own = Accepts("TurnTranscribed", NOW + timedelta(seconds=5))
    asking = wait(1)
    arm(
        KEY,
        Wait(asking.wait_id, asking.entered, asking.token, (own, shared), asking.deadline),
        inbox,
        tokens,
    )

    assert [output["fact"] for _, output in tokens.completed] == ["CallEnded"]


def test_a_yes_counts_although_the_line_dropped_right_after() -> None:
    inbox, tokens = FakeInbox(), FakeTokens(alive={"token-1"})
    deliver(KEY, fact(2, "CallEnded"), inbox, tokens)
    deliver(KEY, fact(1), inbox, tokens)
    arm(KEY, wait(1, "CallEnded", "TurnTranscribed"), inbox, tokens)

    assert [output["fact"] for _, output in tokens.completed] == ["TurnTranscribed"]


def test_a_fact_that_comes_after_a_later_one_was_taken_is_spent() -> None:
    inbox, tokens = FakeInbox(), FakeTokens(alive={"token-1", "token-2"})
    arm(KEY, wait(1), inbox, tokens)
    deliver(KEY, fact(2), inbox, tokens)
    arm(KEY, wait(2), inbox, tokens)
    deliver(KEY, fact(1), inbox, tokens)

    assert taken(tokens) == [2]


def test_a_fact_of_another_call_answers_nobody() -> None:
    inbox, tokens = FakeInbox(), FakeTokens(alive={"token-1"})
    arm(KEY, wait(1), inbox, tokens)
    deliver("call-2", fact(1), inbox, tokens)

    assert tokens.completed == []


def test_the_flow_is_told_the_fact_and_when_it_happened() -> None:
    inbox, tokens = FakeInbox(), FakeTokens(alive={"token-1"})
    arm(KEY, wait(1), inbox, tokens)
    deliver(KEY, fact(1), inbox, tokens)

    assert tokens.completed[0][1] == {
        "fact": "TurnTranscribed",
        "event": {"turn": 1, "timestamp": "2026-11-23T15:00:01.000Z"},
    }
