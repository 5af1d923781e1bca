"""How mistakes are gathered and shown."""

import json

import pytest

from generator.diagnostics import (
    Diagnostic,
    Sources,
    Span,
    arrange,
    did_you_mean,
    has_errors,
    quote,
)
from generator.diagnostics.excerpt import WIDEST, cut_out
from generator.diagnostics.render import (
    render_github,
    render_json,
    render_text,
    summarize,
    wants_color,
)

FLOW = "states:\n  A:\n    next: Analyse\n  B:\n    next: A\n"
MISSPELT = Diagnostic(
    "FLOW101",
    "A goes to Analyse, which is not a state",
    Span("specs/a.yaml", 3, 11, 3, 18),
    help='did you mean "Analyze"?',
)


def sources(text: str = FLOW) -> Sources:
    kept = Sources()
    kept.add("specs/a.yaml", text)
    return kept


def shown(diagnostic: Diagnostic, text: str = FLOW) -> str:
    return render_text([diagnostic], sources(text)).removesuffix("\n\n1 error\n")


def test_a_mistake_is_shown_with_its_line_a_caret_and_the_help() -> None:
    assert shown(MISSPELT) == (
        "error[FLOW101]: A goes to Analyse, which is not a state\n"
        " --> specs/a.yaml:3:11\n"
        "  |\n"
        "3 |     next: Analyse\n"
        "  |           ^^^^^^^\n"
        '  = help: did you mean "Analyze"?'
    )


def test_a_second_place_is_shown_below_with_what_to_see_there() -> None:
    duplicate = Diagnostic(
        "SPEC002",
        '"A" is given twice',
        Span("specs/a.yaml", 4, 3, 4, 4),
        ((Span("specs/a.yaml", 2, 3, 2, 4), "first given here"),),
    )
    assert shown(duplicate) == (
        'error[SPEC002]: "A" is given twice\n'
        " --> specs/a.yaml:4:3\n"
        "  |\n"
        "4 |   B:\n"
        "  |   ^\n"
        " ::: specs/a.yaml:2:3\n"
        "  |\n"
        "2 |   A:\n"
        "  |   - first given here"
    )


def test_a_place_over_several_lines_shows_its_first_and_its_last() -> None:
    over = Diagnostic("X1", "too much", Span("specs/a.yaml", 2, 3, 5, 12))
    assert shown(over) == (
        "error[X1]: too much\n"
        " --> specs/a.yaml:2:3\n"
        "  |\n"
        "2 |   A:\n"
        "  |   ^^\n"
        "...\n"
        "5 |     next: A\n"
        "  |     ^^^^^^^"
    )


def test_a_file_without_text_is_named_without_a_line() -> None:
    missing = Diagnostic("SPEC020", "the folder holds no specs", Span.of_file("specs"))
    assert shown(missing) == "error[SPEC020]: the folder holds no specs\n --> specs"


@pytest.mark.parametrize(
    ("line", "column", "below"),
    [
        ("next: B", 7, "next: B\n      ^"),
        ("\tnext: B", 8, "    next: B\n          ^"),
        ("漢字: B", 5, "漢字: B\n      ^"),
        ("e\u0301: B", 5, "e\u0301: B\n   ^"),
        ("a\x1b[31m: B", 9, "a�[31m: B\n        ^"),
        ("a\u202e: B", 5, "a�: B\n    ^"),
        ("a\N{VARIATION SELECTOR-16}: B", 5, "a: B\n   ^"),
        ("next:", 6, "next:\n     ^"),
    ],
)
def test_the_caret_stands_below_its_place_whatever_stands_before(
    line: str, column: int, below: str
) -> None:
    excerpt = cut_out(line, column, column + 1)
    assert f"{excerpt.text}\n{' ' * excerpt.indent}{'^' * excerpt.width}" == below


def test_a_wide_character_gets_a_mark_as_wide() -> None:
    assert cut_out("漢字", 1, 3).width == 4


def test_a_long_line_is_cut_around_its_place() -> None:
    excerpt = cut_out("a" * 5_000 + "B" + "c" * 5_000, 5_001, 5_002)
    assert excerpt.text[excerpt.indent] == "B"
    assert excerpt.text.startswith("…a")
    assert excerpt.text.endswith("c…")
    assert len(excerpt.text) == WIDEST + 2


