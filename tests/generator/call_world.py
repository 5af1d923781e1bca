"""A hotel on the line: runs the Call Handler as it is emitted.

It stands apart because the stories and the random calls need the same line. Invariant: the hotel
speaks only while the line is up, and hanging up tells CallEnded once.
"""

from collections.abc import Callable

from simulator.asl import Machine, Outcome, TaskCall
from tests.generator.flow_world import FlowWorld, Json, Script, gives

CALL = "call-" + "0" * 32
TALK: Json = {"transcript": "...", "confidence": 0.9}


def plan(requests: int = 1) -> Json:
    """The input of a call about so many records."""
    return {
        "call_id": CALL,
        "batch_id": "batch-" + "0" * 32,
        "hotel_id": "seaside",
        "phone": "+15551230000",
        "ivr_profile": [],
        "requests": [
            {
                "record_id": f"r{number}",
                "guest_name": "A Guest",
                "confirmation_number": f"c{number}",
                "arrival": "2026-03-01",
                "departure": "2026-03-02",
            }
            for number in range(requests)
        ],
    }


class CallWorld(FlowWorld):
    """A call. `kinds`, `steps` and `intents` are what the analysis finds, in order; the last stays
    true. The hotel answers each question `answers_after` seconds after it was asked.
    """

    def __init__(
        self,
        machine: Machine,
        *,
        kinds: str = "human",
        steps: str = "pressed",
        intents: str = "agree_send",
        answers_after: float | None = 3,
        script: Script | None = None,
    ) -> None:
        found: Script = {
            "AnalyzeConnection": _in_order("kind", kinds),
            "NavigateIVR": self._speaks_after(_in_order("action", steps)),
            "AnalyzeResponse": _in_order("intent", intents, confidence=0.9),
            "RequestFolio": self._speaks_after(lambda _: gives()),
            "EndCall": self._hangs_up,
            **(script or {}),
        }
        super().__init__(machine, found, ("call_id", CALL))
        self._answers_after = answers_after
        self._turn = 0
        self.is_up = True

    def connect(self, after: float = 5) -> None:
        """Let the hotel pick up, and greet a second later."""
        self.tell("CallConnected", after, provider_sid="CA" + "0" * 32)
        self.say(after + 1)

    def say(self, after: float) -> None:
        """Let the hotel say something."""
        self._turn += 1
        self.tell("TurnTranscribed", after, turn=self._turn, **TALK)

    def hang_up(self, after: float, outcome: str = "hung_up") -> None:
        """Let the line go down."""
        self.tell("CallEnded", after, outcome=outcome, talked_for=10)

    def outcome(self) -> tuple[str, int]:
        """What was stored: the outcome, and how many records were got through."""
        (stored,) = self.inputs("StoreOutcome")[-1:]
        return stored["outcome"], stored["position"]

    def _speaks_after(self, answer: Callable[[TaskCall], Outcome]) -> Callable[[TaskCall], Outcome]:
        def speak(call: TaskCall) -> Outcome:
            if self._answers_after is not None:
                self.say(self._answers_after)
            return answer(call)

        return speak

    def _hangs_up(self, _: TaskCall) -> Outcome:
        if self.is_up:
            self.is_up = False
            self.hang_up(0.5, "completed")
        return gives()


def _in_order(field: str, words: str, **others: object) -> Callable[[TaskCall], Outcome]:
    left = words.split()

    def answer(_: TaskCall) -> Outcome:
        word = left.pop(0) if len(left) > 1 else left[0]
        at = {"callback_at": "2026-03-01T15:00:00.000Z"} if word == "callback_request" else {}
        return gives({field: word, **others, **at})

    return answer
