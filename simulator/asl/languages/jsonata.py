"""JSONata mode: Arguments, Output, Assign, Items and conditions, all from `$states` and variables.

Stands apart from the JSONPath mode, with which it shares nothing but the questions asked of it.
Source: Developer Guide, "Transforming data with JSONata in Step Functions".
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from semantics.jsonata import Bindings, World
from semantics.payload import Json, json_text
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError, query_error
from simulator.asl.languages.jsonata_template import Template, kind_of, read_template, unexpected
from simulator.asl.languages.language import Leave, checked, note_choice
from simulator.asl.machine import Evaluate, Frame, State, Transition
from simulator.asl.recovery import CatchFlow
from simulator.asl.targets import no_next_state, target
from simulator.asl.variables import check_variables

Settle = Callable[[Frame, dict[str, Json], Json], Json]
"""(branch, `$states` but for its context, output where there is no Output) -> output; assigns."""

_RULE_FIELDS = frozenset(["Condition", "Next", "Assign", "Output", "Comment"])


class JsonataLanguage:
    """The Language for states whose QueryLanguage is JSONata."""

    name = "JSONata"
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
        settle = _settler(output, variables)
        if has_result:
            return lambda branch, value, result: settle(
                branch, {"input": value, "result": result}, result
            )
        return lambda branch, value, _result: settle(branch, {"input": value}, value)

    def catch(self, fields: Fields) -> CatchFlow:
        """A catcher's Output and Assign, with `$states.errorOutput`."""
        at = fields.place.rpartition("/")[2]
        output = _optional(fields, "Output", f"Catch[{at}]/Output")
        variables = _assigned(fields, f"Catch[{at}]/Assign")

        settle = _settler(output, variables)
        return lambda branch, value, error: settle(
            branch, {"input": value, "errorOutput": error}, error
        )

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

    def number(
        self, fields: Fields, name: str, *, least: int = 0, is_whole: bool = True
    ) -> Evaluate | None:
        """A literal or an expression that must give a number."""
        if name in fields and not isinstance(fields.get(name), str):
            read = fields.whole if is_whole else fields.number
            literal = read(name, 0, least=least)
            return lambda _branch, _value: literal
        return self._typed(fields, name, "number")

    def invalid(self, field: str, cause: str) -> StatesError:
        """States.QueryEvaluationError."""
        return query_error(field, cause)

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
        rules, reads_context = [], False
        for at, rule in enumerate(fields.objects("Choices")):
            rule.allow(_RULE_FIELDS)
            condition = self._condition(rule, f"Choices[{at}]/Condition")
            leave = self._rule_leave(rule, f"Choices[{at}]/")
            rules.append((at, condition.evaluate, target(rule, "Next", states), leave))
            reads_context = reads_context or condition.reads_context
        default = target(fields, "Default", states) if "Default" in fields else None
        leave_default = self.leave(fields, has_result=False)

        def decide(branch: Frame, value: Json) -> Transition:
            bindings = _bindings(branch, {"input": value}, reads_context=reads_context)
            for at, holds, following, leave in rules:
                if holds(bindings, branch.execution.clock):
                    note_choice(branch, at)
                    return following, leave(branch, value, None)
            if default is None:
                raise no_next_state()
            note_choice(branch, None)
            return default, leave_default(branch, value, None)

        return decide

    def _rule_leave(self, rule: Fields, prefix: str) -> Leave:
        output = _optional(rule, "Output", f"{prefix}Output")
        variables = _assigned(rule, f"{prefix}Assign")

        if output is None and variables is None:
            return lambda _branch, value, _result: value
        settle = _settler(output, variables)
        return lambda branch, value, _result: settle(branch, {"input": value}, value)

    def _condition(self, rule: Fields, field: str) -> Template:
        source = rule.get("Condition")
        if not isinstance(source, bool):
            source = rule.text("Condition")
        condition = read_template(source, field, rule)

        def check(bindings: Bindings, world: World) -> bool:
            answer = condition.evaluate(bindings, world)
            if not isinstance(answer, bool):
                raise unexpected(source, field, "boolean", answer)
            return answer

        return replace(condition, evaluate=check)

    def _typed(self, fields: Fields, name: str, kind: str) -> Evaluate | None:
        source = fields.get(name)
        template = _optional(fields, name)
        if template is None:
            return None
        evaluate = _evaluator(template)
        if template.is_constant:
            if kind_of(source) != kind:
                raise fields.error(f"a {kind} is needed", name)
            return evaluate

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
        check_variables(fields, fields.object("Assign"))
    return _optional(fields, "Assign", field)


def _evaluator(template: Template) -> Evaluate:
    if template.is_constant:
        return lambda _branch, _value: template.source
    evaluate, reads_context = template.evaluate, template.reads_context

    return lambda branch, value: evaluate(
        _bindings(branch, {"input": value}, reads_context=reads_context), branch.execution.clock
    )


def _settler(output: Template | None, variables: Template | None) -> Settle:
    """Output and variables, both from what was known before either."""
    parts = [part for part in (output, variables) if part is not None]
    is_constant = all(part.is_constant for part in parts)
    reads_context = any(part.reads_context for part in parts)

    def settle(branch: Frame, known: dict[str, Json], default: Json) -> Json:
        bindings = known if is_constant else _bindings(branch, known, reads_context=reads_context)
        clock = branch.execution.clock
        made = default if output is None else output.evaluate(bindings, clock)
        values = None if variables is None else variables.evaluate(bindings, clock)
        checked(branch, made)
        if values is not None:
            branch.assign(values)
        return made

    return settle


def _bindings(branch: Frame, known: dict[str, Json], *, reads_context: bool) -> Bindings:
    """The variables and `$states`; the context object is made only where somebody reads it."""
    if reads_context:
        known["context"] = branch.context()
    return {**branch.variables, "states": known}
