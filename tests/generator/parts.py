"""Some variables of every type, and a way to read an expression over them."""

from generator.diagnostics import Diagnostic, Span
from generator.load.tree import Scalar
from generator.model import (
    EnumType,
    Field,
    ListType,
    Name,
    Primitive,
    RecordType,
    ScalarType,
    Type,
    Variable,
)
from generator.model.expressions import Expression
from generator.resolve.expressions.fitting import BOOLEAN
from generator.resolve.expressions.parser import parse
from generator.resolve.expressions.scope import Scope
from generator.resolve.expressions.text import Text
from generator.resolve.expressions.typing import Typer

NOWHERE = Span("flow.yaml", 1, 1, 1, 1)
FILE = "flow.yaml"


def name(text: str) -> Name:
    return Name(text, NOWHERE)


def variable(text: str, of: Type, *, is_optional: bool = False) -> Variable:
    return Variable(name(text), of, is_optional, None)


TEXT, WHOLE, TIME = Primitive("string"), Primitive("integer"), Primitive("timestamp")
SIZE = EnumType(name("Size"), (name("small"), name("large")), "")
COLOUR = EnumType(name("Colour"), (name("red"), name("total")), "")
CODE = ScalarType(name("Code"), TEXT, "", pattern="[a-z]{2}")
PHONE = ScalarType(name("Phone"), TEXT, "", format="e164")
SHARE = ScalarType(name("Share"), Primitive("number"), "", at_least=0, at_most=1)
PART = RecordType(
    name("Part"),
    (
        Field(name("code"), CODE),
        Field(name("share"), SHARE, is_optional=True),
        Field(name("tags"), ListType(TEXT, 0, 5)),
    ),
    "",
)
VARIABLES = {
    str(each.name): each
    for each in (
        variable("size", SIZE),
        variable("colour", COLOUR),
        variable("total", WHOLE),
        variable("word", TEXT),
        variable("code", CODE),
        variable("phone", PHONE),
        variable("share", SHARE),
        variable("ready", BOOLEAN),
        variable("due", TIME),
        variable("part", PART),
        variable("parts", ListType(PART, 1, 9)),
        variable("other", PART, is_optional=True),
        variable("count_of", WHOLE, is_optional=True),
    )
}
SCOPE = Scope(variables=VARIABLES, states=("Ask", "Tell"), has_deadline=True)


def read(text: str, scope: Scope = SCOPE) -> tuple[Expression | None, list[Diagnostic]]:
    end = len(text) + 1
    scalar = Scalar(Span(FILE, 1, 1, 1, end), text, text)
    syntax = parse(Text(scalar, None))
    if isinstance(syntax, Diagnostic):
        return None, [syntax]
    diagnostics: list[Diagnostic] = []
    return Typer(scope, diagnostics).typed(syntax), diagnostics


def sound(text: str, scope: Scope = SCOPE) -> Expression:
    made, diagnostics = read(text, scope)
    assert not diagnostics, diagnostics
    assert made is not None
    return made


def told(text: str, scope: Scope = SCOPE) -> list[tuple[str, str]]:
    """Each code with the words that it marks."""
    _, diagnostics = read(text, scope)
    return [
        (each.code, text[each.span.column - 1 : each.span.end_column - 1]) for each in diagnostics
    ]
