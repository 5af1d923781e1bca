"""What all calls of one account share: its settings, its webhooks, its record, its pace.

Stands apart so that a call is given one thing to live in. Invariant: no more calls leave the queue
in a second of script time than the account may place.
"""

import threading
import time

from standins.twilio.settings import TwilioSettings
from standins.twilio.transcript import Transcript
from standins.twilio.webhooks import Postman


class Account:
    """Made once for a stand-in."""

    def __init__(self, settings: TwilioSettings) -> None:
        self.settings = settings
        self.transcript = Transcript()
        self.postman = Postman(settings)
        self._next_turn = 0.0
        self._lock = threading.Lock()

    def take_turn(self) -> float:
        """Script seconds until the next call may be dialled; takes that place in the queue.

        Source: https://www.twilio.com/docs/api/rest/making-calls: calls over the rate are queued.
        """
        scale = self.settings.time_scale
        with self._lock:
            now = time.monotonic() / scale
            turn = max(now, self._next_turn)
            self._next_turn = turn + 1 / self.settings.calls_per_second
        return turn - now
