"""The telephone's secret as the system holds it: read once, and anew when the provider is not
believed.

It stands apart because it follows the real adapter's secret (`runtime/adapters`), which belongs to
a vendor and does not run here: within a minute of a read, no refusal makes it read again.
"""

import json

from runtime.errors import SecretUnreadable
from simulator.clock import MICROSECONDS, Clock
from simulator.services.refusal import Refusal
from simulator.services.secrets import Secrets

FRESH_FOR = 60 * MICROSECONDS


class HeldSecret:
    """The keys in a secret that holds `auth_token` and perhaps `previous_auth_token`."""

    def __init__(self, clock: Clock, secrets: Secrets, name: str) -> None:
        self._clock, self._secrets, self._name = clock, secrets, name
        self._keys: tuple[str, ...] = ()
        self._read_at: int | None = None

    def has(self, key: str) -> bool:
        """Whether a key is the current or the previous one. Raises SecretUnreadable."""
        if not self._keys:
            self._read()
        if key not in self._keys and not self._is_fresh():
            self._read()
        return key in self._keys

    def _is_fresh(self) -> bool:
        return self._read_at is not None and self._clock.now - self._read_at < FRESH_FOR

    def _read(self) -> None:
        self._read_at = self._clock.now
        try:
            value = json.loads(self._secrets.get(self._name))
        except Refusal as refusal:
            raise SecretUnreadable(f"{self._name}: {refusal.code}") from None
        keys = (value["auth_token"], value.get("previous_auth_token"))
        self._keys = tuple(key for key in keys if key)
