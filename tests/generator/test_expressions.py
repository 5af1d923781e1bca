"""The expression language: what it takes, what it refuses, and which words it marks."""

import pytest

from generator.diagnostics import Diagnostic, Span
from generator.load.tree import Scalar
from generator.model import ListType
from generator.model.expressions import Binary, Call, Else, In, Member, Rest
from generator.resolve.expressions.fitting import named
from generator.resolve.expressions.parser import parse
from generator.resolve.expressions.text import Text
from generator.resolve.expressions.typing import Typer
from tests.generator.parts import FILE, PART, SCOPE, SIZE, sound, told


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("3", "integer"),
        ("0.5", "number"),
        ("-2", "integer"),
        ("45s", "duration"),
        ('"a \\"b\\" c"', "string"),
        ("true", "boolean"),
        ("total + 1", "integer"),
        ("total / 2", "number"),
        ("total * 0.5", "number"),
        ("share + total", "number"),
        ("10m + 30s", "duration"),
        ("due + 30s", "timestamp"),
        ("due - 30s", "timestamp"),
        ("now() - due", "duration"),
        ("time_left() - 45s", "duration"),
        ("elapsed() >= 540s", "boolean"),
        ("visits(Ask)", "integer"),
        ("count(parts)", "integer"),
        ("max(total, 3, share)", "number"),
        ("min(due, now())", "timestamp"),
        ("upper(code)", "string"),
        ('contains(lower(word), "yes")', "boolean"),
        ("parts[total].code", "Code"),
        ("parts.code", "list of Code"),
        ("parts[total..]", "list of Part"),
        ("parts[1..].code", "list of Code"),
        ("part.tags[0]", "string"),
        ("size = small", "boolean"),
        ("small = size", "boolean"),
        ("size in [small, large]", "boolean"),
        ('code = "ab"', "boolean"),
        ("code in [part.code, parts[0].code]", "boolean"),
        ("not ready and total > 3 or word != code", "boolean"),
        ("has(other) and other.code = code", "boolean"),
        ("not has(other) or other.code = code", "boolean"),
        ("has(other.share) and other.share > 0.5 and other.code = code", "boolean"),
        ("part.share else 0.5", "Share"),
        ("other.share else part.share else 1", "Share"),
        ("count_of else 0 < 5", "boolean"),
        ("(ready)", "boolean"),
    ],
)
def test_what_the_language_takes(text: str, of: str) -> None:
    assert named(sound(text).type) == of


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("", "TYPE201", ""),
        ("total >", "TYPE201", ">"),
        ("total = = 3", "TYPE201", "="),
        ("total == 3", "TYPE201", "=="),
        ("ready && ready", "TYPE201", "&&"),
        ("!ready", "TYPE201", "!"),
        ("word = 'x'", "TYPE201", "'"),
        ('word = "x', "TYPE201", '"x'),
        ("total = 012", "TYPE201", "012"),
        ("total = 3x", "TYPE201", "3x"),
        ("1 < total < 3", "TYPE201", "<"),
        ("total # 3", "TYPE201", "#"),
        ("(total", "TYPE201", "l"),
        ("total 3", "TYPE201", "3"),
        ("part.", "TYPE201", "."),
        ("9999999999999999", "TYPE201", "9999999999999999"),
        ("totl > 3", "NAME110", "totl"),
        ("input.x", "NAME110", "input"),
        ("visits(Aks) > 1", "NAME109", "Aks"),
        ("size = smal", "TYPE208", "smal"),
        ("colour = total", "TYPE209", "total"),
        ('size = "small"', "TYPE202", '"small"'),
        ("not total", "TYPE202", "total"),
        ("ready and total", "TYPE202", "total"),
        ("parts[word]", "TYPE202", "word"),
        ("code in [phone]", "TYPE202", "phone"),
        ("count(word) > 1", "TYPE202", "word"),
        ('part.share else "x"', "TYPE202", '"x"'),
        ("code = phone", "TYPE203", "="),
        ("total = 30s", "TYPE203", "="),
        ("word < word", "TYPE203", "<"),
        ("part = part", "TYPE203", "="),
        ("due + due", "TYPE203", "+"),
        ("30s - due", "TYPE203", "-"),
        ("30s * 2", "TYPE203", "*"),
        ("word + word", "TYPE203", "+"),
        ("total[0]", "TYPE203", "total"),
        ("max(total, 3s)", "TYPE203", "3s"),
        ("part.cod = code", "TYPE204", "cod"),
        ("word.length", "TYPE204", "length"),
        ("parts.tags", "TYPE204", "tags"),
        ("other.code = code", "TYPE205", "other.code"),
        ("part.share > 0.5", "TYPE205", "part.share"),
        ("other.code = code and has(other)", "TYPE205", "other.code"),
        ("has(other) or other.code = code", "TYPE205", "other.code"),
        ("count_of + 1", "TYPE205", "count_of"),
        ("count_of + 1 else 0", "TYPE205", "count_of"),
        ("has(total)", "TYPE206", "total"),
        ("total else 3", "TYPE206", "total"),
        ("size in [small, small]", "TYPE206", "small"),
        ('code = "abc"', "TYPE207", '"abc"'),
        ('phone = "12"', "TYPE207", '"12"'),
        ("share = 2", "TYPE207", "2"),
        ("total / 0", "TYPE207", "0"),
        ("counts(parts)", "TYPE210", "counts"),
        ("count()", "TYPE210", "count()"),
        ("now(3)", "TYPE210", "now(3)"),
        ("has(other, part)", "TYPE210", "has(other, part)"),
        ("max(3)", "TYPE210", "max(3)"),
    ],
)
def test_what_is_refused_is_marked_to_the_word(text: str, code: str, marked: str) -> None:
    assert told(text) == [(code, marked)]


