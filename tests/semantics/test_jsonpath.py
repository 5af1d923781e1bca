"""JSONPath as Step Functions reads it.

Source: Jayway JsonPath's README; what an indefinite path gives on nothing is recorded; backslashes
before dots are the Amazon States Language specification's ("Reference Paths").
"""

import pytest

from semantics.jsonpath import (
    CannotPlace,
    PathNotFound,
    PathSyntaxError,
    compile_path,
    parse_path,
    place,
)
from semantics.payload import Json

STORE = {
    "rooms": [
        {"no": 1, "beds": 2, "free": True, "tags": ["sea", "quiet"]},
        {"no": 2, "beds": 1, "free": False},
        {"no": 3, "beds": 4},
    ],
    "delivery-partner": "X",
    "a b": {"c.d": 5},
    "foo@bar.baz": 6,
    "&Ж中": 7,
}


def read(path: str, document: Json = None) -> Json:
    return compile_path(parse_path(path))(STORE if document is None else document)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", STORE),
        (".rooms[0].no", 1),
        (".rooms[-1].no", 3),
        (".delivery-partner", "X"),
        ("['a b']['c.d']", 5),
        ('["a b"].["c.d"]', 5),
        (r".foo\@bar\.baz", 6),
        (r".\rooms[0].\n\o", 1),
        (".&Ж中", 7),
        (".rooms[*].no", [1, 2, 3]),
        (".rooms[0:2].no", [1, 2]),
        (".rooms[1:].no", [2, 3]),
        (".rooms[:-1].no", [1, 2]),
        (".rooms[0,2].no", [1, 3]),
        ("..no", [1, 2, 3]),
        (".rooms[0]['no','beds']", [{"no": 1, "beds": 2}]),
        (".rooms[?(@.beds > 1)].no", [1, 3]),
        (".rooms[?(@.free)].no", [1, 2]),
        (".rooms[?(@.free == true && @.beds >= 2)].no", [1]),
        (".rooms[?(@.no == 2 || @.no == 3)].no", [2, 3]),
        (".rooms[?(!(@.no == 2))].no", [1, 3]),
        (".rooms[?(@.tags[0] == 'sea')].no", [1]),
        (".rooms[?(@.tags[0] =~ /S.a/i)].no", [1]),
        (".rooms[?(@.no == '1')].no", []),
        (".missing[*].no", []),
        (".rooms[0].tags[?(@ == 'sea')]", []),  # the Developer Guide: @ matches objects only
    ],
)
def test_a_path_finds(path: str, found: Json) -> None:
    assert read(path) == found


def test_a_backslash_in_brackets_frees_only_their_quote() -> None:
    """Source: LocalStack's recording test_escape_sequence_parsing."""
    document = {'Test\\"': 1, "it's": 2}
    assert read("['Test\\\"']", document) == 1
    assert read("['it\\'s']", document) == 2


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (".missing", "No results for path: $['missing']"),
        (".no.such.path", "Missing property in path $['no']"),
        (".rooms[7]", "No results for path: $['rooms'][7]"),
        (".rooms.no", "No results for path: $['rooms']['no']"),
        (
            ".rooms[0].no[1]",
            "Filter: [1] can only be applied to arrays. Current context is: 1",
        ),
    ],
)
def test_a_definite_path_that_leads_nowhere_says_why(path: str, reason: str) -> None:
    with pytest.raises(PathNotFound) as missing:
        read(path)
    assert missing.value.reason == reason


@pytest.mark.parametrize(
    "path",
    ["a", ".", ".a[", ".a[x]", ".a['b]", ".a[?(@.b]", ".a[?(=@.b)]", ".a[?(@.b =~ /(/)]"],
)
def test_a_text_that_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(PathSyntaxError):
        parse_path(path)


def test_placing_copies_only_the_way_and_makes_missing_objects() -> None:
    document = {"keep": {"x": 1}, "list": [1, 2]}
    placed = place(document, ("new", "deep"), 5)
    assert placed == {**document, "new": {"deep": 5}}
    assert placed["keep"] is document["keep"]
    assert place(document, ("list", 1), "two")["list"] == [1, "two"]
    assert document == {"keep": {"x": 1}, "list": [1, 2]}


@pytest.mark.parametrize("keys", [("keep", "x", "y"), ("list", 2), ("list", "name"), (0,)])
def test_placing_where_the_document_has_something_else_is_refused(
    keys: tuple[str | int, ...],
) -> None:
    with pytest.raises(CannotPlace):
        place({"keep": {"x": 1}, "list": [1, 2]}, keys, 5)
