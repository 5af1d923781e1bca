"""Expressions against a plain evaluator: what is emitted means what the tree says, whatever the
tree and the data are.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple, assert_never

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Span
from generator.emit.asl.jsonata import Scope, value
from generator.model.expressions import (
    Binary,
    Call,
    Constant,
    Else,
    Expression,
    Has,
    In,
    Item,
    Member,
    Not,
    Rest,
    Root,
)
from generator.model.names import Name
from generator.model.types import Field, ListType, Primitive, RecordType
from generator.resolve.expressions.fitting import (
    BOOLEAN,
    DATE,
    DURATION,
    INTEGER,
    NUMBER,
    STRING,
    TIMESTAMP,
)
from semantics.jsonata.compiled import compile_node
from semantics.jsonata.library import LibraryExpression
from semantics.timestamps import format_timestamp
from simulator.clock import Clock
from tests.generator.flow_world import START
from tests.generator.plain_expressions import Data, plain

HERE = Span("test.yaml", 1, 1, 1, 1)
Draw = Callable[[st.SearchStrategy[Any]], Any]
PIECE = RecordType(
    Name("Piece", HERE),
    (Field(Name("label", HERE), STRING), Field(Name("size", HERE), INTEGER)),
    "",
)
PIECES = ListType(PIECE, 0, 4)

times = st.integers(-(10**6), 10**6).map(
    lambda millis: format_timestamp(round(START.timestamp() * 1_000_000) + millis * 1000)
)
DATA: dict[Primitive, st.SearchStrategy[Any]] = {
    INTEGER: st.integers(-9, 9),
    NUMBER: st.floats(-9, 9).map(lambda number: round(number, 2)),
    BOOLEAN: st.booleans(),
    STRING: st.text(alphabet="ab'\"\\é $", max_size=3),
    TIMESTAMP: times,
    DURATION: st.integers(-99, 99),
    DATE: st.dates().map(str).filter(lambda day: len(day) == 10),
}
NAMES = {each: each.name for each in DATA}


class Grown(NamedTuple):
    """Grows trees over some data: an item is asked for only where there is one."""

    draw: Draw
    data: Data

    def tree(self, of: Primitive, depth: int) -> Expression:
        match self.draw(st.sampled_from(["leaf", "defaulted", "combined"] if depth else ["leaf"])):
            case "leaf":
                return self.leaf(of)
            case "defaulted":
                return self.defaulted(of, depth - 1)
            case _:
                return self.combined(of, depth - 1)

    def leaf(self, of: Primitive) -> Expression:
        choices = ["constant"] if of in (INTEGER, NUMBER, BOOLEAN, STRING, DURATION) else []
        choices += ["variable", "input"]
        if of == STRING and self.data["pieces"]:
            choices.append("item")
        match self.draw(st.sampled_from(choices)):
            case "constant":
                return Constant(self.draw(DATA[of]), of, HERE)
            case "variable":
                return root("variable", f"own_{of.name}", of)
            case "input":
                return member(root("input", "input", PIECE), of.name, of)
            case _:
                at = self.draw(st.integers(0, len(self.data["pieces"]) - 1))
                listed = self.rest(0) if self.draw(st.booleans()) else self.pieces()
                piece = Item(listed, Constant(at, INTEGER, HERE), PIECE, HERE)
                return member(piece, "label", STRING)

    def pieces(self) -> Expression:
        return root("variable", "pieces", PIECES)

    def rest(self, start: int) -> Expression:
        return Rest(self.pieces(), Constant(start, INTEGER, HERE), PIECES, HERE)

    def optional(self, of: Primitive) -> Expression:
        if self.draw(st.booleans()):
            return root("variable", f"maybe_{of.name}", of, is_optional=True)
        owner = root("variable", "maybe_record", PIECE, is_optional=True)
        return Member(owner, Name(of.name, HERE), of, is_optional=True, span=HERE)

    def defaulted(self, of: Primitive, depth: int) -> Expression:
        return Else(self.optional(of), self.tree(of, depth), of, is_optional=False, span=HERE)

    def combined(self, of: Primitive, depth: int) -> Expression:
        match of.name:
            case "boolean":
                return self.condition(depth)
            case "string":
                name = self.draw(st.sampled_from(["lower", "upper"]))
                return Call(name, (self.tree(STRING, depth),), STRING, HERE)
            case "integer" | "number" | "duration":
                return self.counted(of, depth)
            case "timestamp":
                sides = (self.tree(TIMESTAMP, depth), self.tree(DURATION, depth))
                return Binary(self.draw(st.sampled_from("+-")), *sides, TIMESTAMP, HERE)
            case "date":
                return self.extreme(DATE, depth)
            case _:
                assert_never(of.name)

    def counted(self, of: Primitive, depth: int) -> Expression:
        kinds = ["sum", "extreme"]
        kinds += ["count", "product"] if of == INTEGER else []
        kinds += ["gap"] if of == DURATION else []
        kinds += ["quotient", "product"] if of == NUMBER else []
        match self.draw(st.sampled_from(kinds)):
            case "count":
                start = self.draw(st.integers(0, 3))
                return Call("count", (self.rest(start),), INTEGER, HERE)
            case "gap":
                sides = (self.tree(TIMESTAMP, depth), self.tree(TIMESTAMP, depth))
                return Binary("-", *sides, DURATION, HERE)
            case "quotient":
                divisor = Constant(self.draw(st.sampled_from([2, -4, 0.5])), NUMBER, HERE)
                return Binary("/", self.tree(NUMBER, depth), divisor, NUMBER, HERE)
            case "product":
                return Binary("*", self.tree(of, depth), self.tree(of, depth), of, HERE)
            case "extreme":
                return self.extreme(of, depth)
            case _:
                operator = self.draw(st.sampled_from("+-"))
                return Binary(operator, self.tree(of, depth), self.tree(of, depth), of, HERE)

    def extreme(self, of: Primitive, depth: int) -> Expression:
        name = self.draw(st.sampled_from(["min", "max"]))
        arguments = tuple(self.tree(of, depth) for _ in range(self.draw(st.integers(2, 3))))
        return Call(name, arguments, of, HERE)

    def condition(self, depth: int) -> Expression:
        match self.draw(st.sampled_from(["join", "not", "has", "in", "compare", "contains"])):
            case "join":
                operator = self.draw(st.sampled_from(["and", "or"]))
                sides = (self.tree(BOOLEAN, depth), self.tree(BOOLEAN, depth))
                return Binary(operator, *sides, BOOLEAN, HERE)
            case "not":
                return Not(self.tree(BOOLEAN, depth), BOOLEAN, HERE)
            case "has":
                return Has(self.optional(self.draw(st.sampled_from(list(DATA)))), BOOLEAN, HERE)
            case "in":
                of = self.draw(st.sampled_from(list(DATA)))
                members = tuple(self.tree(of, depth) for _ in range(self.draw(st.integers(1, 3))))
                return In(self.tree(of, depth), members, BOOLEAN, HERE)
            case "contains":
                sides = (self.tree(STRING, depth), self.tree(STRING, depth))
                return Call("contains", sides, BOOLEAN, HERE)
            case _:
                return self.comparison(depth)

    def comparison(self, depth: int) -> Expression:
        of = self.draw(st.sampled_from(list(DATA)))
        operators = ["=", "!="]
        if of not in (BOOLEAN, STRING):
            operators += ["<", "<=", ">", ">="]
        operator = self.draw(st.sampled_from(operators))
        return Binary(operator, self.tree(of, depth), self.tree(of, depth), BOOLEAN, HERE)


def root(kind: Any, name: str, of: Any, *, is_optional: bool = False) -> Root:  # noqa: ANN401  # a literal's name
    return Root(kind, Name(name, HERE), of, is_optional, HERE)


def member(of: Expression, name: str, own: Primitive) -> Member:
    return Member(of, Name(name, HERE), own, is_optional=False, span=HERE)


@st.composite
def grown(draw: st.DrawFn) -> tuple[Expression, Data]:
    data: Data = {each.name: draw(strategy) for each, strategy in DATA.items()}
    data |= {f"own_{each.name}": draw(strategy) for each, strategy in DATA.items()}
    data |= {f"maybe_{each.name}": draw(st.none() | s) for each, s in DATA.items()}
    some = {each.name: strategy for each, strategy in DATA.items()}
    data["maybe_record"] = draw(st.none() | st.fixed_dictionaries({}, optional=some))
    piece = st.fixed_dictionaries({"label": DATA[STRING], "size": DATA[INTEGER]})
    data["pieces"] = draw(st.lists(piece, max_size=3))
    of = draw(st.sampled_from(list(DATA)))
    return Grown(draw, data).tree(of, draw(st.integers(0, 4))), data


def evaluated(tree: Expression, data: Data) -> object:
    """What the service makes of the emitted field, compiled: nothing is left to the library."""
    field = value(tree, Scope("Flow"))
    if not isinstance(field, str) or not field.startswith("{% "):
        return field
    context = {"Execution": {"Input": {each.name: data[each.name] for each in DATA}}}
    variables = {name: each for name, each in data.items() if "_" in name or name == "pieces"}
    bindings = {**variables, "states": {"context": context}}
    return compile_node(LibraryExpression(field[3:-3]).tree)(bindings, Clock(START))


def is_same(left: object, right: object) -> bool:
    if isinstance(left, float) or isinstance(right, float):
        assert isinstance(left, int | float)
        assert isinstance(right, int | float)
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)
    return left == right and isinstance(left, bool) == isinstance(right, bool)


@given(grown())
@settings(max_examples=400, deadline=None)
def test_an_emitted_expression_means_what_its_tree_says(case: tuple[Expression, Data]) -> None:
    tree, data = case
    expected, made = plain(tree, data), evaluated(tree, data)
    assert is_same(expected, made), (value(tree, Scope("Flow")), expected, made)
