"""JSONPath mode's selections: paths, intrinsic calls and payload templates, compiled once.

Stands apart from the language's fields, which are all made of these. A path reads the document at
hand (`$`), the context object (`$$`) or a variable (`$name`).
"""

import re
from collections.abc import Callable

from semantics.intrinsic_functions import IntrinsicFailure
from semantics.intrinsics import IntrinsicSyntaxError, compile_intrinsic, is_intrinsic
from semantics.jsonpath import PathNotFound, PathSyntaxError, compile_path, parse_path
from semantics.payload import Json, json_text
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError, path_missing, runtime_error
from simulator.asl.machine import Evaluate, Frame

_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)")


def compile_reference(text: str, field: str, owner: Fields) -> Evaluate:
    """A path as a function of (branch, document) that raises PathNotFound."""
    variable = _VARIABLE.match(text)
    rest = text[variable.end() :] if variable else text[2 if text.startswith("$$") else 1 :]
    if not text.startswith("$"):
        raise owner.error(f"{text!r} does not start with $", field)
    try:
        read = compile_path(parse_path(rest))
    except PathSyntaxError as error:
        raise owner.error(str(error), field) from None
    if variable is not None:
        return _read_variable(variable[1], read)
    if text.startswith("$$"):
        return lambda branch, _document: read(branch.context())
    return lambda _branch, document: read(document)


def _read_variable(name: str, read: Callable[[Json], Json]) -> Evaluate:
    def reference(branch: Frame, _document: Json) -> Json:
        if name not in branch.variables:
            raise PathNotFound(f"No results for path: $['{name}']", name)
        return read(branch.variables[name])

    return reference


def compile_selection(text: str, field: str, owner: Fields, shown: str | None = None) -> Evaluate:
    """A path or an intrinsic call, as in a `.$` field, ErrorPath or CausePath.

    `shown` is the field's name in the service's texts. Raises States.Runtime where a path finds
    nothing and States.IntrinsicFailure where a call fails. An index past the end gives null, but
    not as an argument of a call: so others measured it, in whose tests it stands.
    """
    if is_intrinsic(text):
        return _compile_call(text, field, owner)
    reference = compile_reference(text, field, owner)

    def select(branch: Frame, document: Json) -> Json:
        try:
            return reference(branch, document)
        except PathNotFound as missing:
            if missing.is_past_end:
                return None
            looked_in = branch.context() if text.startswith("$$") else document
            raise path_missing(text, shown or field, looked_in) from None

    return select


def _compile_call(text: str, field: str, owner: Fields) -> Evaluate:
    def read_path(path: str) -> Callable[[tuple[Frame, Json]], Json]:
        reference = compile_reference(path, field, owner)
        shown = path.replace("$$", "$", 1)  # Step Functions Local tells a path below its root

        def read(scope: tuple[Frame, Json]) -> Json:
            try:
                return reference(*scope)
            except PathNotFound as missing:
                absent = (
                    f"The JsonPath argument for the field '{shown}' "
                    f"could not be found in the input '{json_text(scope[1])}'"
                )
                raise runtime_error(
                    f"The function '{text.strip()}' had the following error: "
                    f"{missing.reason if missing.is_no_array else absent}"
                ) from None

        return read

    try:
        call = compile_intrinsic(text, read_path, lambda scope: scope[0].execution.clock.random)
    except IntrinsicSyntaxError as error:
        raise owner.error(str(error), field) from None

    def evaluate(branch: Frame, document: Json) -> Json:
        try:
            return call((branch, document))
        except IntrinsicFailure as failure:
            raise StatesError(
                "States.IntrinsicFailure", str(failure), is_raised_by_service=True
            ) from None

    return evaluate


def compile_template(value: Json, field: str, owner: Fields) -> Evaluate | None:
    """A payload template, or None where it holds no `.$` field and so is a constant."""
    match value:
        case dict():
            return _compile_object(value, field, owner)
        case list():
            items = [compile_template(item, field, owner) for item in value]
            if not any(items):
                return None
            pairs = list(zip(value, items, strict=True))
            return lambda branch, document: [
                constant if item is None else item(branch, document) for constant, item in pairs
            ]
        case _:
            return None


def _compile_object(value: dict[str, Json], field: str, owner: Fields) -> Evaluate | None:
    members: list[tuple[str, Json, Evaluate | None]] = []
    for name, item in value.items():
        if name.endswith(".$"):
            if not isinstance(item, str):
                raise owner.error(f"the value of {name} must be a path or a call", field)
            members.append((name[:-2], None, compile_selection(item, field, owner, name)))
        else:
            members.append((name, item, compile_template(item, field, owner)))
    made = [name for name, _, _ in members]
    if len(set(made)) < len(made):
        raise owner.error("a name stands there twice, with and without .$", field)
    if not any(evaluate for _, _, evaluate in members):
        return None

    def evaluate(branch: Frame, document: Json) -> Json:
        return {
            name: constant if part is None else part(branch, document)
            for name, constant, part in members
        }

    return evaluate


def compile_filter(fields: Fields, name: str) -> Evaluate | None:
    """InputPath, OutputPath or the like: None where it selects all."""
    if name not in fields or fields.get(name) == "$":
        return None
    if fields.get(name) is None:
        return lambda _branch, _document: {}
    text = fields.text(name)
    reference = compile_reference(text, name, fields)

    def select(branch: Frame, document: Json) -> Json:
        try:
            return reference(branch, document)
        except PathNotFound as missing:
            raise runtime_error(f"Invalid path '{text}' : {missing.reason}") from None

    return select
