"""Instructions as they arrive: the customer's answer read as TwiML, or the error that Twilio tells.

Stands apart because it is pure. Source of the numbers: https://www.twilio.com/docs/api/errors.
"""

from dataclasses import dataclass

from standins.twilio import twiml
from standins.twilio.webhooks import Answer


class ApplicationError(Exception):
    """Instructions could not be had or followed; Twilio goes to the fallback, or hangs up."""

    def __init__(self, code: int, message: str, *, in_fallback: bool = False) -> None:
        self.code, self.message, self.in_fallback = code, message, in_fallback


@dataclass(frozen=True, slots=True)
class Document:
    """Instructions and where they came from; inline ones come from nowhere."""

    verbs: tuple[twiml.Verb, ...]
    url: str


def read_answer(answer: Answer, url: str) -> Document:
    """The instructions in an answer from `url`.

    Raises:
        ApplicationError: there are none to be read.

    """
    if answer.error:
        raise ApplicationError(11200, f"{url}: {answer.error}")
    if "xml" not in answer.content_type:
        kind = answer.content_type or "no content type"
        raise ApplicationError(12300, f"{url}: answered with {kind}, not XML")
    try:
        return Document(twiml.parse(answer.text), url)
    except twiml.TwimlError as error:
        raise ApplicationError(12100, f"{url}: {error}") from error
