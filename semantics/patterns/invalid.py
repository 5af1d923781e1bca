"""The refusal of a pattern.

Invariant: it is the only exception that reading a pattern raises.
"""

Path = tuple[str | int, ...]


class InvalidPattern(ValueError):  # noqa: N818 - named after the service's own exception
    """The service would refuse this pattern.

    `reason` is in the service's words; `path` leads to the offending part of the pattern: keys of
    objects and indexes of arrays, from the top.
    """

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(f"Event pattern is not valid. Reason: {reason}")
        self.reason = reason
        self.path = path
