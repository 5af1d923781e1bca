"""What a rule's target is sent, row by row.

Sources, as in `semantics.target_input`: "User Guide" (EventBridge, "Amazon EventBridge input
transformation"), "API" (PutTargets, Target, InputTransformer), "recorded" (the service's answers in
localstack/localstack, tests/aws/services/events/test_events_inputs.snapshot.json) and "assumed".
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semantics.payload import Json, json_text
from semantics.target_input import (
    CannotTransform,
    InvalidTargetInput,
    RuleNames,
    read_target_input,
)

LIMIT_SECONDS = 2.0
DEEP = "[" * 4000 + "]" * 4000

RULE = RuleNames("arn:aws:events:us-east-2:123456789012:rule/example", "example", "T")

EVENT: Json = {
    "version": "0",
    "detail-type": "EC2 Instance State-change Notification",
    "source": "aws.ec2",
    "resources": ["arn:one", "arn:two"],
    "detail": {
        "instance-id": "i-0123456789",
        "state": "RUNNING",
        "valid": True,
        "cores": 0,
        "price": 1.5,
        "owner": None,
        "tags": ["ACTIVE", "INACTIVE"],
        "payload": {"acc_id": "0a78", "sf_id": "baz"},
        "volumes": [{"size": 8}, {"size": 16}],
        "a/b": "slash",
        "said": 'a "b" c\\d',
        "lines": "one\ntwo",
        "closing": 'x", "admin": "yes',
    },
}

PATHS = {
    "instance": "$.detail.instance-id",
    "state": "$.detail.state",
    "valid": "$.detail.valid",
    "cores": "$.detail.cores",
    "price": "$.detail.price",
    "owner": "$.detail.owner",
    "tags": "$.detail.tags",
    "payload": "$.detail.payload",
    "said": "$.detail.said",
    "lines": "$.detail.lines",
    "closing": "$.detail.closing",
    "missing": "$.detail.nothing.here",
}


def sent(target: dict[str, Json], event: Json = EVENT) -> str:
    return read_target_input({"Id": "1", "Arn": "arn", **target}).text(event, RULE)


def filled(template: str, paths: Json = PATHS, event: Json = EVENT) -> str:
    transformer = {"InputPathsMap": paths, "InputTemplate": template}
    return sent({"InputTransformer": transformer}, event)


def test_without_any_of_the_three_fields_the_whole_event_is_sent() -> None:
    assert sent({}) == json_text(EVENT)


def test_a_constant_is_sent_as_it_was_written() -> None:
    assert sent({"Input": '{"a":  1}'}) == '{"a":  1}'


INPUT_PATHS = [
    ("recorded", "$.detail.payload", '{"acc_id":"0a78","sf_id":"baz"}'),
    ("recorded: text comes in quotes", "$.detail.state", '"RUNNING"'),
    ("API: the whole event", "$", json_text(EVENT)),
    ("API: bracket notation", "$['detail'][\"state\"]", '"RUNNING"'),
    ("User Guide: indexes", "$.detail.volumes[1].size", "16"),
    ("User Guide: wildcards", "$.detail.volumes[*].size", "[8,16]"),
    ("assumed: a wildcard finds nothing", "$.detail.state.*", "[]"),
    ("User Guide: slashes", "$.detail.a/b", '"slash"'),
    ("JSON has null", "$.detail.owner", "null"),
]


@pytest.mark.parametrize(("source", "path", "text"), INPUT_PATHS)
def test_an_input_path_sends_a_part_of_the_event(source: str, path: str, text: str) -> None:
    assert sent({"InputPath": path}) == text, source


def test_an_input_path_that_leads_nowhere_sends_nothing() -> None:
    with pytest.raises(CannotTransform, match=r"nothing at InputPath \$\.detail\.nothing"):
        sent({"InputPath": "$.detail.nothing"})


TEMPLATES = [
    # text templates
    ("User Guide", '"<instance> is in <state>"', '"i-0123456789 is in RUNNING"'),
    ("User Guide: escaped quotes", r'"\"<instance>\" is up"', r'"\"i-0123456789\" is up"'),
    ("recorded: many lines", '"<instance>"\n"<state>"', '"i-0123456789"\n"RUNNING"'),
    ("assumed: blank lines stay", '"<state>"\n\n"on"\n', '"RUNNING"\n\n"on"\n'),
    ("recorded: begins like JSON", '"{[/Check <state>"', '"{[/Check RUNNING"'),
    ("recorded: no such path", '"at <missing>."', '"at ."'),
    ("recorded: array in text", '"<tags> items"', '"[ACTIVE,INACTIVE] items"'),
    ("recorded: object in text", '"of <payload>"', '"of {acc_id:0a78,sf_id:baz}"'),
    ("recorded: boolean in text", '"is <valid>!"', '"is true!"'),
    ("assumed: numbers, null", '"<cores> <price> <owner>"', '"0 1.5 null"'),
    ("User Guide: nothing is escaped", '"he <said>"', '"he a "b" c\\d"'),
    ("User Guide: nothing is escaped", '"<lines>"', '"one\ntwo"'),
    # JSON templates
    ("User Guide", '{"state": <state>}', '{"state": "RUNNING"}'),
    ("User Guide: list", '{"s": [9, <state>, true]}', '{"s": [9, "RUNNING", true]}'),
    ("User Guide: in quotes", '{"state": "<state>"}', '{"state": "RUNNING"}'),
    ("User Guide: escaped", r'{"s": "\"<state>\" <state>"}', r'{"s": "\"RUNNING\" RUNNING"}'),
    ("recorded: no such path", '{"s": <missing>}', '{"s": ""}'),
    ("recorded: no such path", '{"s": "<missing>"}', '{"s": ""}'),
    ("recorded: in one text twice", '{"s": "u/<state>/<state>"}', '{"s": "u/RUNNING/RUNNING"}'),
    ("recorded: array", '{"t": <tags>}', '{"t": ["ACTIVE","INACTIVE"]}'),
    ("recorded: object", '{"p": <payload>}', '{"p": {"acc_id":"0a78","sf_id":"baz"}}'),
    ("assumed: escaped as JSON", '{"s": <said>}', r'{"s": "a \"b\" c\\d"}'),
    ("assumed: escaped as JSON", '{"s": <lines>}', r'{"s": "one\ntwo"}'),
    ("User Guide: nothing is escaped", '{"s": "<closing>"}', '{"s": "x", "admin": "yes"}'),
    ("assumed: numbers, null", "[<cores>, <price>, <owner>]", "[0, 1.5, null]"),
    ("assumed: numbers, null", '["<cores>", "<owner>"]', '["0", "null"]'),
    ("assumed: one value alone", "<payload>", '{"acc_id":"0a78","sf_id":"baz"}'),
    ("assumed: written space stays", '{ "s":\n <state> }\n', '{ "s":\n "RUNNING" }\n'),
    # what is a placeholder
    ("assumed: no second bracket", '"1 < 2 of <state>"', '"1 < 2 of RUNNING"'),
    ("assumed: the innermost", '"<<state>>"', '"<RUNNING>"'),
    ("a backslash is not a quote's", r'{"s": "\\", "t": <state>}', r'{"s": "\\", "t": "RUNNING"}'),
    ("values are not read again", '"<x>"', '"<state>"'),
    # predefined
    ("User Guide", '"<aws.events.rule-name> triggered"', '"example triggered"'),
    ("User Guide", '{"arn": <aws.events.rule-arn>}', f'{{"arn": "{RULE.rule_arn}"}}'),
    ("User Guide", '{"at": <aws.events.event.ingestion-time>}', '{"at": "T"}'),
    ("User Guide", '{"e": <aws.events.event.json>}', f'{{"e": {json_text(EVENT)}}}'),
]


@pytest.mark.parametrize(("source", "template", "text"), TEMPLATES)
def test_a_template_is_filled(source: str, template: str, text: str) -> None:
    event = EVENT | {"x": "<state>"}
    if "event.json" in template:
        event = EVENT
    assert filled(template, PATHS | {"x": "$.x"}, event) == text, source


def test_the_predefined_event_has_no_detail_and_another_name_for_its_type() -> None:
    """Recorded."""
    original = json.loads(filled("<aws.events.event>"))
    expected = {name: EVENT[name] for name in ("version", "source", "resources")}
    assert original == expected | {"detailType": EVENT["detail-type"]}


NOT_SENT = [
    ("recorded: object in quotes", '{"p": "of <payload>"}'),
    ("recorded: array in quotes", '{"t": "<tags>"}'),
    ("User Guide: its contents are not escaped", '{"e": "<aws.events.event.json>"}'),
    ("User Guide: nothing is escaped", '{"s": "<said>"}'),
    ("User Guide: nothing is escaped", '{"s": "<lines>"}'),
]


@pytest.mark.parametrize(("source", "template"), NOT_SENT)
def test_a_json_template_that_is_no_json_when_filled_is_not_sent(
    source: str, template: str
) -> None:
    with pytest.raises(CannotTransform, match="the filled InputTemplate is no JSON"):
        pytest.fail(f"{source}: sent {filled(template)}")


def transformer(template: Json, paths: Json = PATHS) -> dict[str, Json]:
    return {"InputTransformer": {"InputPathsMap": paths, "InputTemplate": template}}


TOP = {
    "the longest constant": {"Input": f'"{"x" * 8190}"'},
    "the longest path": {"InputPath": "$." + "x" * 254},
    "the longest template": transformer(f'"{"x" * 8190}"'),
    "the longest name": transformer('"x"', {"x" * 256: "$"}),
    "the most variables": transformer('"x"', {f"v{n}": "$" for n in range(100)}),
    "no variables": {"InputTransformer": {"InputTemplate": '"x"'}},
}


@pytest.mark.parametrize("limit", TOP)
def test_what_is_just_within_a_limit_is_read(limit: str) -> None:
    """Source: API, the lengths of each field."""
    assert read_target_input(TOP[limit])


def variable(name: str, path: Json) -> dict[str, Json]:
    return transformer('"x"', {name: path})


TEMPLATE = "InputTransformer.InputTemplate"
VARIABLES = "InputTransformer.InputPathsMap"

REFUSED: list[tuple[str, dict[str, Json], str, str]] = [
    ("recorded", {"Input": "1", "InputPath": "$"}, "InputPath", "only one of Input, InputPath"),
    (
        "recorded",
        {"InputPath": "$"} | transformer('"x"'),
        "InputTransformer",
        "only one of Input, InputPath",
    ),
    ("API", {"Input": "hello"}, "Input", "not a valid JSON text .* written in quotes"),
    ("API", {"Input": "NaN"}, "Input", "NaN is no JSON"),
    ("API", {"Input": f'"{"x" * 8191}"'}, "Input", "at most 8192 characters"),
    ("API", {"Input": {"a": 1}}, "Input", "JSON text of at most"),
    ("API", {"InputPath": "detail"}, "InputPath", r"expected \$ followed by"),
    ("API", {"InputPath": None}, "InputPath", "None is no path"),
    ("API", {"InputPath": "$." + "x" * 255}, "InputPath", "257 characters; at most 256"),
    ("User Guide: no filters", {"InputPath": "$.detail[?(@.a)]"}, "InputPath", "is no path"),
    ("User Guide: no descent", {"InputPath": "$..state"}, "InputPath", "is no path"),
    ("User Guide: no slices", {"InputPath": "$.resources[0:1]"}, "InputPath", "is no path"),
    ("User Guide: no negative index", {"InputPath": "$.x[-1]"}, "InputPath", "is no path"),
    ("User Guide: no other signs", {"InputPath": "$.a:b"}, "InputPath", "is no path"),
    ("API", {"InputTransformer": {}}, "InputTransformer", "expected InputTemplate"),
    ("API", {"InputTransformer": "<a>"}, "InputTransformer", "expected InputTemplate"),
    (
        "API",
        {"InputTransformer": {"InputTemplate": '"x"', "InputPath": "$"}},
        "InputTransformer",
        "unknown field 'InputPath'",
    ),
    ("API", transformer('"x"', []), VARIABLES, "at most 100 names of variables"),
    (
        "API",
        transformer('"x"', {f"v{n}": "$" for n in range(101)}),
        VARIABLES,
        "at most 100 names of variables",
    ),
    ("API", variable("", "$"), VARIABLES, "'' is no name"),
    ("API", variable("x" * 257, "$"), VARIABLES, "1 to 256 letters"),
    ("API", variable("a b", "$"), VARIABLES, "'a b' is no name"),
    ("API", variable("aws.events.mine", "$"), VARIABLES, "the service's own"),
    ("API: dot notation", variable("a", "$['detail']"), f"{VARIABLES}.a", "is no path"),
    ("API", variable("a", 1), f"{VARIABLES}.a", "1 is no path"),
    ("API", transformer(""), TEMPLATE, "text of 1 to 8192 characters"),
    ("API", transformer(f'"{"x" * 8191}"'), TEMPLATE, "text of 1 to 8192 characters"),
    ("API", transformer({"a": 1}), TEMPLATE, "text of 1 to 8192 characters"),
    ("recorded", transformer('"<nobody>"'), TEMPLATE, "invalid placeholder <nobody>; known are"),
    ("recorded", transformer('"<aws.events.x>"'), TEMPLATE, "invalid placeholder <aws.events.x>"),
    ("assumed: nothing to name", transformer('"<>"'), TEMPLATE, "invalid placeholder <>"),
    ("API", transformer('{"<state>": 1}'), TEMPLATE, "<state> cannot be used as an object key"),
    ("API", transformer('{"a <state>b" : 1}'), TEMPLATE, "cannot be used as an object key"),
    ("API", transformer("{<state>: 1}"), TEMPLATE, "no JSON at line 1, column 2"),
    ("User Guide: quotes", transformer("<state> is on"), TEMPLATE, "line 1, column 9"),
    ("User Guide: quotes", transformer('"a"\n<state>'), TEMPLATE, "line 2 is not in quotes"),
    ("User Guide: quotes", transformer('"a"\nb'), TEMPLATE, "no JSON at line 2, column 1"),
    ("assumed: text on two lines", transformer('"a\nb"'), TEMPLATE, "no JSON at line 1, column 1"),
    ("JSON", transformer('{\n"a": <state>,\n}'), TEMPLATE, "no JSON at line 3, column 1"),
    ("JSON", transformer("1<cores>"), TEMPLATE, "no JSON at line 1, column 2"),
    ("JSON", transformer("[NaN]"), TEMPLATE, "NaN is no JSON"),
    ("User Guide: no escape", transformer(r'"\<nobody>"'), TEMPLATE, "placeholder <nobody>"),
    ("User Guide: no escape", transformer(r'"\<state>"'), TEMPLATE, "no JSON at line 1"),
]


@pytest.mark.parametrize(("source", "target", "place", "message"), REFUSED)
def test_what_cannot_be_put_is_refused_at_its_place(
    source: str, target: dict[str, Json], place: str, message: str
) -> None:
    with pytest.raises(InvalidTargetInput, match=message) as refusal:
        pytest.fail(f"{source}: accepted {read_target_input(target)}")
    assert refusal.value.place == place
    assert str(refusal.value).startswith(f"{place}: ")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
ANY_VALUES = VALUES | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
ONE = {"v": "$.detail.v"}


def with_value(value: Json) -> Json:
    return {"detail-type": "t", "detail": {"v": value}}


@given(ANY_VALUES)
def test_outside_of_quotes_every_value_gives_json_that_reads_back(value: Json) -> None:
    text = filled('{"a": <v>, "b": [<v>, 1]}', ONE, with_value(value))
    assert json.loads(text) == {"a": value, "b": [value, 1]}


@given(st.text() | st.text(alphabet='"\\,:{}[]an1 '))
def test_inside_of_quotes_text_stands_as_it_is_and_is_sent_only_if_that_is_json(text: str) -> None:
    expected = f'{{"a": "{text}"}}'
    try:
        json.loads(expected)
    except ValueError:
        with pytest.raises(CannotTransform):
            filled('{"a": "<v>"}', ONE, with_value(text))
    else:
        assert filled('{"a": "<v>"}', ONE, with_value(text)) == expected


@given(ANY_VALUES)
def test_a_text_template_is_sent_whatever_the_event_holds(value: Json) -> None:
    bare = value if isinstance(value, str) else json_text(value).replace('"', "")
    assert filled('"a <v> b"', ONE, with_value(value)) == f'"a {bare} b"'


@given(
    ANY_VALUES.filter(lambda value: not isinstance(value, str)), st.text(alphabet="<>v\"'\\ ab:")
)
def test_a_template_is_refused_or_filled_and_nothing_else(value: Json, template: str) -> None:
    try:
        target = read_target_input(transformer(f'{{"a": "{template}"}}', ONE))
    except InvalidTargetInput:
        return
    try:
        text = target.text(with_value(value), RULE)
    except CannotTransform:
        return
    assert "a" in json.loads(text)


@pytest.mark.parametrize("part", ["<", ">", '"', "\\", "<v", '<"', "<v>", '"<v>"', "   <v>"])
def test_the_longest_templates_are_read_in_little_time(part: str) -> None:
    """Well below what each would take if every sign were compared with all that follow."""
    template = (part * 8192)[:8190]
    start = time.process_time()
    for _ in range(100):
        with suppress(InvalidTargetInput):
            read_target_input(transformer(f'"{template}"', ONE))
    assert time.process_time() - start < LIMIT_SECONDS


@pytest.fixture
def _little_recursion() -> Iterator[None]:
    """Python's own limit, which other tests' tools raise."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.usefixtures("_little_recursion")
@pytest.mark.parametrize("target", [{"Input": DEEP}, transformer(DEEP)])
def test_json_that_is_nested_too_deep_to_read_is_refused(target: dict[str, Json]) -> None:
    with pytest.raises(InvalidTargetInput, match="maximum recursion depth"):
        read_target_input(target)


@pytest.mark.usefixtures("_little_recursion")
def test_text_that_brings_json_too_deep_to_read_is_not_sent() -> None:
    with pytest.raises(CannotTransform, match="maximum recursion depth"):
        filled('{"a": "<v>"}', ONE, with_value(f'x", "b": {DEEP}, "c": "'))
