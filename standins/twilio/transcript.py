"""What happened on every call, in script seconds and in real time, as JSON lines.

Stands apart because everybody writes to it and only the control endpoint reads it. Append only.
"""

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

TWILIO, CALLER, HOTEL = "twilio", "caller", "hotel"


@dataclass(slots=True)
class Transcript:
    """`problems` holds what was refused loudly, in the order in which it came."""

    problems: list[dict[str, object]] = field(default_factory=list)
    _entries: list[dict[str, object]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, call_sid: str, seconds: float, who: str, what: str, **more: object) -> None:
        """`seconds`: script time since the call was dialled. `who`: twilio, caller or hotel. The
        entry's `at` is the real time, by which entries can be put among what others tell.
        """
        entry = {"call": call_sid, "seconds": round(seconds, 2), "who": who, "what": what, **more}
        with self._lock:
            self._entries.append({**entry, "at": datetime.now(UTC).isoformat()})

    def refuse(self, call_sid: str | None, code: int, message: str) -> None:
        """Something that the real service would not have done as asked, or not at all."""
        with self._lock:
            self.problems.append({"call": call_sid, "code": code, "message": message})

    def entries(self, call_sid: str | None = None) -> list[dict[str, object]]:
        """The entries of one call, or of all."""
        with self._lock:
            return [e for e in self._entries if call_sid is None or e["call"] == call_sid]

    def lines(self, call_sid: str | None = None) -> str:
        """One JSON object a line."""
        return "".join(json.dumps(entry) + "\n" for entry in self.entries(call_sid))