def test_each_mistake_of_an_expression_is_told() -> None:
    assert told("totl > 3 and part.cod = code and ready") == [
        ("NAME110", "totl"),
        ("TYPE204", "cod"),
    ]


def test_a_word_beside_a_mistake_is_not_a_second_one() -> None:
    assert told("part.cod = small") == [("TYPE204", "cod")]


def test_time_left_needs_a_deadline() -> None:
    assert told("time_left()", SCOPE._replace(has_deadline=False)) == [("NAME130", "time_left()")]


def test_a_default_binds_closer_than_a_comparison_and_looser_than_a_sum() -> None:
    made = sound("count_of else total + 1 < 5")
    assert isinstance(made, Binary)
    assert isinstance(made.left, Else)
    assert isinstance(made.left.default, Binary)


def test_and_binds_closer_than_or() -> None:
    made = sound("ready or ready and ready")
    assert isinstance(made, Binary)
    assert made.operator == "or"


def test_differences_are_taken_from_the_left() -> None:
    made = sound("3 - 2 - 1")
    assert isinstance(made, Binary)
    assert isinstance(made.left, Binary)


def test_what_is_left_of_a_list_may_be_nothing_and_is_never_more() -> None:
    made = sound("parts[1..].code")
    assert isinstance(made, Member)
    assert isinstance(made.of, Rest)
    assert isinstance(made.type, ListType)
    assert (made.type.at_least, made.type.at_most) == (0, 9)


def test_a_member_of_an_enum_takes_its_type_from_the_other_side() -> None:
    made = sound("size in [small, large]")
    assert isinstance(made, In)
    assert all(each.type is SIZE for each in made.members)


def test_visits_holds_its_state() -> None:
    made = sound("visits(Tell)")
    assert isinstance(made, Call)
    assert (made.state, made.arguments) == ("Tell", ())


def test_a_longer_list_does_not_fit_where_a_shorter_one_is_asked_for() -> None:
    syntax = parse(Text(Scalar(Span(FILE, 1, 1, 1, 6), "parts", "parts"), None))
    assert not isinstance(syntax, Diagnostic)
    diagnostics: list[Diagnostic] = []
    typer = Typer(SCOPE, diagnostics)
    assert typer.fitting(syntax, ListType(PART, 0, 9)) is not None
    assert typer.fitting(syntax, ListType(PART, 0, 8)) is None
    assert [each.code for each in diagnostics] == ["TYPE202"]
