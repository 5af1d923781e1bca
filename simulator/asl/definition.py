"""Reading a definition: each value with its place, each mistake with both.

Stands apart so that the compilers of states say what they need and never touch raw JSON.
Invariant: what is not understood is refused here or by them, when the machine is compiled.
"""

from collections.abc import Iterator, Mapping

from semantics.payload import Json

_LARGEST = 2**53
"""No larger whole number is exact for every reader of JSON; what is measured here is far below."""


class DefinitionError(ValueError):
    """The definition cannot be run. The message starts with the place, as `/States/A/Next`."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place or '/'}: {message}")
        self.place = place


class NotSimulated(DefinitionError):  # noqa: N818 (it says what it is)
    """Valid, but the simulator does not implement it; docs/simulator-limits.md lists these."""


class Fields:
    """A JSON object of the definition and its place."""

    __slots__ = ("_data", "place")

    def __init__(self, data: Json, place: str) -> None:
        if not isinstance(data, Mapping):
            raise DefinitionError(place, f"an object is needed, not {data!r}")
        self._data: Mapping[str, Json] = data
        self.place = place

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def get(self, name: str) -> Json:
        """The raw value, None where there is none."""
        return self._data.get(name)

    def error(self, message: str, name: str = "") -> DefinitionError:
        """A mistake at this object, or at one of its fields."""
        return DefinitionError(f"{self.place}/{name}" if name else self.place, message)

    def allow(self, names: frozenset[str]) -> None:
        """Refuse any field that is not one of these: a misspelt one would be ignored silently."""
        for name in self._data:
            if name not in names:
                raise self.error(f"there is no field {name} here", name)

    def allow_one(self, *names: str) -> None:
        """Refuse more than one of these fields: all but one would be ignored silently."""
        present = [name for name in names if name in self._data]
        if len(present) > 1:
            raise self.error(f"either {' or '.join(present)} is needed, not both")

    def refuse(self, *names: str) -> None:
        """Refuse fields that are valid but not simulated."""
        for name in names:
            if name in self._data:
                raise NotSimulated(f"{self.place}/{name}", f"{name} is not simulated")

    def object(self, name: str) -> "Fields":
        """An object that must be there."""
        if name not in self._data:
            raise self.error(f"{name} is missing")
        return Fields(self._data[name], f"{self.place}/{name}")

    def objects(self, name: str) -> list["Fields"]:
        """An array of objects, empty where there is none."""
        items = self._data.get(name, [])
        if not isinstance(items, list):
            raise self.error("an array is needed", name)
        return [Fields(item, f"{self.place}/{name}/{at}") for at, item in enumerate(items)]

    def text(self, name: str) -> str:
        """A string that must be there."""
        return str(self._typed(name, str, "a string"))

    def optional_text(self, name: str) -> str | None:
        """A string, or None."""
        return self.text(name) if name in self._data else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Strings, at least one."""
        items = self._typed(name, list, "an array of strings")
        if not items or not all(isinstance(item, str) for item in items):
            raise self.error("an array of strings is needed", name)
        return tuple(items)

    def flag(self, name: str) -> bool:
        """A boolean, false where there is none."""
        return name in self._data and bool(self._typed(name, bool, "true or false"))

    def number(self, name: str, default: float, *, least: float = 0.0) -> float:
        """A literal number of at least `least`."""
        value = self._data.get(name, default)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not least <= value <= _LARGEST:
            raise self.error(f"a number of at least {least:g} is needed, not {value!r}", name)
        return float(value)

    def whole(self, name: str, default: int, *, least: int = 0) -> int:
        """A literal whole number of at least `least`."""
        value = self.number(name, default, least=least)
        if not value.is_integer():
            raise self.error(f"a whole number is needed, not {value!r}", name)
        return int(value)

    def _typed(self, name: str, kind: type, what: str) -> Json:
        value = self._data.get(name)
        if not isinstance(value, kind):
            problem = f"{name} is missing" if name not in self._data else f"{what} is needed"
            raise self.error(problem, name)
        return value
