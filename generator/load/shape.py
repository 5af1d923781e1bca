"""Checks a tree against a schema's rules and says in the author's words what does not fit.

It stands apart because a shape can be wrong in many places at once, while everything above may
rely on it. Our own reader of JSON Schema, as the library knows no places and takes 70 ms to import;
a property test holds both to the same verdict. Invariant: no diagnostics means that the tree fits,
and each mistake is told once, at the narrowest place.
"""

from generator.diagnostics import Diagnostic, Span, closest, did_you_mean, quote
from generator.load.schema import Rule
from generator.load.tree import Mapping, Node, Scalar, Sequence
from generator.load.union import (
    branch_meant,
    cannot_fit,
    fixed_field,
    has_type,
    has_value,
    marks,
)
from generator.load.wording import either, expected, found, limit

MOST_FIELDS_LISTED = 12

_NO_OTHERS: frozenset[str] = frozenset()


def check_shape(root: Node, rule: Rule) -> list[Diagnostic]:
    """Every violation as one diagnostic; an empty list if the tree fits."""
    return _check(root, rule, None, _NO_OTHERS)


def _check(
    node: Node, rule: Rule, owner: Scalar | None, others: frozenset[str]
) -> list[Diagnostic]:
    """Check one node.

    `owner` is the key that holds it; `others` are the fields that would have made it another
    branch of the union that it stands in.
    """
    if isinstance(node, Scalar) and node.is_refused:
        return []
    if not has_type(node, rule):
        return [_wrong_type(node, rule, owner)]
    if rule.values is not None and not has_value(node, rule.values):
        return [_wrong_value(node, rule, owner)]
    if isinstance(node, Scalar):
        problems = _check_scalar(node, rule, owner)
    elif isinstance(node, Mapping):
        problems = _check_mapping(node, rule, owner, others)
    else:
        problems = _check_sequence(node, rule, owner)
    if rule.branches and not problems:
        return _check_union(node, rule, owner)
    return problems


def _check_scalar(node: Scalar, rule: Rule, owner: Scalar | None) -> list[Diagnostic]:
    value = node.value
    if isinstance(value, str):
        if rule.pattern and not rule.pattern.search(value):
            return [_wrong_value(node, rule, owner)]
        return _check_counts(node, rule, owner, "Length", len(value)) if rule.counts else []
    if rule.counts and isinstance(value, int | float) and not isinstance(value, bool):
        return _check_counts(node, rule, owner, "imum", value)
    return []


def _check_sequence(node: Sequence, rule: Rule, owner: Scalar | None) -> list[Diagnostic]:
    problems = _check_counts(node, rule, owner, "Items", len(node.items)) if rule.counts else []
    if rule.items is not None:
        for item in node.items:
            problems += _check(item, rule.items, None, _NO_OTHERS)
    return problems


def _check_mapping(
    node: Mapping, rule: Rule, owner: Scalar | None, others: frozenset[str]
) -> list[Diagnostic]:
    entries = node.entries
    problems: list[Diagnostic] = []
    misspelt: set[str | None] = set()
    for name, entry in entries.items():
        if rule.names is not None:
            problems += _check(entry.key, rule.names, entry.key, _NO_OTHERS)
        rules = _rules_for(name, rule)
        for each in rules:
            problems += _check(entry.value, each, entry.key, _NO_OTHERS)
        if not rules and rule.additional is False:
            meant = closest(name, (each for each in rule.properties if each not in entries))
            misspelt.add(meant)
            problems.append(_unknown_field(entry.key, rule, meant, name in others))
    missing = [name for name in rule.required if name not in entries and name not in misspelt]
    problems += [_missing_field(node, owner, f"missing field {quote(name)}") for name in missing]
    if rule.counts:
        problems += _check_counts(node, rule, owner, "Properties", len(entries))
    return problems


def _rules_for(name: str, rule: Rule) -> list[Rule]:
    """List the rules that a field's value must keep; none if the field is not known."""
    rules = [rule.properties[name]] if name in rule.properties else []
    rules += [each for pattern, each in rule.patterns if pattern.search(name)]
    if not rules and isinstance(rule.additional, Rule):
        return [rule.additional]
    return rules


def _check_counts(
    node: Node, rule: Rule, owner: Scalar | None, what: str, size: float
) -> list[Diagnostic]:
    """Hold a length, a number of items or a number itself to its least and its most."""
    problems = []
    least, most = f"min{what}", f"max{what}"
    for keyword, is_broken in (
        (least, size < rule.counts.get(least, size)),
        (most, size > rule.counts.get(most, size)),
    ):
        if is_broken:
            demand = limit(keyword, rule.counts[keyword])
            message = f"expected {demand}, found {size:g}"
            problems.append(Diagnostic("SPEC033", message, _place(node, owner)))
    return problems


