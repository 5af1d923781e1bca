"""Running several things at once, in an order that a test chooses.

It stands apart because properties of inbox, line and store need the same machinery. Each thing runs
in a thread of its own, but only one at a time, from one `step` to the next.
"""

import threading
from collections.abc import Callable, Iterator, Sequence

from hypothesis import strategies as st

ORDERS = st.lists(st.integers(0, 11), max_size=60)
"""Who goes next, as a number among those who can; once these are used up, the first one does."""


class Interleaving:
    """Runs things in one of the `ORDERS`."""

    def __init__(self, order: Sequence[int]) -> None:
        self._order: Iterator[int] = iter(order)
        self._turns: dict[threading.Thread, threading.Event] = {}
        self._stopped = threading.Event()

    def step(self) -> None:
        """Let others go first. Called by a fake; outside of `run` it does nothing."""
        turn = self._turns.get(threading.current_thread())
        if turn is not None:
            turn.clear()
            self._stopped.set()
            turn.wait()

    def run(self, things: Sequence[Callable[[], object]]) -> list[Exception]:
        """Run all things to their ends; give what they raised."""
        errors: list[Exception] = []
        going: list[threading.Thread] = []

        def live(thing: Callable[[], object]) -> None:
            own = threading.current_thread()
            self._turns[own].wait()
            try:
                thing()
            except Exception as error:  # noqa: BLE001 - the test decides what it may be
                errors.append(error)
            going.remove(own)
            self._stopped.set()

        going += [threading.Thread(target=live, args=(thing,), daemon=True) for thing in things]
        self._turns = {thread: threading.Event() for thread in going}
        for thread in going:
            thread.start()
        while going:
            self._stopped.clear()
            self._turns[going[next(self._order, 0) % len(going)]].set()
            self._stopped.wait()
        return errors
