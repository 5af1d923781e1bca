"""What one call adds to the transcript.

It stands apart because the line and the conversation on it tell of the same call. Invariant: every
line names the hotel, and belongs to the call.
"""

from dataclasses import dataclass

from simulator.world.trace import Kind, Trace


@dataclass(frozen=True, slots=True)
class CallNotes:
    """Notes of a call to a hotel."""

    trace: Trace
    hotel_id: str
    call_id: str

    def hotel(self, does: str) -> None:
        """Tell what the hotel does on the telephone."""
        self._note(f"{self.hotel_id} {does}", Kind.HOTEL)

    def us(self, do: str, what: str) -> None:
        """Tell what we do on the telephone, such as `say to`."""
        self._note(f"we {do} {self.hotel_id}: {what}", Kind.US)

    def line(self, does: str) -> None:
        """Tell what becomes of the line."""
        self._note(f"{self.hotel_id} {does}", Kind.LINE)

    def trouble(self, what: str) -> None:
        """Tell what nobody wishes for."""
        self._note(what, Kind.TROUBLE)

    def _note(self, text: str, kind: Kind) -> None:
        self.trace.note(text, kind, self.call_id)
