"""What we say to a hotel.

It stands apart because wording is a product owner's business. Invariant: a message that a machine
records names no guest.
"""

from collections.abc import Sequence
from datetime import date

from generated.types.folio_request import FolioRequest

GREETING = "Hello, this is an automated assistant calling about past stays at your hotel."
_MONTHS = "January February March April May June July August September October November December"


def ask_for_folio(request: FolioRequest, attempt: int) -> str:
    """Word the request; `attempt` counts the requests of a call, and the first one greets."""
    question = (
        f"Could you please e-mail us the folio of {request.guest_name},"
        f" confirmation number {spelled(request.confirmation_number)},"
        f" who stayed from {spoken(request.arrival)} to {spoken(request.departure)}?"
    )
    return f"{GREETING} {question}" if attempt == 1 else question


def leave_message(requests: Sequence[FolioRequest]) -> str:
    """Word the message for a voicemail."""
    numbers = "; ".join(spelled(request.confirmation_number) for request in requests)
    noun, stays = ("folio", "stay") if len(requests) == 1 else ("folios", "stays")
    return (
        f"{GREETING} Could you please e-mail us the {noun} of the {stays} with the confirmation"
        f" number {numbers}? We will call again. Thank you, goodbye."
    )


def spelled(code: str) -> str:
    """Space a code's letters and digits, so that a voice reads them one by one."""
    return " ".join(letter for letter in code if letter.isalnum())


def spoken(day: date) -> str:
    """Say a date so that nobody takes the month for the day: `October 5`."""
    return f"{_MONTHS.split()[day.month - 1]} {day.day}"