def test_a_message_stays_on_one_line_and_commands_no_terminal() -> None:
    nasty = Diagnostic("X1", "a\nb\x1b[2J", Span.of_file("c\nd"), help="e\nf")
    assert shown(nasty) == "error[X1]: a�b�[2J\n --> c�d\n  = help: e�f"


def test_colour_is_for_terminals_that_want_it() -> None:
    assert wants_color({}, is_terminal=True)
    assert not wants_color({}, is_terminal=False)
    assert not wants_color({"NO_COLOR": "1"}, is_terminal=True)
    assert not wants_color({"TERM": "dumb"}, is_terminal=True)


def test_colour_adds_nothing_but_colour() -> None:
    colored = render_text([MISSPELT], sources(), is_colored=True)
    assert "\033[1;31merror[FLOW101]\033[0m" in colored
    for code in ("\033[1;31m", "\033[1;34m", "\033[1m", "\033[0m"):
        colored = colored.replace(code, "")
    assert colored == render_text([MISSPELT], sources())


def test_mistakes_are_sorted_by_place_and_told_once() -> None:
    first = Diagnostic("B", "b", Span("a.yaml", 2, 1, 2, 2))
    second = Diagnostic("A", "a", Span("a.yaml", 10, 1, 10, 2))
    third = Diagnostic("A", "a", Span("b.yaml", 1, 1, 1, 2))
    assert arrange([third, second, first, second]) == [first, second, third]


def test_the_end_says_how_many() -> None:
    warning = Diagnostic("A", "a", Span.of_file("a"), severity="warning")
    assert summarize([MISSPELT, warning, MISSPELT]) == "2 errors, 1 warning"
    assert render_text([], sources()) == ""
    assert has_errors([warning, MISSPELT])
    assert not has_errors([warning])


def test_json_has_the_names_of_the_classes() -> None:
    related = Diagnostic("A", "a", Span("a", 1, 1, 1, 2), ((Span("b", 2, 3, 2, 4), "here"),))
    assert json.loads(render_json([related])) == {
        "diagnostics": [
            {
                "code": "A",
                "severity": "error",
                "message": "a",
                "span": {"file": "a", "line": 1, "column": 1, "end_line": 1, "end_column": 2},
                "related": [
                    {
                        "span": {
                            "file": "b",
                            "line": 2,
                            "column": 3,
                            "end_line": 2,
                            "end_column": 4,
                        },
                        "text": "here",
                    }
                ],
                "help": None,
            }
        ]
    }


def test_github_gets_one_escaped_command_a_mistake() -> None:
    nasty = Diagnostic(
        "A", "100%\r\n::error::x", Span("a,b:c.yaml", 1, 2, 1, 5), (), "do this", "warning"
    )
    assert render_github([nasty]) == (
        "::warning file=a%2Cb%3Ac.yaml,line=1,endLine=1,col=2,endColumn=5,title=A"
        "::100%25%0D%0A::error::x%0Ahelp: do this\n"
    )


def test_github_gets_no_columns_for_several_lines() -> None:
    over = Diagnostic("A", "a", Span("a", 1, 2, 3, 4))
    assert render_github([over]) == "::error file=a,line=1,endLine=3,title=A::a\n"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("AnalyseConnection", "AnalyzeConnection"),
        ("analyzeconnection", "AnalyzeConnection"),
        ("EndCal", "EndCall"),
    ],
)
def test_a_misspelt_name_is_recognised(name: str, meant: str) -> None:
    help_text = did_you_mean(name, ["EndCall", "AnalyzeConnection", "NavigateIVR"])
    assert help_text == f'did you mean "{meant}"?'


def test_nothing_is_guessed_for_what_resembles_nothing() -> None:
    assert did_you_mean("Refund", ["EndCall", "NavigateIVR"]) is None
    assert did_you_mean("x" * 1_000_000, ["x" * 90]) is None


def test_a_quote_is_short_and_on_one_line() -> None:
    assert quote("a\nb") == '"a�b"'
    assert len(quote("x" * 1_000)) == 62
