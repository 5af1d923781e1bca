"""The machine's clock."""

from datetime import UTC, datetime


class SystemClock:
    """Clock."""

    def now(self) -> datetime:
        """Give the time in UTC."""
        return datetime.now(UTC)
