"""A mistake in an expression is marked at its word, however YAML writes the text around it."""

import pytest

from generator.diagnostics import Diagnostic, Sources
from generator.load.source import load_text
from generator.load.tree import Mapping, Scalar
from generator.resolve.expressions.parser import parse
from generator.resolve.expressions.scope import Scope
from generator.resolve.expressions.text import Text
from generator.resolve.expressions.typing import Typer

FILE = "flow.yaml"


@pytest.mark.parametrize(
    "yaml",
    [
        "when: true and totl > 3\n",
        "when: 'true and totl > 3'\n",
        'when: "true and totl > 3"\n',
        "when: '\"it''s\" = \"it\" and totl > 3'\n",
        'when: "\\"x\\" = \\"y\\" and totl > 3"\n',
        'when: "\\u0022x\\u0022 = \\u0022y\\u0022 and totl > 3"\n',
        "when: true and\n  totl > 3\n",
        "when: >-\n  true and\n  totl > 3\n",
        "when: |\n  true and\n\n  totl > 3\n",
        'when: "true and\n\n  totl > 3"\n',
        "{when: true and totl > 3}\n",
    ],
)
def test_a_mistake_is_marked_where_it_stands_however_yaml_writes_it(yaml: str) -> None:
    root, mistakes = load_text(FILE, yaml)
    assert not mistakes
    assert isinstance(root, Mapping)
    scalar = root.get("when")
    assert isinstance(scalar, Scalar)
    sources = Sources()
    sources.add(FILE, yaml)
    syntax = parse(Text(scalar, sources))
    assert not isinstance(syntax, Diagnostic), syntax
    diagnostics: list[Diagnostic] = []
    Typer(Scope(), diagnostics).typed(syntax)
    [span] = [each.span for each in diagnostics]
    line = yaml.split("\n")[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1] == "totl"


def advice(yaml: str) -> str | None:
    """What is advised about the value of the first key."""
    root, _ = load_text(FILE, yaml)
    assert isinstance(root, Mapping)
    first = next(iter(root.entries.values())).value
    assert isinstance(first, Scalar)
    found = parse(Text(first, None))
    assert isinstance(found, Diagnostic)
    return found.help


def test_what_a_comma_cut_is_told_to_be_quoted() -> None:
    assert "quotes" in (advice("{free_in: max(a, b)}\n") or "")


def test_what_yaml_itself_stumbles_over_is_told_to_be_quoted_as_well() -> None:
    _, (found,) = load_text(FILE, "{when: kind in [human, ivr]}\n")
    assert "quotes" in (found.help or "")


def test_what_no_comma_can_have_cut_is_not() -> None:
    assert advice('{free_in: "max(a"}\n') is None
    assert advice("{free_in: a +}\n") is None
