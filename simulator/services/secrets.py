"""Secrets Manager.

It stands apart because who reads a secret meets its rotation, and may be refused. Source: Secrets
Manager User Guide, "Versions of a secret", "Rotation by Lambda function" (its four steps); API
reference, PutSecretValue, UpdateSecretVersionStage. A version without a label is forgotten at once,
where the real service does it some time later.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.services.refusal import Refusal
from simulator.timing import Draws

CURRENT, PREVIOUS, PENDING = "AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"


@dataclass(slots=True)
class _Secret:
    """Values by their versions, and versions by the labels that they carry."""

    values: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


class Secrets:
    """All secrets by their names; `denied`: names that the caller may not read."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._secrets: dict[str, _Secret] = {}
        self._versions = 0
        self.denied: set[str] = set()

    def create(self, name: str, value: str) -> None:
        """Create a secret with a current value (CreateSecret). Raises Refusal."""
        if name in self._secrets:
            raise Refusal("ResourceExistsException", f"there is a secret {name}")
        self._secrets[name] = _Secret()
        self.put(name, value)

    def get(self, name: str, label: str = CURRENT) -> str:
        """Give a secret's value (GetSecretValue). Raises Refusal."""
        if self._draws.happens(self._draws.weather.throttled):
            raise Refusal("ThrottlingException", "rate exceeded")
        if name in self.denied:
            raise Refusal("AccessDeniedException", f"{name} may not be read")
        secret = self._find(name)
        if label not in secret.labels:
            raise Refusal("ResourceNotFoundException", f"{name} has no version {label}")
        return secret.values[secret.labels[label]]

    def put(self, name: str, value: str, label: str = CURRENT) -> str:
        """Write a new version (PutSecretValue) and give its id. Raises Refusal."""
        secret = self._find(name)
        self._versions += 1
        version = f"version-{self._versions}"
        secret.values[version] = value
        self._label(secret, label, version)
        return version

    def move_label(self, name: str, label: str, version: str) -> None:
        """Let another version carry a label (UpdateSecretVersionStage). Raises Refusal.

        The version that was current becomes the previous one.
        """
        secret = self._find(name)
        if version not in secret.values:
            raise Refusal("ResourceNotFoundException", f"{name} has no {version}")
        self._label(secret, label, version)

    def rotate(self, name: str, make: Callable[[str], str], use: Callable[[str], None]) -> None:
        """Rotate a secret: make a new value from the current one, let its owner use it, and only
        then call it current. What `make` or `use` raises leaves the current value as it is.
        """
        version = self.put(name, make(self.get(name)), PENDING)  # createSecret
        use(self.get(name, PENDING))  # setSecret, testSecret
        self.move_label(name, CURRENT, version)  # finishSecret
        del self._find(name).labels[PENDING]

    def _find(self, name: str) -> _Secret:
        if name not in self._secrets:
            raise Refusal("ResourceNotFoundException", f"there is no secret {name}")
        return self._secrets[name]

    def _label(self, secret: _Secret, label: str, version: str) -> None:
        before = secret.labels.get(label)
        secret.labels[label] = version
        if label == CURRENT and before is not None and before != version:
            secret.labels[PREVIOUS] = before
        kept = set(secret.labels.values())
        secret.values = {each: value for each, value in secret.values.items() if each in kept}
