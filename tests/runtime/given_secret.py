"""A secret for tests of adapters: it holds what it is given, and may be rotated once."""

from collections.abc import Mapping

from runtime.adapters.secretsmanager_secret import Secret


class GivenSecret(Secret):
    def __init__(self, value: Mapping[str, str]) -> None:
        self.value = value
        self.next_value: Mapping[str, str] | None = None

    def read(self) -> Mapping[str, str]:
        return self.value

    def refresh(self) -> bool:
        if self.next_value is None:
            return False
        self.value, self.next_value = self.next_value, None
        return True
