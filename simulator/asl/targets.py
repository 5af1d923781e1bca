"""Where a transition leads.

Stands apart because the next state is named in states, choice rules and catchers alike.
"""

from collections.abc import Mapping

from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError, runtime_error
from simulator.asl.machine import State


def target(fields: Fields, name: str, states: Mapping[str, State]) -> State:
    """The state that the field names; raises DefinitionError where there is none."""
    following = states.get(fields.text(name))
    if following is None:
        raise fields.error(f"{fields.text(name)} is not a state of this block", name)
    return following


def read_next(fields: Fields, states: Mapping[str, State]) -> State | None:
    """Next, or None where End is true; one of them is needed."""
    if "Next" in fields and fields.flag("End"):
        raise fields.error("either Next or End is needed, not both")
    if fields.flag("End"):
        return None
    return target(fields, "Next", states)


def no_next_state() -> StatesError:
    """A Choice that nothing matched and that has no Default.

    Source: wording that several emulators measured against the service; no recorded row has it.
    """
    return runtime_error(
        "Failed to transition out of the state. The state does not point to a next state."
    )
