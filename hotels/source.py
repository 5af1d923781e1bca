"""YAML text as records that know their place, and the problems found while reading them.

Stands apart so that the readers of known.py, behaviour.py and fault.py say only what they expect.
Invariant: nothing raises on bad input. Every problem is kept with its place and reading goes on
with a placeholder; what was read counts only if no problem was found.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

import yaml

DEEPEST = 16
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(s|m|h)")
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a script. `line` and `column` count from 1."""

    line: int
    column: int
    message: str

    def at(self, file: str) -> str:
        """`file:line:column: message`."""
        return f"{file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Lasting:
    """Seconds of script time: exactly `least` where both are equal, else anything between."""

    least: float
    most: float


NO_TIME = Lasting(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with fixed keys. Reading an absent key gives a placeholder."""

    node: yaml.Node
    entries: dict[str, yaml.Node]
    problems: list[Problem]

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def wrong(self, key: str, message: str) -> None:
        """Keeps a problem at the entry `key`, or at the record where there is none."""
        self.problems.append(_problem(self.entries.get(key, self.node), message))

    def text(self, key: str) -> str:
        """Text with its white space folded."""
        node = self.entries.get(key)
        if node is None:
            return ""
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return " ".join(node.value.split())
        self.wrong(key, f"'{key}' must be text")
        return ""

    def matching(self, key: str, pattern: str, example: str) -> str:
        """Text that the whole `pattern` matches; `example` is shown where it does not."""
        text = self.text(key)
        if text and re.fullmatch(pattern, text) is None:
            self.wrong(key, f"{key} '{text}' should look like {example}")
        return text

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """One of the words in `allowed`."""
        text = self.text(key)
        if text and text not in allowed:
            self.wrong(key, f"{key} '{text}' is not one of {', '.join(sorted(allowed))}")
        return text

    def whole_number(self, key: str) -> int:
        """A number from 1 to 9999."""
        text = self.matching(key, r"[1-9]\d{0,3}", "3")
        return int(text) if text.isdigit() else 1

    def yes(self, key: str) -> bool:
        """Whether it says `yes`; the other word is `no`."""
        return self.one_of(key, {"yes", "no"}) == "yes"

    def texts(self, key: str) -> tuple[str, ...]:
        """One text, or a list of texts."""
        node = self.entries.get(key)
        if not isinstance(node, yaml.SequenceNode):
            return (self.text(key),) if key in self else ()
        values = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
        if len(values) != len(node.value) or not values:
            self.wrong(key, f"'{key}' must be a text or a list of texts")
        return tuple(values)

    def lasting(self, key: str) -> Lasting:
        """A duration such as `3s`, `1.5s`, `2m`, or a range such as `3s to 6s`."""
        text = self.text(key)
        if not text:
            return NO_TIME
        ends = [_DURATION.fullmatch(part) for part in text.split(" to ")]
        seconds = [float(end[1]) * _SECONDS[end[2]] for end in ends if end]
        if len(seconds) == len(ends) <= 2 and seconds == sorted(seconds):
            return Lasting(seconds[0], seconds[-1])
        self.wrong(key, f"{key} '{text}' should look like 3s, 2m or 3s to 6s")
        return NO_TIME

    def record(self, key: str, required: set[str], optional: set[str]) -> "Record":
        """The record at `key`; without entries where there is none."""
        node = self.entries.get(key, self.node)
        if key not in self:
            return Record(node, {}, self.problems)
        return record(node, key, required, optional, self.problems)

    def records(self, key: str, required: set[str], optional: set[str]) -> list["Record"]:
        """The records of a list; none where there is no list."""
        node = self.entries.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.wrong(key, f"'{key}' must be a list with at least one entry")
            return []
        return [record(item, key, required, optional, self.problems) for item in node.value]

    def named(self, key: str, required: set[str], optional: set[str]) -> dict[str, "Record"]:
        """A mapping from free names to records."""
        node = self.entries.get(key)
        if node is None:
            return {}
        return {
            name: record(value, name, required, optional, self.problems)
            for name, value in mapping(node, key, self.problems).items()
        }


@dataclass(slots=True)
class Composed:
    """The root node of a document, absent where the text is no YAML that we take."""

    root: yaml.Node | None
    problems: list[Problem] = field(default_factory=list)


def mapping(node: yaml.Node, what: str, problems: list[Problem]) -> dict[str, yaml.Node]:
    """The entries of a mapping whose keys are free names."""
    if not isinstance(node, yaml.MappingNode):
        problems.append(_problem(node, f"'{what}' must be a mapping"))
        return {}
    entries: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append(_problem(key, f"a name in '{what}' must be plain text"))
        elif key.value in entries:
            problems.append(_problem(key, f"'{key.value}' stands twice in '{what}'"))
        else:
            entries[key.value] = value
    return entries


def record(
    node: yaml.Node, what: str, required: set[str], optional: set[str], problems: list[Problem]
) -> Record:
    """A mapping whose keys are fixed: unknown and missing ones become problems."""
    known = required | optional
    entries = mapping(node, what, problems)
    for name in [name for name in entries if name not in known]:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"it takes {', '.join(sorted(known))}"
        problems.append(_problem(entries.pop(name), f"'{what}' has no '{name}'; {hint}"))
    if isinstance(node, yaml.MappingNode):
        missing = sorted(required - entries.keys())
        problems.extend(_problem(node, f"'{what}' lacks '{name}'") for name in missing)
    return Record(node, entries, problems)


def compose(text: str) -> Composed:
    """The root node of one YAML document without aliases, tags or deep nesting."""
    try:
        depth = 0
        # Counted on events first: the composer recurses and dies on deep input.
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            refused = _refusal(event, depth)
            if refused:
                return Composed(None, [_problem(event, refused)])
        return Composed(yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (0, 0) if mark is None else (mark.line, mark.column)
        told = f"this is not YAML: {error.problem}"
        return Composed(None, [Problem(line + 1, column + 1, told)])
    except yaml.YAMLError as error:
        return Composed(None, [Problem(1, 1, f"this is not YAML: {error}")])


def _refusal(event: yaml.Event, depth: int) -> str | None:
    if depth > DEEPEST:
        return f"nested deeper than {DEEPEST} levels"
    if isinstance(event, yaml.AliasEvent):
        return "aliases are not taken here: write it out"
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        return "tags are not taken here"
    return None


def _problem(place: yaml.Node | yaml.Event, message: str) -> Problem:
    mark = place.start_mark
    line, column = (0, 0) if mark is None else (mark.line, mark.column)
    return Problem(line + 1, column + 1, message)