def _check_union(node: Node, rule: Rule, owner: Scalar | None) -> list[Diagnostic]:
    viable = [each for each in rule.branches if not cannot_fit(node, each)]
    if not viable:
        return _explain_no_branch(node, rule, owner)
    verdicts = []
    # What asks for most comes first: if it fits, nobody has to word why the others do not.
    for each in sorted(viable, key=lambda each: -len(each.required)):
        problems = _check(node, each, owner, _other_marks(each, rule))
        if not problems:
            return []
        verdicts.append(problems)
    return min(verdicts, key=len)


def _other_marks(branch: Rule, union: Rule) -> frozenset[str]:
    others = (each for each in union.branches if each is not branch)
    return frozenset(name for each in others for name in marks(each, union.branches))


def _explain_no_branch(node: Node, rule: Rule, owner: Scalar | None) -> list[Diagnostic]:
    """Say why a node fits no branch, by the one that is meant."""
    typed = [each for each in rule.branches if has_type(node, each)]
    if not isinstance(node, Mapping) or not typed:
        return [_wrong_value(node, rule, owner) if typed else _wrong_type(node, rule, owner)]
    if fixed := fixed_field(node, typed):
        name, sharing = fixed
        entry = node.entries[name]
        values = tuple(value for each in sharing for value in each.properties[name].values or ())
        if not has_value(entry.value, values):
            return [_wrong_value(entry.value, Rule(values=values), entry.key)]
        typed = [
            each for each in sharing if has_value(entry.value, each.properties[name].values or ())
        ]
    meant = typed[0] if len(typed) == 1 else branch_meant(node, typed)
    if meant is not None:
        return _check(node, meant, owner, _other_marks(meant, rule))
    names = dict.fromkeys(quote(name) for each in typed for name in marks(each, typed))
    if not names:
        return min((_check(node, each, owner, _NO_OTHERS) for each in typed), key=len)
    return [_missing_field(node, owner, f"expected one of the fields {either(names)}")]


def _unknown_field(
    key: Scalar,
    rule: Rule,
    meant: str | None,
    is_of_another_branch: bool,  # noqa: FBT001  # private
) -> Diagnostic:
    name = quote(key.raw)
    if is_of_another_branch:
        required = either(quote(each) for each in rule.required)
        message = f"{name} does not go together with {required}"
        return Diagnostic("SPEC034", message, key.span)
    known = list(rule.properties)
    advice = None
    if meant is not None:
        advice = f"did you mean {quote(meant)}?"
    elif 0 < len(known) <= MOST_FIELDS_LISTED:
        advice = f"known here: {', '.join(known)}"
    return Diagnostic("SPEC030", f"unknown field {name}", key.span, help=advice)


def _missing_field(node: Mapping, owner: Scalar | None, message: str) -> Diagnostic:
    """Place what is not there: at the key that holds the mapping, else at the mapping's first."""
    if owner is not None:
        return Diagnostic("SPEC031", f"{message} in {quote(owner.raw)}", owner.span)
    first = next(iter(node.entries.values()), None)
    return Diagnostic("SPEC031", message, first.key.span if first else node.span)


def _wrong_type(node: Node, rule: Rule, owner: Scalar | None) -> Diagnostic:
    message = f"expected {expected(rule)}, found {found(node)}"
    return Diagnostic("SPEC032", message, _place(node, owner), help=_type_help(node, rule))


def _type_help(node: Node, rule: Rule) -> str | None:
    """Say what to do about a value that is read otherwise than the author thinks."""
    if not isinstance(node, Scalar) or rule.types is None or rule.pattern or rule.expected:
        return None
    if "string" in rule.types and node.raw:
        return f"put it in quotes: {quote(node.raw)}"
    if "boolean" in rule.types and node.raw.lower() in ("true", "yes", "on"):
        return "write true"
    if "boolean" in rule.types and node.raw.lower() in ("false", "no", "off"):
        return "write false"
    return None


def _wrong_value(node: Node, rule: Rule, owner: Scalar | None) -> Diagnostic:
    message = f"expected {expected(rule)}, found {found(node)}"
    names = [each for each in _values(rule) if isinstance(each, str)]
    text = node.raw if isinstance(node, Scalar) else ""
    place = _place(node, owner)
    return Diagnostic("SPEC033", message, place, help=did_you_mean(text, names))


def _values(rule: Rule) -> list[object]:
    nested = [value for each in rule.branches for value in _values(each)]
    return [*(rule.values or ()), *nested]


def _place(node: Node, owner: Scalar | None) -> Span:
    """Place a value: where it stands, or at its key if it was left out or runs over lines."""
    span = node.span
    is_seen = span.line == span.end_line and span.column < span.end_column
    return span if is_seen or owner is None else owner.span
