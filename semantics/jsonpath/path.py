"""JSONPath as Step Functions evaluates it (Jayway's dialect), parsed once and run often.

Stands apart because both query paths of the simulator and the generator's checks need the same
reading of a path. Values found are shared with the document, never copied.

Rules: a definite path (names and single indexes only) gives the value or `PathNotFound`; any other
gives the list of all matches, which may be empty. Source: Jayway JsonPath's README ("What is
returned when?"), which the service's recorded answers follow.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from semantics.jsonpath.filter import FilterSyntaxError, Predicate, parse_predicate
from semantics.payload import Json, json_text

Reader = Callable[[Json], Json]


class PathSyntaxError(ValueError):
    """The text is no JSONPath that this module knows; the message says where it stops."""


class PathNotFound(LookupError):  # noqa: N818 (an answer, seldom a mistake)
    """A definite path leads nowhere from `step` on; `reason` is in the service's words.
    `is_past_end`: its last step is an index into an array that is shorter. `is_no_array`: its step
    is an index into something else.
    """

    def __init__(
        self,
        reason: str,
        step: str | int,
        *,
        is_past_end: bool = False,
        is_no_array: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.step = step
        self.is_past_end = is_past_end
        self.is_no_array = is_no_array


@dataclass(frozen=True, slots=True)
class Field:
    """`.name`: a member of an object."""

    name: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Several names: an object of those that are there."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """`[0]` or `[0,2]`; negative ones count from the end."""

    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """`[1:3]`: part of an array."""

    start: int | None
    stop: int | None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """`*`: all members or items."""


@dataclass(frozen=True, slots=True)
class Descend:
    """`..`: the node and everything below it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`[?(...)]`: the objects that hold; `@` matches no others (Developer Guide, "Paths")."""

    predicate: Predicate


Step = Field | Fields | Index | Slice | Wildcard | Descend | Filter


@dataclass(frozen=True, slots=True)
class Path:
    """A parsed path below its root. `text` is what the author wrote after the root."""

    text: str
    steps: tuple[Step, ...]

    @property
    def is_definite(self) -> bool:
        """Whether it can lead to one value only."""
        return all(
            isinstance(step, Field) or (isinstance(step, Index) and len(step.positions) == 1)
            for step in self.steps
        )

    @property
    def keys(self) -> tuple[str | int, ...]:
        """The names and indexes of a definite path."""
        return tuple(
            step.name if isinstance(step, Field) else step.positions[0]
            for step in self.steps
            if isinstance(step, Field | Index)
        )


_NAME = re.compile(r"(?:\\.|[^\s.\[\](),'\"*\\])+")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_NAMES = re.compile(rf"\s*(?:{_QUOTED.pattern})\s*(?:,\s*(?:{_QUOTED.pattern})\s*)*")
_INDEXES = re.compile(r"\s*-?\d+\s*(?:,\s*-?\d+\s*)*")
_SLICE = re.compile(r"\s*(-?\d+)?\s*:\s*(-?\d+)?\s*")


def parse_path(text: str) -> Path:
    """Parse what follows the root, as in `.a['b'][0]`; raises PathSyntaxError."""
    text = text.strip()
    steps: list[Step] = []
    at = 0
    while at < len(text):
        if text.startswith("..", at):
            steps.append(Descend())
            at += 2
            parse = _parse_bracket if text.startswith("[", at) else _parse_member
            step, at = parse(text, at)
        elif text[at] == "." and not text.startswith(".[", at):
            step, at = _parse_member(text, at + 1)
        elif text[at] == ".":  # a dot before a bracket means nothing
            at += 1
            continue
        elif text[at] == "[":
            step, at = _parse_bracket(text, at)
        else:
            raise PathSyntaxError(f"unexpected {text[at:]!r} in path {text!r}")
        steps.append(step)
    return Path(text, tuple(steps))


def _parse_member(text: str, at: int) -> tuple[Step, int]:
    if text.startswith("*", at):
        return Wildcard(), at + 1
    found = _NAME.match(text, at)
    if found is None:
        raise PathSyntaxError(f"a name is missing after {text[:at]!r} in path {text!r}")
    return Field(re.sub(r"\\(.)", r"\1", found[0])), found.end()


def _parse_bracket(text: str, at: int) -> tuple[Step, int]:
    if text.startswith("[?(", at):
        try:
            predicate, end = parse_predicate(text, at + 3, lambda path: parse_path(path).keys)
        except FilterSyntaxError as error:
            raise PathSyntaxError(f"{error} in path {text!r}") from None
        if not text.startswith(")]", end):
            raise PathSyntaxError(f"a filter is not closed in path {text!r}")
        return Filter(predicate), end + 2
    inside = at + 1
    step: Step
    if quoted := _NAMES.match(text, inside):
        names = tuple(_unquote(name[0]) for name in _QUOTED.finditer(quoted[0]))
        step = Field(names[0]) if len(names) == 1 else Fields(names)
        end = quoted.end()
    elif text.startswith("*", inside):
        step, end = Wildcard(), inside + 1
    elif (sliced := _SLICE.match(text, inside)) and text.startswith("]", sliced.end()):
        start, stop = (None if part is None else int(part) for part in sliced.groups())
        step, end = Slice(start, stop), sliced.end()
    elif indexes := _INDEXES.match(text, inside):
        step, end = Index(tuple(int(part) for part in indexes[0].split(","))), indexes.end()
    else:
        raise PathSyntaxError(f"cannot read {text[at:]!r} in path {text!r}")
    if not text.startswith("]", end):
        raise PathSyntaxError(f"a bracket is not closed in path {text!r}")
    return step, end + 1


def _unquote(name: str) -> str:
    """A backslash frees the quote that would end the name; any other is part of it (recorded)."""
    quote = name[0]
    return name[1:-1].replace(f"\\{quote}", quote)


def compile_path(path: Path) -> Reader:
    """A function from the document to the value; it raises PathNotFound on definite paths only."""
    if not path.is_definite:
        return lambda document: list(_matches(path.steps, document, document))
    match path.keys:
        case ():
            return lambda document: document
        case (str() as name,):
            return _read_field(name)
        case keys:
            return _read_keys(keys)


def _read_field(name: str) -> Reader:
    def read(document: Json) -> Json:
        if type(document) is dict and name in document:
            return document[name]
        raise PathNotFound(_reason((name,), 0, document), name)

    return read


def _read_keys(keys: tuple[str | int, ...]) -> Reader:
    def read(document: Json) -> Json:
        node: Json = document
        for depth, key in enumerate(keys):
            if type(key) is int and type(node) is not list and node is not None:
                raise PathNotFound(_no_array(key, node), key, is_no_array=True)
            if type(node) is not (dict if type(key) is str else list):
                raise PathNotFound(_reason(keys, depth, node), key)
            container: Any = node
            try:
                node = container[key]
            except LookupError:
                is_past_end = type(key) is int and depth == len(keys) - 1
                reason = _reason(keys, depth, node)
                raise PathNotFound(reason, key, is_past_end=is_past_end) from None
        return node

    return read


def _reason(keys: tuple[str | int, ...], depth: int, node: Json) -> str:
    """Jayway's wording: a missing leaf has no results, a missing parent is a missing property."""
    shown = "$" + "".join(f"['{key}']" if isinstance(key, str) else f"[{key}]" for key in keys)
    if depth == len(keys) - 1 or not isinstance(node, dict):
        return f"No results for path: {shown}"
    upto = "$" + "".join(
        f"['{key}']" if isinstance(key, str) else f"[{key}]" for key in keys[: depth + 1]
    )
    return f"Missing property in path {upto}"


