"""The `known:` part of a hotel: what the system has on file before it ever calls.

Stands apart from behaviour.py because the two may differ, as in life: a menu that was changed, a
number that rings elsewhere. Invariant: nothing here influences how the hotel behaves, except the
phone number under which it is reached.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hotels.source import Record

REQUIRED = {"name", "phone", "time_zone", "calling_hours", "email", "language"}
OPTIONAL = {"ivr_profile"}


@dataclass(frozen=True, slots=True)
class IvrStep:
    """Where a prompt contains these words, press these digits or say this text."""

    prompt_contains: str
    press: str | None
    say: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """`phone` is E.164; `opens` and `closes` are HH:MM in `time_zone` (an IANA name)."""

    name: str
    phone: str
    time_zone: str
    opens: str
    closes: str
    email: str
    language: str
    ivr_profile: tuple[IvrStep, ...]

    def to_data(self, hotel_id: str) -> dict[str, object]:
        """What is on file as JSON, but for what no call needs: mail and language."""
        return {
            "hotel_id": hotel_id,
            "name": self.name,
            "phone": self.phone,
            "time_zone": self.time_zone,
            "opens": self.opens,
            "closes": self.closes,
            "do_not_call": False,
            "ivr_profile": [_step_data(step) for step in self.ivr_profile],
        }


def _step_data(step: IvrStep) -> dict[str, str]:
    said = {"prompt_contains": step.prompt_contains, "press": step.press, "say": step.say}
    return {name: text for name, text in said.items() if text}


def read_known(known: Record) -> Known:
    """The facts in a hotel's `known`, their forms checked."""
    hours = known.record("calling_hours", {"opens", "closes"}, set())
    steps = known.records("ivr_profile", {"prompt_contains"}, {"press", "say"})
    return Known(
        name=known.text("name"),
        phone=known.matching("phone", r"\+[1-9]\d{6,14}", "+12025550142"),
        time_zone=_read_zone(known),
        opens=hours.matching("opens", r"([01]\d|2[0-3]):[0-5]\d", "08:00"),
        closes=hours.matching("closes", r"([01]\d|2[0-3]):[0-5]\d|24:00", "22:00"),
        email=known.matching("email", r"[^@\s]+@[^@\s]+\.[a-z]+", "desk@hotel.example"),
        language=known.matching("language", r"[a-z]{2}(-[A-Z]{2})?", "en-US"),
        ivr_profile=tuple(_read_step(step) for step in steps),
    )


def _read_zone(known: Record) -> str:
    name = known.text("time_zone")
    if name and not _is_zone(name):
        known.wrong("time_zone", f"there is no time zone '{name}'; write one such as Europe/Berlin")
    return name


def _is_zone(name: str) -> bool:
    """Abbreviations such as EST are none: they know no daylight saving."""
    try:
        return ("/" in name or name == "UTC") and ZoneInfo(name).key == name
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False


def _read_step(step: Record) -> IvrStep:
    if ("press" in step) == ("say" in step):
        step.wrong("prompt_contains", "an ivr_profile step takes either 'press' or 'say'")
    return IvrStep(
        prompt_contains=step.text("prompt_contains"),
        press=step.matching("press", r"[0-9*#]{1,32}", '"2"') or None,
        say=step.text("say") or None,
    )
