"""The one error that the laptop's commands raise for a person.

It stands apart because everything here may raise it and only `__main__` and `setup` print it.
"""


class LocalError(Exception):
    """What went wrong and, where that is known, what to do about it. Never a traceback."""
