"""Number fields of a state: literal, behind a path or computed by an expression.

Stands apart because time-outs, Maps and batches read theirs alike. A wrong literal is refused when
the definition is compiled, a wrong value at run time is the query language's error.
Source: Amazon States Language specification, "JSONata Runtime Errors"; recorded executions, in
which digits behind a path count as a number.
"""

from collections.abc import Callable
from dataclasses import dataclass

from semantics.payload import Json, json_text
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError
from simulator.asl.languages.language import Language
from simulator.asl.machine import Evaluate, Frame


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number of at least `least`, or a percentage. `invalid` makes the error for a field
    and a cause.
    """

    name: str
    path: str | None
    least: int
    evaluate: Evaluate
    invalid: Callable[[str, str], StatesError]

    def whole(self, frame: Frame, value: Json) -> int:
        """The number for this frame and document."""
        found = self.evaluate(frame, value)
        if type(found) is not int:
            found = self._parsed(found)
        if found < self.least:
            problem = "cannot be negative" if self.least == 0 else "must be positive"
            raise self.invalid(self.name, f"{self.name} {problem}.")
        return found

    def percentage(self, frame: Frame, value: Json) -> float:
        """The percentage for this frame and document."""
        found = self.evaluate(frame, value)
        number = found if type(found) in (int, float) else _float(found)
        if number is None:
            raise self._not_a("float", found)
        if not 0 <= number <= 100:
            raise self.invalid(self.name, f"{self.name} must be between 0 and 100.")
        return float(number)

    def _parsed(self, found: Json) -> int:
        if isinstance(found, str) and found.removeprefix("-").isdecimal():
            return int(found)
        raise self._not_a("integer", found)

    def _not_a(self, kind: str, found: Json) -> StatesError:
        shown = found if isinstance(found, str) else json_text(found)
        field, where = (f"{self.name}Path", f": {self.path}") if self.path else (self.name, "")
        return self.invalid(
            self.name,
            f'The {field} field refers to value "{shown}" which is not a valid {kind}{where}',
        )


def _float(found: Json) -> float | None:
    try:
        return float(found) if isinstance(found, str) else None
    except ValueError:
        return None


def read_amount(fields: Fields, language: Language, name: str, *, least: int = 0) -> Amount | None:
    """The field or its Path as an Amount, None where there is neither."""
    evaluate = language.number(fields, name, least=least)
    if evaluate is None:
        return None
    return Amount(name, fields.get(f"{name}Path"), least, evaluate, language.invalid)


def read_percentage(fields: Fields, language: Language, name: str) -> Amount | None:
    """The same for a percentage."""
    if type(fields.get(name)) in (int, float) and fields.get(name) > 100:
        raise fields.error("a percentage is needed", name)
    evaluate = language.number(fields, name, is_whole=False)
    if evaluate is None:
        return None
    return Amount(name, fields.get(f"{name}Path"), 0, evaluate, language.invalid)
