"""What a query language does for a state: the fields that select, shape, assign and decide.

Stands apart so that the states are written once: JSONPath and JSONata are two ways of compiling
the same few questions into closures.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from semantics.payload import Json, is_within_limit
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError, too_large
from simulator.asl.machine import Evaluate, Frame, State, Transition
from simulator.asl.recovery import CatchFlow
from simulator.asl.run import Chose

Leave = Callable[[Frame, Json, Json], Json]
"""(branch, the state's input, the result) -> output; assigns variables on the way."""


class Language(Protocol):
    """One query language. Methods compile; what they return runs."""

    name: str
    """As QueryLanguage has it."""

    pass_gives_result: bool
    """Whether what a Pass makes counts as its result (JSONPath) or there is none (JSONata)."""

    def argument(self, fields: Fields) -> Evaluate:
        """What the state works on: its input, selected and shaped."""
        ...

    def leave(self, fields: Fields, *, has_result: bool) -> Leave:
        """How the output is made. Without a result, the argument stands in its place."""
        ...

    def catch(self, fields: Fields) -> CatchFlow:
        """A catcher's own output and variables."""
        ...

    def items(self, fields: Fields) -> Callable[[Frame, Json], list[Json]]:
        """A Map's items from (branch, argument)."""
        ...

    def item_input(self, fields: Fields) -> Evaluate | None:
        """What one iteration gets, where the Map says so: (branch with the item, argument)."""
        ...

    def number(
        self, fields: Fields, name: str, *, least: int = 0, is_whole: bool = True
    ) -> Evaluate | None:
        """A literal of at least `least`, a `NamePath` or an expression; None where there is none
        of them. What a path or an expression gives is not checked against `least`.
        """
        ...

    def invalid(self, field: str, cause: str) -> StatesError:
        """The error where a field got a value that it does not take."""
        ...

    def text(self, fields: Fields, name: str) -> Evaluate | None:
        """The same for text."""
        ...

    def template(self, fields: Fields, name: str) -> Evaluate | None:
        """An object or value with selections in it."""
        ...

    def choice(
        self, fields: Fields, states: Mapping[str, State]
    ) -> Callable[[Frame, Json], Transition]:
        """A Choice state's decision with the output of the rule taken."""
        ...


def checked(branch: Frame, output: Json) -> Json:
    """The output, if the service would pass on one that large."""
    if output is not branch.input and not is_within_limit(output):
        raise too_large(branch.state.name, is_raised_by_service=True)
    return output


def note_choice(branch: Frame, rule: int | None) -> None:
    """Tell which rule of its Choice the branch takes; None is the Default."""
    branch.execution.decided(Chose(branch.state.name, rule))
