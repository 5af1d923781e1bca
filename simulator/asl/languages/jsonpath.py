"""JSONPath mode: InputPath, Parameters, ResultSelector, ResultPath, OutputPath and their kin.

Stands apart from the JSONata mode, with which it shares nothing but the questions asked of it.
Source: Developer Guide, "Processing input and output"; ResultPath places the result in the state's
raw input, before InputPath, and Assign sees the result before ResultSelector.
"""

from collections.abc import Callable, Mapping

from semantics.jsonpath import CannotPlace, PathNotFound, PathSyntaxError, parse_path, place
from semantics.payload import Json
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError, path_conflict, runtime_error
from simulator.asl.languages.choice_rules import compile_rule
from simulator.asl.languages.language import Leave, checked, note_choice
from simulator.asl.languages.path_fields import (
    compile_filter,
    compile_reference,
    compile_selection,
    compile_template,
)
from simulator.asl.machine import Evaluate, Frame, State, Transition
from simulator.asl.recovery import CatchFlow
from simulator.asl.targets import no_next_state, target
from simulator.asl.variables import check_variables

Place = Callable[[Frame, Json, Json], Json]
Assign = Callable[[Frame, Json], dict[str, Json]]


class JsonPathLanguage:
    """The Language for states whose QueryLanguage is JSONPath, or that have none."""

    name = "JSONPath"
    pass_gives_result = True

    def argument(self, fields: Fields) -> Evaluate:
        """InputPath, then Parameters (which are each item's in a Map)."""
        select = compile_filter(fields, "InputPath")
        shape = None if fields.get("Type") == "Map" else self.template(fields, "Parameters")
        if select is None:
            return shape if shape is not None else lambda _branch, value: value
        if shape is None:
            return select
        return lambda branch, value: shape(branch, select(branch, value))

    def leave(self, fields: Fields, *, has_result: bool) -> Leave:
        """ResultSelector, ResultPath, OutputPath and Assign."""
        variables = _assigned(fields)
        select = self.template(fields, "ResultSelector")
        place_result = _result_path(fields) if has_result else _the_result
        narrow = compile_filter(fields, "OutputPath")
        if variables is None and select is None and narrow is None:
            if place_result is _the_result and not has_result:
                return _the_result
            return lambda branch, value, result: checked(
                branch, place_result(branch, value, result)
            )

        def leave(branch: Frame, value: Json, result: Json) -> Json:
            values = None if variables is None else variables(branch, result)
            selected = result if select is None else select(branch, result)
            output = place_result(branch, value, selected)
            if narrow is not None:
                output = narrow(branch, output)
            checked(branch, output)
            if values is not None:
                branch.assign(values)
            return output

        return leave

    def catch(self, fields: Fields) -> CatchFlow:
        """A catcher's ResultPath and Assign."""
        variables = _assigned(fields)
        place_error = _result_path(fields)

        def caught(branch: Frame, value: Json, error: dict[str, Json]) -> Json:
            values = None if variables is None else variables(branch, error)
            output = checked(branch, place_error(branch, value, error))
            if values is not None:
                branch.assign(values)
            return output

        return caught

    def items(self, fields: Fields) -> Callable[[Frame, Json], list[Json]]:
        """ItemsPath, or the input; it must be an array."""
        path = fields.optional_text("ItemsPath") or "$"
        reference = compile_reference(path, "ItemsPath", fields)

        def read(branch: Frame, argument: Json) -> list[Json]:
            try:
                found = reference(branch, argument)
            except PathNotFound as missing:
                raise path_conflict(missing.step, argument) from None
            if not isinstance(found, list):
                raise runtime_error(f'Reference path "{path}" must point to array.')
            return found

        return read

    def item_input(self, fields: Fields) -> Evaluate | None:
        """ItemSelector, or Parameters as it was called before."""
        fields.allow_one("ItemSelector", "Parameters")
        return self.template(fields, "ItemSelector") or self.template(fields, "Parameters")

    def number(
        self, fields: Fields, name: str, *, least: int = 0, is_whole: bool = True
    ) -> Evaluate | None:
        """A literal or what the Path field leads to."""
        fields.allow_one(name, f"{name}Path")
        if name in fields:
            read = fields.whole if is_whole else fields.number
            literal = read(name, 0, least=least)
            return lambda _branch, _value: literal
        return self._referenced(fields, f"{name}Path")

    def invalid(self, _field: str, cause: str) -> StatesError:
        """States.Runtime."""
        return runtime_error(cause)

    def text(self, fields: Fields, name: str) -> Evaluate | None:
        """A literal or what the Path field leads to or computes."""
        fields.allow_one(name, f"{name}Path")
        if name in fields:
            text = fields.text(name)
            return lambda _branch, _value: text
        if name == "Timestamp":
            return self._referenced(fields, "TimestampPath")
        path = fields.optional_text(f"{name}Path")
        return None if path is None else compile_selection(path, f"{name}Path", fields)

    def template(self, fields: Fields, name: str) -> Evaluate | None:
        """A payload template."""
        if name not in fields:
            return None
        value = fields.get(name)
        compiled = compile_template(value, name, fields)
        return compiled if compiled is not None else lambda _branch, _document: value

    def choice(
        self, fields: Fields, states: Mapping[str, State]
    ) -> Callable[[Frame, Json], Transition]:
        """Rules in order; the state's own Assign is the default's."""
        rules = [
            (at, compile_rule(rule), target(rule, "Next", states), _assigned(rule))
            for at, rule in enumerate(fields.objects("Choices"))
        ]
        default = target(fields, "Default", states) if "Default" in fields else None
        default_variables = _assigned(fields)
        select = self.argument(fields)
        narrow = compile_filter(fields, "OutputPath")

        def take(
            branch: Frame, document: Json, following: State, variables: Assign | None
        ) -> Transition:
            if variables is not None:
                branch.assign(variables(branch, document))
            return following, document if narrow is None else narrow(branch, document)

        def decide(branch: Frame, value: Json) -> Transition:
            document = select(branch, value)
            for at, holds, following, variables in rules:
                if holds(branch, document):
                    note_choice(branch, at)
                    return take(branch, document, following, variables)
            if default is None:
                raise no_next_state()
            note_choice(branch, None)
            return take(branch, document, default, default_variables)

        return decide

    def _referenced(self, fields: Fields, name: str) -> Evaluate | None:
        path = fields.optional_text(name)
        if path is None:
            return None
        reference = compile_reference(path, name, fields)
        is_wait = name in ("SecondsPath", "TimestampPath")

        def read(branch: Frame, document: Json) -> Json:
            try:
                return reference(branch, document)
            except PathNotFound as missing:
                if is_wait:
                    raise runtime_error(
                        f"The {name} parameter does not reference an input value: {path}"
                    ) from None
                raise runtime_error(f"Invalid path '{path}' : {missing.reason}") from None

        return read


def _the_result(_branch: Frame, _value: Json, result: Json) -> Json:
    return result


def _result_path(fields: Fields) -> Place:
    if "ResultPath" not in fields or fields.get("ResultPath") == "$":
        return _the_result
    if fields.get("ResultPath") is None:
        return lambda _branch, value, _result: value
    text = fields.text("ResultPath")
    try:
        path = parse_path(text.removeprefix("$"))
    except PathSyntaxError as error:
        raise fields.error(str(error), "ResultPath") from None
    if not text.startswith("$") or text.startswith("$$") or not path.is_definite:
        raise fields.error("a reference path is needed", "ResultPath")

    def place_result(_branch: Frame, value: Json, result: Json) -> Json:
        try:
            return place(value, path.keys, result)
        except CannotPlace as refused:
            raise path_conflict(refused.step, value) from None

    return place_result


def _assigned(fields: Fields) -> Assign | None:
    if "Assign" not in fields:
        return None
    constants = fields.get("Assign")
    check_variables(fields, (name.removesuffix(".$") for name in fields.object("Assign")))
    template = compile_template(constants, "Assign", fields)
    if template is None:
        return lambda _branch, _document: dict(constants)
    return template