def _no_array(index: int, node: Json) -> str:
    """Measured for a number by others: floci-io/floci, AslExecutorIntrinsicMissingArgumentTest."""
    context = json_text(node)
    return f"Filter: [{index}] can only be applied to arrays. Current context is: {context}"


def _matches(steps: tuple[Step, ...], node: Json, root: Json) -> Iterator[Json]:
    if not steps:
        yield node
        return
    for child in _children(steps[0], node, root):
        yield from _matches(steps[1:], child, root)


def _children(step: Step, node: Json, root: Json) -> Iterator[Json]:
    match step:
        case Field(name):
            if isinstance(node, dict) and name in node:
                yield node[name]
        case Fields(names):
            if isinstance(node, dict):
                yield {name: node[name] for name in names if name in node}
        case Index(positions):
            if isinstance(node, list):
                yield from (node[at] for at in positions if -len(node) <= at < len(node))
        case Slice(start, stop):
            yield from node[start:stop] if isinstance(node, list) else ()
        case Wildcard():
            yield from _members(node)
        case Descend():
            yield node
            for child in _members(node):
                yield from _children(step, child, root)
        case Filter(predicate):
            candidates = node if isinstance(node, list) else [node]
            objects = (item for item in candidates if isinstance(item, dict))
            yield from (item for item in objects if predicate(item, root))
        case _:
            assert_never(step)


def _members(node: Json) -> Iterator[Json]:
    if isinstance(node, dict):
        yield from node.values()
    elif isinstance(node, list):
        yield from node
