"""The two ways in which a target gets no input.

They stand apart because they come at different times: one when the target is put, one when an event
arrives. Invariant: reading a target and asking for its text raise no other exceptions.
"""


class InvalidTargetInput(ValueError):  # noqa: N818 - as the service says it: the input is not valid
    """The target's input cannot be put. The message says what is wrong and what would be right.

    `place` leads to the field from the target, as in `InputTransformer.InputPathsMap.state`.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place


class CannotTransform(ValueError):  # noqa: N818 - an answer about one event, not a mistake here
    """This event gives the target nothing that can be sent: the service drops it for the target.

    Recorded for a JSON template whose filled text is no JSON.
    """
