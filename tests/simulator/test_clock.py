"""Virtual time."""

from datetime import UTC, datetime
from functools import partial

import pytest

from simulator.clock import FEW, MICROSECONDS, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(1970, 1, 1, 0, 0, 10, tzinfo=UTC))


def test_actions_run_in_the_order_of_their_moments(clock: Clock) -> None:
    ran: list[tuple[str, int]] = []
    for name, delay in (("late", 20), ("soon", 5), ("also soon", 5)):
        clock.after(delay, partial(lambda name: ran.append((name, clock.now)), name))
    clock.run()
    base = 10 * MICROSECONDS
    assert ran == [("soon", base + 5), ("also soon", base + 5), ("late", base + 20)]


def test_a_moment_that_has_passed_is_now(clock: Clock) -> None:
    moments: list[int] = []
    clock.at(3, lambda: moments.append(clock.now))
    clock.run()
    assert moments == [10 * MICROSECONDS]


def test_a_cancelled_action_does_not_happen(clock: Clock) -> None:
    ran: list[int] = []
    clock.after(5, lambda: ran.append(1)).cancel()
    clock.run()
    assert not ran


def test_running_until_a_moment_leaves_the_clock_there(clock: Clock) -> None:
    ran: list[int] = []
    clock.after(5, lambda: ran.append(5))
    clock.after(50, lambda: ran.append(50))
    clock.run(until=clock.now + 10)
    assert (ran, clock.now) == ([5], 10 * MICROSECONDS + 10)


def test_what_an_action_plans_runs_too(clock: Clock) -> None:
    ran: list[int] = []

    def plan() -> None:
        clock.after(1, lambda: ran.append(clock.now))

    clock.after(1, plan)
    clock.run()
    assert ran == [10 * MICROSECONDS + 2]


def test_canceled_actions_do_not_pile_up(clock: Clock) -> None:
    clock.after(MICROSECONDS, lambda: None)
    for _ in range(10 * FEW):
        clock.after(3600 * MICROSECONDS, lambda: None).cancel()
    assert clock.held <= FEW + 1


def test_dropping_canceled_actions_leaves_the_others_in_their_order(clock: Clock) -> None:
    ran: list[int] = []
    for delay in range(5 * FEW, 0, -1):
        timer = clock.after(delay, partial(ran.append, delay))
        if delay % 5:
            timer.cancel()
    clock.run()
    assert ran == list(range(5, 5 * FEW + 1, 5))


def test_canceling_what_has_happened_changes_nothing(clock: Clock) -> None:
    timer = clock.after(1, lambda: None)
    clock.run()
    timer.cancel()
    clock.after(1, lambda: None)
    assert clock.held == 1
