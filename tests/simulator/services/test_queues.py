"""SQS: standard and FIFO queues hand out, hide, repeat and give up messages as documented."""

import pytest

from simulator.services import fifo_queue, standard_queue
from simulator.services.fifo_queue import FifoQueue
from simulator.services.message import Attributes
from simulator.services.move_task import MoveTask
from simulator.services.refusal import Refusal
from simulator.services.standard_queue import StandardQueue
from simulator.timing import Weather
from tests.simulator.services.service_world import Surroundings

DAY = 86_400


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


def standard(around: Surroundings, **attributes: int) -> StandardQueue:
    return StandardQueue(around.clock, around.draws, Attributes(**attributes))


def fifo(around: Surroundings, **attributes: int) -> FifoQueue:
    return FifoQueue(around.clock, Attributes(**attributes))


def send(queue: FifoQueue, *bodies: str, group: str = "A") -> None:
    for body in bodies:
        queue.send(body, group, f"{group}/{body}")


def bodies(queue: StandardQueue | FifoQueue, most: int = 10) -> list[str]:
    return [each.body for each in queue.receive(most)]


# Standard queues


def test_a_message_is_hidden_while_somebody_has_it_and_comes_again_if_it_is_not_deleted(
    around: Surroundings,
) -> None:
    queue = standard(around, hidden_seconds=30)
    queue.send("a")
    (first,) = queue.receive()
    around.wait(29)
    assert (queue.receive(), queue.in_flight) == ([], 1)
    around.wait(1)
    (second,) = queue.receive()

    assert (first.receives, second.receives) == (1, 2)
    queue.delete(second.receipt)
    assert queue.bodies == []


def test_an_outdated_receipt_deletes_nothing(around: Surroundings) -> None:
    queue = standard(around, hidden_seconds=30)
    queue.send("a")
    (slow,) = queue.receive()
    around.wait(30)
    queue.receive()  # somebody else has it now
    queue.delete(slow.receipt)

    assert queue.bodies == ["a"]


def test_a_delay_counts_from_the_sending_and_a_messages_own_replaces_the_queues(
    around: Surroundings,
) -> None:
    queue = standard(around, delay_seconds=60)
    queue.send("as the queue says")
    queue.send("at once", delay_seconds=0)
    assert bodies(queue) == ["at once"]
    around.wait(60)

    assert "as the queue says" in bodies(queue)


def test_no_delay_is_longer_than_fifteen_minutes(around: Surroundings) -> None:
    with pytest.raises(Refusal, match=r"InvalidParameterValue: the delay 7200 s"):
        standard(around).send("a callback in two hours", delay_seconds=7200)


def test_a_standard_queue_has_no_order_but_the_seeds() -> None:
    def order(seed: int) -> list[str]:
        queue = standard(Surroundings(seed=seed))
        for number in range(10):
            queue.send(str(number))
        return bodies(queue)

    assert order(1) == order(1)
    assert order(1) != order(2)
    assert sorted(order(1)) == [str(number) for number in range(10)]


def test_a_deleted_message_may_come_again() -> None:
    around = Surroundings(Weather(duplicates=1.0))  # every server is away when it matters
    queue = standard(around, hidden_seconds=30)
    queue.send("a")
    (received,) = queue.receive()
    queue.delete(received.receipt)
    around.wait(30)

    assert bodies(queue) == ["a"]


def test_what_was_received_too_often_is_given_up_at_the_next_receive(
    around: Surroundings,
) -> None:
    letters = standard(around)
    queue = StandardQueue(
        around.clock, around.draws, Attributes(hidden_seconds=30, tries=2), letters.take_letter
    )
    queue.send("poison")
    for _ in range(2):
        assert bodies(queue) == ["poison"]
        around.wait(30)
    assert letters.bodies == []  # nobody has asked since

    assert bodies(queue) == []
    assert letters.bodies == ["poison"]


