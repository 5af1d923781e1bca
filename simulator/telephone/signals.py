"""What passes between network and webhook: signals in, instructions out, no vendor's words.

It stands apart as the PhoneSignals port. A request names its signal by its id; the answer's body
names the instructions. A signature is the key that it was made with. Invariant: a request whose
signature our secret does not know is refused, as the real adapter refuses it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generated.types.call_id import CallId
from runtime.errors import ForgedSignal
from runtime.exchange import Request
from runtime.telephony import Instruction, Signal
from simulator.telephone.held_secret import HeldSecret


@dataclass(frozen=True, slots=True)
class Sent:
    """A signal on its way, and the key that it is signed with."""

    signal: Signal
    key: str


class SimulatedSignals:
    """PhoneSignals."""

    def __init__(self, secret: HeldSecret) -> None:
        self.secret = secret
        self._sent: dict[str, Sent] = {}
        self._worded: dict[str, Sequence[Instruction]] = {}
        self._answers = 0

    def send(self, request_id: str, sent: Sent) -> None:
        """Let a request of this id carry a signal."""
        self._sent[request_id] = sent

    def forget(self, request_id: str) -> None:
        """Let go of a request that is over."""
        del self._sent[request_id]

    def read(self, request: Request) -> Signal:
        """Read a signal. Raises ForgedSignal, or SecretUnreadable where we cannot know."""
        sent = self._sent[request.command]
        if not self.secret.has(sent.key):
            raise ForgedSignal("the simulated signature is wrong")
        return sent.signal

    def word(self, call_id: CallId, instructions: Sequence[Instruction]) -> str:
        """Name instructions, as an answer to the provider's request."""
        del call_id
        self._answers += 1
        name = f"instructions-{self._answers}"
        self._worded[name] = instructions
        return name

    def instructions(self, body: str) -> Sequence[Instruction]:
        """Give the instructions that an answer names."""
        return self._worded.pop(body)
