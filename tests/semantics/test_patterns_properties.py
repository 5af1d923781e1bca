"""What holds for every pattern and every event.

The array rule is checked against a second, naive implementation of the words in aws/event-ruler's
README ("JSON Array Matching"): list all leaves with the array elements that they lie in, and try
every choice of one leaf for each field.
"""

import json
from collections.abc import Iterator
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from semantics.patterns import InvalidPattern, PatternSet, parse, parse_json, witness
from semantics.patterns.matching import Field
from semantics.patterns.values import Scalar, scalar

Membership = dict[int, int]
Leaf = tuple[str, Scalar, Membership]

texts = st.sampled_from(["", "a", "ab", "abc", "B", "aB*", "É", "10.0.0.1", "::1", "ß", "SS"])
numbers = st.sampled_from([0, 1, -1, 1.5, 2**53 + 1, 1e300])
scalars = st.one_of(texts, numbers, st.none(), st.booleans())
names = st.sampled_from(["a", "b", "c"])

events = st.dictionaries(
    st.sampled_from(["a", "b", "c", "a.b"]),
    st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=3,
)

some_texts = st.lists(texts, min_size=1, max_size=2)
wildcards = st.sampled_from(["*", "a*", "*b", "a*c", "*b*", "", "ab", "*a*b*", r"aB\*"])
ranges = st.sampled_from([["<", 1], [">=", 0], [">", -1, "<", 1], [">=", 0, "<=", 1.5], ["=", 1]])
case = st.fixed_dictionaries({"equals-ignore-case": texts})
affixes = texts.filter(bool)
alternatives = st.one_of(
    scalars,
    st.fixed_dictionaries({"prefix": st.one_of(texts, case)}),
    st.fixed_dictionaries({"suffix": st.one_of(texts, case)}),
    st.fixed_dictionaries({"wildcard": wildcards}),
    st.fixed_dictionaries({"exists": st.booleans()}),
    st.fixed_dictionaries({"numeric": ranges}),
    st.fixed_dictionaries({"cidr": st.sampled_from(["10.0.0.0/8", "::/64"])}),
    case,
    st.fixed_dictionaries(
        {
            "anything-but": st.one_of(
                some_texts,
                st.sampled_from([[0, 1], [1.5]]),
                st.fixed_dictionaries({"prefix": affixes}),
                st.fixed_dictionaries({"suffix": st.lists(affixes, min_size=1, max_size=2)}),
                st.fixed_dictionaries({"equals-ignore-case": some_texts}),
                st.fixed_dictionaries({"wildcard": wildcards}),
            )
        }
    ),
)
present = alternatives.filter(lambda value: value != {"exists": False})


def patterns_of(
    alternative: st.SearchStrategy[object],
) -> st.SearchStrategy[dict[str, object]]:
    fields = st.lists(alternative, min_size=1, max_size=3)
    objects = st.recursive(
        st.dictionaries(names, fields, min_size=1, max_size=3),
        lambda inner: st.dictionaries(names, st.one_of(fields, inner), min_size=1, max_size=3),
        max_leaves=4,
    )
    with_or = st.builds(
        lambda rest, either: {**rest, "$or": either},
        objects,
        st.lists(objects, min_size=2, max_size=3),
    )
    return st.one_of(objects, with_or)


patterns = patterns_of(alternatives)
json_values = st.recursive(
    st.one_of(scalars, st.sampled_from(["=", "<", ">", "prefix"]), st.floats(), st.integers()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["a", "$or", "prefix", "anything-but", "numeric", "cidr", "wildcard"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=20,
)


@given(json_values)
def test_reading_a_pattern_yields_a_pattern_or_a_refusal(value: object) -> None:
    with suppress(InvalidPattern):
        parse(value)


@given(st.one_of(st.text(), json_values.map(json.dumps)))
def test_reading_a_text_yields_a_pattern_or_a_refusal(text: str) -> None:
    with suppress(InvalidPattern):
        parse_json(text)


@given(st.lists(patterns, min_size=1, max_size=8), st.lists(events, min_size=1, max_size=4))
def test_a_set_finds_what_its_patterns_match_one_by_one(
    several: list[dict[str, object]], incoming: list[dict[str, object]]
) -> None:
    parsed = {str(number): parse(pattern) for number, pattern in enumerate(several)}
    together = PatternSet()
    for name, pattern in parsed.items():
        together.add(name, pattern)
    for event in incoming:
        one_by_one = [name for name, pattern in parsed.items() if pattern.matches(event)]
        assert together.matching(event) == one_by_one


@given(patterns)
def test_a_witness_matches_its_pattern(pattern: dict[str, object]) -> None:
    parsed = parse(pattern)
    event = witness(parsed)
    assert event is not None
    assert parsed.matches(event)


@given(patterns_of(present), events)
def test_matching_is_a_choice_of_one_leaf_for_each_field(
    pattern: dict[str, object], event: dict[str, object]
) -> None:
    parsed = parse(pattern)
    expected = any(chosen(list(fields), list(leaves(event)), {}) for fields in parsed.branches)
    assert parsed.matches(event) == expected


@given(patterns, events.filter(lambda event: "a.b" not in event))
def test_absence_is_judged_in_order_of_path(
    pattern: dict[str, object], event: dict[str, object]
) -> None:
    parsed = parse(pattern)
    expected = any(chosen(list(fields), list(leaves(event)), {}) for fields in parsed.branches)
    assert parsed.matches(event) == expected


def chosen(fields: list[Field], known: list[Leaf], settled: Membership) -> bool:
    """Try every consistent leaf for the first field, then the rest; the naive definition."""
    if not fields:
        return True
    field, *rest = fields
    consistent = [
        (value, {**settled, **elements})
        for path, value, elements in known
        if path == field.path and all(settled.get(a, at) == at for a, at in elements.items())
    ]
    if field.may_be_absent and not consistent and chosen(rest, known, settled):
        return True
    return any(
        field.accepts_any([value]) and chosen(rest, known, elements)
        for value, elements in consistent
    )


def leaves(event: dict[str, object]) -> Iterator[Leaf]:
    """Yield each leaf with its path and, for each array around it, the index of its element."""
    arrays = iter(range(10**6))

    def walk(path: str, node: object, elements: Membership) -> Iterator[Leaf]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from walk(f"{path}.{key}" if path else key, value, elements)
        elif isinstance(node, list):
            array = next(arrays)
            for at, item in enumerate(node):
                inside = {**elements, array: at} if isinstance(item, dict | list) else elements
                yield from walk(path, item, inside)
        else:
            yield path, scalar(node), elements

    return walk("", event, {})
