"""JSONata mode: Arguments, Output, Assign, Items and conditions, all from `$states` and variables.

Stands apart from the JSONPath mode, with which it shares nothing but the questions asked of it.
Source: Developer Guide, "Transforming data with JSONata in Step Functions".
"""

from collections.abc import Callable, Mapping

from semantics.payload import Json, json_text
from simulator.asl.definition import Fields
from simulator.asl.errors import query_error
from simulator.asl.jsonata_template import Template, kind_of, read_template, unexpected
from simulator.asl.language import Leave, checked
from simulator.asl.machine import Evaluate, Frame, State, Transition
from simulator.asl.recovery import CatchFlow
from simulator.asl.targets import no_next_state, target

_RULE_FIELDS = frozenset(["Condition", "Next", "Assign", "Output", "Comment"])


class JsonataLanguage:
    """The Language for states whose QueryLanguage is JSONata."""

    allowed = frozenset(["Assign", "Output", "Arguments", "Items"])
    pass_gives_result = False

    def argument(self, fields: Fields) -> Evaluate:
        """Arguments, or the input."""
        arguments = self.template(fields, "Arguments")
        return arguments if arguments is not None else lambda _branch, value: value

    def leave(self, fields: Fields, *, has_result: bool) -> Leave:
        """Output and Assign; without Output the result, or the input where there is none."""
        output = _optional(fields, "Output")
        variables = _assigned(fields, "Assign")
        if output is None and variables is None:
            if has_result:
                return lambda branch, _value, result: checked(branch, result)
            return lambda _branch, value, _result: value
        reads_context = any(part and part.reads_context for part in (output, variables))

        def leave(branch: Frame, value: Json, result: Json) -> Json:
            known: dict[str, Json] = {"input": value}
            if has_result:
                known["result"] = result
            if reads_context:
                known["context"] = branch.context()
            return _settle(branch, known, output, variables, result if has_result else value)

        return leave

    def catch(self, fields: Fields) -> CatchFlow:
        """A catcher's Output and Assign, with `$states.errorOutput`."""
        at = fields.place.rpartition("/")[2]
        output = _optional(fields, "Output", f"Catch[{at}]/Output")
        variables = _assigned(fields, f"Catch[{at}]/Assign")

        def caught(branch: Frame, value: Json, error: dict[str, Json]) -> Json:
            known = {"input": value, "errorOutput": error, "context": branch.context()}
            return _settle(branch, known, output, variables, error)

        return caught

    def items(self, fields: Fields) -> Callable[[Frame, Json], list[Json]]:
        """Items, or the input where it is an array."""
        source = fields.get("Items")
        items = self.template(fields, "Items")

        def read(branch: Frame, value: Json) -> list[Json]:
            if items is None:
                if isinstance(value, list):
                    return value
                raise query_error(
                    "Items", f"Map state input must be an array but was: {json_text(value)}"
                )
            found = items(branch, value)
            if isinstance(found, list):
                return found
            raise unexpected(source, "Items", "array", found)

        return read

    def item_input(self, fields: Fields) -> Evaluate | None:
        """ItemSelector."""
        return self.template(fields, "ItemSelector")

    def number(self, fields: Fields, name: str) -> Evaluate | None:
        """A literal or an expression that must give a number."""
        return self._typed(fields, name, "number")

    def text(self, fields: Fields, name: str) -> Evaluate | None:
        """A literal or an expression that must give a string."""
        return self._typed(fields, name, "string")

    def template(self, fields: Fields, name: str) -> Evaluate | None:
        """A value with expressions in it."""
        template = _optional(fields, name)
        return None if template is None else _evaluator(template)

    def choice(
        self, fields: Fields, states: Mapping[str, State]
    ) -> Callable[[Frame, Json], Transition]:
        """Conditions in order; the state's own Output and Assign are the default's."""
        rules = []
        for at, rule in enumerate(fields.objects("Choices")):
            rule.allow(_RULE_FIELDS)
            condition = self._condition(rule, f"Choices[{at}]/Condition")
            leave = self._rule_leave(rule, f"Choices[{at}]/")
            rules.append((condition, target(rule, "Next", states), leave))
        default = target(fields, "Default", states) if "Default" in fields else None
        leave_default = self.leave(fields, has_result=False)

        def decide(branch: Frame, value: Json) -> Transition:
            for condition, following, leave in rules:
                if condition(branch, value):
                    return following, leave(branch, value, None)
            if default is None:
                raise no_next_state()
            return default, leave_default(branch, value, None)

        return decide

    def _rule_leave(self, rule: Fields, prefix: str) -> Leave:
        output = _optional(rule, "Output", f"{prefix}Output")
        variables = _assigned(rule, f"{prefix}Assign")

        def leave(branch: Frame, value: Json, _result: Json) -> Json:
            if output is None and variables is None:
                return value
            known = {"input": value, "context": branch.context()}
            return _settle(branch, known, output, variables, value)

        return leave

    def _condition(self, rule: Fields, field: str) -> Evaluate:
        source = rule.get("Condition")
        if isinstance(source, bool):
            return lambda _branch, _value: source
        condition = _evaluator(read_template(rule.text("Condition"), field, rule))

        def check(branch: Frame, value: Json) -> bool:
            answer = condition(branch, value)
            if not isinstance(answer, bool):
                raise unexpected(source, field, "boolean", answer)
            return answer

        return check

    def _typed(self, fields: Fields, name: str, kind: str) -> Evaluate | None:
        source = fields.get(name)
        template = _optional(fields, name)
        if template is None:
            return None
        if template.is_constant and kind_of(source) != kind:
            raise fields.error(f"a {kind} is needed", name)
        evaluate = _evaluator(template)

        def read(branch: Frame, value: Json) -> Json:
            found = evaluate(branch, value)
            if kind_of(found) != kind:
                raise unexpected(source, name, kind, found)
            return found

        return read


def _optional(fields: Fields, name: str, field: str | None = None) -> Template | None:
    if name not in fields:
        return None
    return read_template(fields.get(name), field or name, fields)


def _assigned(fields: Fields, field: str) -> Template | None:
    if "Assign" in fields:
        fields.object("Assign")
    return _optional(fields, "Assign", field)


def _evaluator(template: Template) -> Evaluate:
    evaluate, reads_context = template.evaluate, template.reads_context

    def read(branch: Frame, value: Json) -> Json:
        known: dict[str, Json] = {"input": value}
        if reads_context:
            known["context"] = branch.context()
        return evaluate({**branch.variables, "states": known}, branch.execution.clock)

    return read


def _settle(
    branch: Frame,
    known: dict[str, Json],
    output: Template | None,
    variables: Template | None,
    default: Json,
) -> Json:
    """Output and variables, both from what was known before either."""
    bindings = {**branch.variables, "states": known}
    clock = branch.execution.clock
    made = default if output is None else output.evaluate(bindings, clock)
    values = None if variables is None else variables.evaluate(bindings, clock)
    checked(branch, made)
    if values is not None:
        branch.assign(values)
    return made
