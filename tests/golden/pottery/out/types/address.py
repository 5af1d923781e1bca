# Written by `python -m generator generate`; edit specs/ instead.
"""The type Address."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Address(str):
    """Address."""

    __slots__ = ()

    def __new__(cls, value: str) -> typing.Self:
        return cls.read(value, "Address")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_text(
            value, where, longest=120, pattern="[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+"
        )
        return str.__new__(cls, checked)