def test_a_letter_of_a_standard_queue_is_as_old_as_its_message(around: Surroundings) -> None:
    letters = standard(around, keep_seconds=4 * DAY)
    queue = StandardQueue(
        around.clock, around.draws, Attributes(hidden_seconds=0, tries=1), letters.take_letter
    )
    queue.send("poison")
    around.wait(DAY)
    queue.receive()
    queue.receive()
    around.wait(3 * DAY - 1)
    assert letters.bodies == ["poison"]
    around.wait(1)

    assert letters.bodies == []


def test_a_message_is_kept_for_the_retention_period_only(around: Surroundings) -> None:
    queue = standard(around)
    queue.send("a")
    around.wait(4 * DAY)  # the service's default

    assert queue.bodies == []


def test_a_consumer_may_ask_for_more_time_or_give_a_message_back(around: Surroundings) -> None:
    queue = standard(around, hidden_seconds=30)
    queue.send("a")
    (received,) = queue.receive()
    queue.hide(received.receipt, 300)
    around.wait(299)
    assert queue.receive() == []
    queue.hide(received.receipt, 0)

    assert bodies(queue) == ["a"]


@pytest.mark.parametrize("seconds", [-1, 43_201])
def test_a_message_is_hidden_for_twelve_hours_at_most(around: Surroundings, seconds: int) -> None:
    queue = standard(around)
    queue.send("a")
    (received,) = queue.receive()
    with pytest.raises(Refusal, match="InvalidParameterValue"):
        queue.hide(received.receipt, seconds)


def test_who_has_too_many_messages_of_a_standard_queue_is_refused(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standard_queue, "MOST_IN_FLIGHT", 2)  # 120,000 take long
    queue = standard(around)
    for number in range(3):
        queue.send(str(number))
    assert len(queue.receive(10)) == 2

    with pytest.raises(Refusal, match="OverLimit"):
        queue.receive()


def test_ten_messages_are_received_at_most(around: Surroundings) -> None:
    with pytest.raises(Refusal, match="ReadCountOutOfRange"):
        standard(around).receive(11)


# FIFO queues


def test_a_group_comes_in_order_and_waits_for_the_message_that_somebody_has(
    around: Surroundings,
) -> None:
    queue = fifo(around, hidden_seconds=30)
    send(queue, "1", "2", group="A")
    send(queue, "1", group="B")
    around.wait(0)
    (first,) = queue.receive()
    around.wait(0)
    assert [(each.group, each.body) for each in queue.receive(10)] == [("B", "1")]
    queue.delete(first.receipt)
    around.wait(0)

    assert [(each.group, each.body) for each in queue.receive(10)] == [("A", "2")]


def test_a_batch_may_hold_many_of_a_group_and_none_comes_before_all_are_settled(
    around: Surroundings,
) -> None:
    queue = fifo(around, hidden_seconds=30)
    send(queue, "1", "2", "3")
    around.wait(0)
    one, two = queue.receive(2)
    queue.hide(one.receipt, 0)  # it failed
    around.wait(0)
    assert queue.receive(10) == []
    queue.delete(two.receipt)
    around.wait(0)

    assert bodies(queue) == ["1", "3"]


def test_a_message_that_nobody_deleted_comes_again_before_those_behind_it(
    around: Surroundings,
) -> None:
    queue = fifo(around, hidden_seconds=30)
    send(queue, "1", "2")
    around.wait(0)
    assert bodies(queue, most=1) == ["1"]
    around.wait(30)

    assert bodies(queue) == ["1", "2"]


def test_the_same_message_within_five_minutes_is_taken_and_does_not_come(
    around: Surroundings,
) -> None:
    queue = fifo(around)
    first = queue.send("a", "A", "once")
    around.wait(0)
    (received,) = queue.receive()
    queue.delete(received.receipt)
    around.wait(299)
    assert queue.send("a", "A", "once") == first
    assert queue.is_empty
    around.wait(1)
    queue.send("a", "A", "once")

    assert queue.bodies == ["a"]


def test_a_receipt_of_a_fifo_queue_expires(around: Surroundings) -> None:
    queue = fifo(around, hidden_seconds=30)
    send(queue, "a")
    around.wait(0)
    (received,) = queue.receive()
    around.wait(30)

    with pytest.raises(Refusal, match="has expired"):
        queue.delete(received.receipt)


