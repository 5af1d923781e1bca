"""A rule's target as PutTargets takes it, read for what it is sent.

It stands apart from the template's language: here are the three fields that exclude each other,
their limits, and the names that a template may use. Invariant: what was read once is never refused
later.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from semantics.jsonpath import PathNotFound
from semantics.payload import Json, json_text, read_json
from semantics.target_input.errors import CannotTransform, InvalidTargetInput
from semantics.target_input.event_path import Reader, read_input_path, read_variable_path
from semantics.target_input.template import Template, read_template

MAX_INPUT_CHARACTERS = 8192
"""Source: API, TargetInput."""

MAX_VARIABLES = 100
"""Source: API, TransformerPaths."""

_VARIABLE_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""Source: API, InputTransformerPathKey. No dot, so none of the service's own names fits."""


class RuleNames(NamedTuple):
    """What the predefined variables say of the rule, and when the bus took the event in."""

    rule_arn: str
    rule_name: str
    ingestion_time: str
    """ISO 8601, as in 2026-01-31T12:00:00Z."""


class TargetInput(Protocol):
    """What one target is sent for an event."""

    def text(self, event: Json, rule: RuleNames) -> str:
        """The text for `event`, the whole event as targets see it; raises CannotTransform."""


@dataclass(frozen=True, slots=True)
class _Constant:
    """Input: "nothing from the event itself is passed to the target" (API)."""

    constant: str

    def text(self, event: Json, rule: RuleNames) -> str:  # noqa: ARG002 - it never changes
        return self.constant


@dataclass(frozen=True, slots=True)
class _Part:
    """InputPath, or the whole event. A path that leads nowhere sends nothing (assumed: there is
    nothing to send).
    """

    path: str
    reader: Reader

    def text(self, event: Json, rule: RuleNames) -> str:  # noqa: ARG002 - it is the event's
        try:
            return json_text(self.reader(event))
        except PathNotFound:
            raise CannotTransform(f"the event has nothing at InputPath {self.path}") from None


@dataclass(frozen=True, slots=True)
class _Transformer:
    """InputTransformer. A variable whose path leads nowhere has no value."""

    variables: Mapping[str, Reader]
    template: Template

    def text(self, event: Json, rule: RuleNames) -> str:
        values = _predefined(event, rule)
        for name, reader in self.variables.items():
            try:
                values[name] = reader(event)
            except PathNotFound:
                continue
        return self.template.fill(values)


def read_target_input(target: Mapping[str, Json]) -> TargetInput:
    """Read a rule's target as PutTargets takes it; raises InvalidTargetInput.

    At most one of Input, InputPath and InputTransformer is there (recorded); other fields are not
    looked at.
    """
    given = [field for field in ("Input", "InputPath", "InputTransformer") if field in target]
    match given:
        case []:
            return _read_part("$")
        case ["Input"]:
            return _read_constant(target["Input"])
        case ["InputPath"]:
            return _read_part(target["InputPath"])
        case ["InputTransformer"]:
            return _read_transformer(target["InputTransformer"])
        case _:
            reason = "only one of Input, InputPath and InputTransformer can be given"
            raise InvalidTargetInput(given[-1], reason)


def _read_part(path: Json) -> _Part:
    return _Part(path, read_input_path(path, "InputPath"))


def _read_constant(text: Json) -> _Constant:
    if not isinstance(text, str) or len(text) > MAX_INPUT_CHARACTERS:
        reason = f"a constant is JSON text of at most {MAX_INPUT_CHARACTERS} characters"
        raise InvalidTargetInput("Input", reason)
    try:
        read_json(text)
    except (ValueError, RecursionError) as error:
        reason = f"not a valid JSON text ({error}); text is written in quotes"
        raise InvalidTargetInput("Input", reason) from None
    return _Constant(text)


def _read_transformer(transformer: Json) -> _Transformer:
    place = "InputTransformer"
    if not isinstance(transformer, dict) or "InputTemplate" not in transformer:
        raise InvalidTargetInput(place, "expected InputTemplate, and InputPathsMap if it needs one")
    unknown = sorted(transformer.keys() - {"InputPathsMap", "InputTemplate"})
    if unknown:
        reason = f"unknown field {unknown[0]!r}; known are InputPathsMap and InputTemplate"
        raise InvalidTargetInput(place, reason)
    variables = _read_variables(transformer.get("InputPathsMap", {}), f"{place}.InputPathsMap")
    names = (*variables, *_predefined({}, RuleNames("", "", "")))
    template = read_template(transformer["InputTemplate"], names, f"{place}.InputTemplate")
    return _Transformer(variables, template)


def _read_variables(paths: Json, place: str) -> dict[str, Reader]:
    if not isinstance(paths, dict) or len(paths) > MAX_VARIABLES:
        reason = f"expected at most {MAX_VARIABLES} names of variables, each with its path"
        raise InvalidTargetInput(place, reason)
    for name in paths:
        if not isinstance(name, str) or _VARIABLE_NAME.fullmatch(name) is None:
            reason = f"{name!r} is no name; expected 1 to 256 letters, digits, '-' and '_'"
            raise InvalidTargetInput(place, f"{reason} (those with aws. are the service's own)")
    return {name: read_variable_path(path, f"{place}.{name}") for name, path in paths.items()}


def _predefined(event: Json, rule: RuleNames) -> dict[str, Json]:
    """The variables that every template has (User Guide, "Predefined variables").

    `aws.events.event` is the event without its detail, and says detailType for detail-type
    (recorded; how it writes the time was not, so it is taken as it is).
    """
    without_detail = {
        "detailType" if name == "detail-type" else name: value
        for name, value in event.items()
        if name != "detail"
    }
    return {
        "aws.events.rule-arn": rule.rule_arn,
        "aws.events.rule-name": rule.rule_name,
        "aws.events.event": without_detail,
        "aws.events.event.json": event,
        "aws.events.event.ingestion-time": rule.ingestion_time,
    }
