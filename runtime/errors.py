# ruff: noqa: N818 - these names are what a flow's `catch` and a log say
"""What can go wrong in our own terms, whatever vendor it came from.

It stands apart because adapters raise these and handlers catch them. The class names are the error
names that a flow sees. Invariant: no message holds a secret, a token or a guest's name.
"""


class OutcomeUnknown(Exception):
    """An effect may or may not have happened, and must not be tried again."""


class TooLate(Exception):
    """An effect was refused because it was asked for too long ago; it did not happen."""


class AppendConflict(Exception):
    """Others kept appending to the same aggregate."""


class LineConflict(Exception):
    """Others kept changing the same hotel's line."""


class ProjectionConflict(Exception):
    """Others kept writing the same record's projection."""


class PublishFailed(Exception):
    """The bus did not take some facts, although they were offered several times."""


class SecretUnreadable(Exception):
    """A secret could not be read, so whom it is for cannot be asked anything."""


class SpeechFailed(Exception):
    """The voice could not be made; the words can still be spoken by the telephone provider."""


class ForgedSignal(Exception):
    """A signal that is not, or not provably, from the telephone provider."""


class UnknownSignal(Exception):
    """A genuine signal that we have no use for."""


class UnknownHotel(Exception):
    """There is nothing on file about a hotel."""


class PhoneFailed(Exception):
    """The telephone provider could not be asked, or did not answer."""


class CallNotReachable(Exception):
    """We do not know the provider's name for a call, so we cannot speak on it."""