def test_a_group_is_unblocked_when_its_poison_is_given_up(around: Surroundings) -> None:
    letters = fifo(around)
    queue = FifoQueue(around.clock, Attributes(hidden_seconds=30, tries=2), letters.take_letter)
    send(queue, "poison", "good")
    around.wait(0)
    for _ in range(2):
        assert bodies(queue, most=1) == ["poison"]
        around.wait(30)

    assert bodies(queue, most=1) == ["good"]
    assert letters.bodies == ["poison"]


def test_a_letter_of_a_fifo_queue_is_new(around: Surroundings) -> None:
    letters = fifo(around, keep_seconds=4 * DAY)
    queue = FifoQueue(around.clock, Attributes(hidden_seconds=1, tries=1), letters.take_letter)
    send(queue, "poison")
    around.wait(DAY)
    queue.receive()
    around.wait(1)
    queue.receive()
    around.wait(4 * DAY - 1)

    assert bodies(letters) == ["poison"]


def test_a_fifo_queue_forgets_what_is_too_old(around: Surroundings) -> None:
    queue = fifo(around, keep_seconds=60)
    send(queue, "old")
    around.wait(60)
    send(queue, "new")

    assert bodies(queue) == ["new"]


def test_a_fifo_queue_gives_nothing_where_too_many_are_in_flight(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fifo_queue, "MOST_IN_FLIGHT", 1)
    queue = fifo(around, hidden_seconds=30)
    send(queue, "1", group="A")
    send(queue, "1", group="B")
    around.wait(0)
    assert len(queue.receive()) == 1
    assert queue.receive() == []
    around.wait(30)  # the first is no longer in flight

    assert len(queue.receive()) == 1


# Redrive


def test_a_move_task_empties_the_dead_letters_into_the_queue_as_new_messages(
    around: Surroundings,
) -> None:
    queue = fifo(around)
    letters = fifo(around)
    send(letters, "1", "2")
    send(queue, "newer")
    around.wait(0)
    task = MoveTask(around.clock, letters, queue)
    around.wait(1)

    assert (task.moved, letters.bodies) == (2, [])
    assert [(each.body, each.receives) for each in queue.receive(10)] == [
        ("newer", 1),
        ("1", 1),
        ("2", 1),
    ]


def test_a_move_task_keeps_to_its_speed(around: Surroundings) -> None:
    letters, queue = standard(around), standard(around)
    for number in range(5):
        letters.send(str(number))
    task = MoveTask(around.clock, letters, queue, per_second=1)
    around.wait(2.5)

    assert task.moved == 3


# Nothing is lost


@pytest.mark.parametrize("seed", range(20))
def test_each_message_of_a_clumsy_consumer_is_done_once_or_more_or_is_a_letter(seed: int) -> None:
    around = Surroundings(Weather(duplicates=0.2), seed)
    letters = standard(around)
    queue = StandardQueue(
        around.clock, around.draws, Attributes(hidden_seconds=30, tries=3), letters.take_letter
    )
    sent = {str(number) for number in range(30)}
    for body in sorted(sent):
        queue.send(body)
    done: list[str] = []
    while queue.bodies:
        for received in queue.receive(10):
            if around.draws.happens(0.4):
                done.append(received.body)
                queue.delete(received.receipt)
        around.wait(10)

    assert set(done) | set(letters.bodies) == sent


@pytest.mark.parametrize("seed", range(20))
def test_a_clumsy_consumer_of_a_fifo_queue_does_each_group_in_its_order(seed: int) -> None:
    around = Surroundings(seed=seed)
    queue = fifo(around, hidden_seconds=30)
    for number in range(10):
        for group in "ABC":
            send(queue, str(number), group=group)
    done: list[tuple[str, str]] = []
    while not queue.is_empty:
        around.wait(1)
        failed: set[str] = set()
        for received in queue.receive(10):
            if received.group in failed or around.draws.happens(0.4):
                failed.add(received.group)
            else:
                done.append((received.group, received.body))
                queue.delete(received.receipt)

    for group in "ABC":
        assert [body for name, body in done if name == group] == [str(n) for n in range(10)]
