"""A secret of Secrets Manager, read once and kept.

It stands apart because the adapters of two vendors share it. Invariant: nothing of a secret's value
ever stands in a message.
"""

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from runtime.errors import SecretUnreadable

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

FRESH_SECONDS = 60
"""Who refuses a secret that was read so lately would refuse it again."""


class Secret:
    """A JSON object of texts, by the secret's name."""

    def __init__(self, client: "SecretsManagerClient", name: str) -> None:
        self._client = client
        self._name = name
        self._value: Mapping[str, str] | None = None
        self._read_at = 0.0

    def read(self) -> Mapping[str, str]:
        """Give the secret as it was read first, or refreshed last. Raises SecretUnreadable."""
        if self._value is None:
            self._value = self._fetch()
        return self._value

    def refresh(self) -> bool:
        """Read it anew because it was refused; False if that would change nothing.

        One that cannot be read anew stays what it was: SecretUnreadable.
        """
        if time.monotonic() - self._read_at < FRESH_SECONDS:
            return False
        before, self._value = self._value, self._fetch()
        return self._value != before

    def _fetch(self) -> Mapping[str, str]:
        self._read_at = time.monotonic()
        try:
            found = self._client.get_secret_value(SecretId=self._name)
        except (BotoCoreError, ClientError) as error:
            raise SecretUnreadable(f"{self._name}: {type(error).__name__}") from None
        return {name: str(value) for name, value in json.loads(found["SecretString"]).items()}
