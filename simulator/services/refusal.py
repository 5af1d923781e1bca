"""How a service says no.

It stands apart because every service does, and who calls one tells refusals apart by their codes.
"""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer
    """A request that a service refuses. `code` is the real service's own: botocore gives it as
    `error.response["Error"]["Code"]`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message
