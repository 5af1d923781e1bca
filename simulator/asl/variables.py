"""The names that Assign may set.

Stands apart because both query languages have the same rule.
Source: Developer Guide, "Passing data between states with variables". That a name must not be set
both inside and outside of a block is the specification's; the service takes it (recorded).
"""

from collections.abc import Iterable

from simulator.asl.definition import Fields

_LONGEST_NAME = 80


def check_variables(fields: Fields, names: Iterable[str]) -> None:
    """Refuse a name that is too long, and the service's own."""
    for name in names:
        if len(name) > _LONGEST_NAME:
            raise fields.error(f"{name} is longer than {_LONGEST_NAME} characters", "Assign")
        if name == "states":
            raise fields.error("$states is the service's own", "Assign")
