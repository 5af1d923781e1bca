"""Speaking on a live call.

It stands apart because the navigator and the analyzer speak alike. Invariant: a voice that fails
never keeps us from speaking: the telephone provider reads the words then.
"""

from collections.abc import Sequence
from hashlib import sha256

from runtime.errors import CallNotReachable, SpeechFailed
from runtime.ports import World
from runtime.state.call import Call
from runtime.telephony import Instruction, Play, Speak


def voice(text: str, world: World) -> Play | Speak:
    """Have a text spoken: each wording is synthesised once and then kept."""
    try:
        name = sha256(f"{world.speech.signature}\n{text}".encode()).hexdigest() + ".mp3"
        url = world.prompts.find(name)
        return Play(url or world.prompts.keep(name, world.speech.synthesise(text)))
    except SpeechFailed:
        return Speak(text)


def instruct(call: Call, instructions: Sequence[Instruction], world: World) -> bool:
    """Tell the live call what to do now; False if it is over. Raises CallNotReachable."""
    if call.provider_sid is None:
        raise CallNotReachable(f"{call.call_id}: the provider has not named this call yet")
    return world.phone.instruct(call.call_id, call.provider_sid, instructions)
