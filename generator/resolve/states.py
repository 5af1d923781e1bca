"""States of a flow: from what the author wrote to the model, one method for each kind.

It stands apart from the flow, which knows what holds for all states. Invariant: a state's kind is
told by the one key that only this kind has.
"""

from typing import NamedTuple

from generator.diagnostics import did_you_mean, quote
from generator.load.tree import Node
from generator.model import (
    Await,
    AwaitedFact,
    Catch,
    Choose,
    Emit,
    End,
    Fail,
    Name,
    RecordType,
    Rule,
    State,
    Task,
    TaskState,
    Time,
    Type,
    Wait,
)
from generator.resolve import reading
from generator.resolve.expressions.fitting import TIMESTAMP, UNKNOWN, named
from generator.resolve.expressions.presence import proven
from generator.resolve.expressions.scope import Scope
from generator.resolve.functions import OUTCOME_UNKNOWN
from generator.resolve.types import Types
from generator.resolve.workbench import Workbench


class Shared(NamedTuple):
    """What a flow says for all its states. `key` is the type that its awaited facts are about."""

    each: int | None
    tries: int | None
    facts: Node | None
    key: Type | None


class StateReader:
    """Reads the states of one flow."""

    def __init__(self, workbench: Workbench, types: Types, shared: Shared) -> None:
        self._bench = workbench
        self._draft = workbench.draft
        self._types = types
        self._shared = shared

    def read(self, name: Name, node: Node, scope: Scope) -> State | None:
        """One state; None where something that it needs could not be bound."""
        doc = reading.doc(node)
        if reading.child(node, "task") is not None:
            return self._task(name, node, scope)
        if reading.child(node, "await") is not None:
            return self._await(name, node, scope)
        if reading.child(node, "choose") is not None:
            return self._choose(name, node, scope)
        if reading.child(node, "wait") is not None:
            return self._wait(name, node, scope)
        if reading.child(node, "emit") is not None:
            return self._emit(name, node, scope)
        if reading.child(node, "fail") is not None:
            error, cause = (reading.text(reading.child(node, each)) for each in ("fail", "cause"))
            return Fail(name, doc, error, cause, name.span)
        return End(name, doc, name.span) if reading.flag(reading.child(node, "end")) else None

    def _task(self, name: Name, node: Node, scope: Scope) -> State | None:
        called = reading.name(reading.child(node, "task"))
        task = self._called(called)
        after = reading.child(node, "next")
        next_edge = self._bench.edge(after, scope) if after is not None else None
        failed = reading.child(node, "on_error")
        on_error = self._bench.edge(failed, scope) if failed is not None else None
        if called is None or task is None:
            return None
        results = scope.at_edge("result", task.gives) if task.gives else scope
        return TaskState(
            name,
            reading.doc(node),
            task,
            self._bench.arguments(reading.child(node, "with"), task.takes, called, scope),
            self._bench.assignments(reading.child(node, "set"), results),
            next_edge,
            self._catches(reading.child(node, "catch"), task, scope),
            on_error,
            self._time(reading.child(node, "time"), task, name),
            name.span,
        )

    def _called(self, name: Name | None) -> Task | None:
        """The task of `Function.Task`; complains at the part that is wrong."""
        if name is None or name in self._draft.tasks:
            return self._draft.built(self._draft.tasks.get(name) if name is not None else None)
        function, dot, task = name.partition(".")
        functions = self._draft.functions
        if dot and function in functions:
            start = name.span.column + len(function) + 1
            known = [
                each.partition(".")[2]
                for each in self._draft.tasks
                if each.startswith(f"{function}.")
            ]
            message = f"{function} has no task {quote(task)}"
            span = name.span._replace(column=start)
            self._draft.complain("NAME104", message, span, did_you_mean(task, known))
        elif dot:
            span = name.span._replace(end_column=name.span.column + len(function))
            message = f"{quote(function)} is not a function"
            self._draft.complain("NAME103", message, span, did_you_mean(function, functions))
        else:
            message = f"{quote(name)} is not a task, which is written Function.Task"
            known = [each for each in self._draft.tasks if each.endswith(f".{name}")]
            meant = f"did you mean {quote(known[0])}?" if known else None
            advice = meant or did_you_mean(name, self._draft.tasks)
            self._draft.complain("NAME104", message, name.span, advice)
        return self._draft.built(None)

    def _catches(self, node: Node | None, task: Task, scope: Scope) -> tuple[Catch, ...]:
        raised = {each.name: each for each in task.raises}
        made = []
        for error, edge_node in reading.entries(node):
            declared = raised.get(error)
            if declared is None and error != OUTCOME_UNKNOWN:
                message = f"{task.name} does not raise {quote(error)}"
                advice = did_you_mean(error, [*raised, OUTCOME_UNKNOWN])
                self._draft.complain("NAME111", message, error.span, advice)
            inner = scope
            if declared is not None and declared.fields:
                inner = scope.at_edge("error", RecordType(error, declared.fields, ""))
            edge = self._bench.edge(edge_node, inner)
            if edge is not None:
                made.append(Catch(error, edge))
        return tuple(made)

    def _time(self, node: Node | None, task: Task, state: Name) -> Time:
        """A state's own time, else its flow's, else one try of the function's whole time-out. A
        `once` task has one try, and never less time than the start of its effect may take.
        """
        own_each = reading.seconds(reading.child(node, "each"))
        own_tries = reading.whole(reading.child(node, "tries"))
        function = self._draft.functions.get(task.function)
        each = own_each or self._shared.each or (function.timeout if function else 1)
        if task.effect != "once":
            tries = own_tries or self._shared.tries or 1
        else:
            tries = own_tries or 1
            least = task.within or 0
            each = own_each or max(each, least)
            if each < least:
                message = (
                    f"{each}s are over before {task.name} may start its effect, within {least}s"
                )
                place = reading.name(reading.child(node, "each")) or state
                related = ((task.span, "the task"),)
                self._draft.complain("TIME211", message, place.span, None, related)
        return Time(each, tries, node.span if node is not None else state.span)

    def _await(self, name: Name, node: Node, scope: Scope) -> State | None:
        own = list(reading.entries(reading.child(node, "await")))
        facts = [self._fact(event, edge, scope, is_shared=False) for event, edge in own]
        written = {event for event, _ in own}
        for event, edge in reading.entries(self._shared.facts):
            if event not in written:
                facts.append(self._fact(event, edge, scope, is_shared=True))
        within = reading.seconds(reading.child(node, "within"))
        begins = reading.child(node, "from")
        if begins is not None and reading.child(node, "within") is None:
            message = '"from" says what "within" counts from, and there is no "within"'
            self._draft.complain("SPEC041", message, begins.span)
        start = self._bench.expression(begins, TIMESTAMP, scope)
        since = self._bench.state_name(reading.child(node, "since"), scope)
        otherwise = self._bench.edge(reading.child(node, "otherwise"), scope)
        found = tuple(each for each in facts if each is not None)
        if otherwise is None:
            return None
        return Await(name, reading.doc(node), found, since, within, start, otherwise, name.span)

    def _fact(self, name: Name, node: Node, scope: Scope, *, is_shared: bool) -> AwaitedFact | None:
        event = self._types.event(name)
        edge = self._bench.edge(node, scope.at_edge("event", event or UNKNOWN))
        if event is None or edge is None:
            return None
        key, about = self._shared.key, event.aggregate.key.type
        if key is not None and UNKNOWN not in (key, about) and named(key) != named(about):
            message = (
                f"{name} is about a {named(about)}, this flow's facts are about a {named(key)}"
            )
            advice = "only facts that correlate names can reach the flow"
            self._draft.complain("TYPE214", message, name.span, advice)
        return AwaitedFact(event, edge, is_shared)

    def _choose(self, name: Name, node: Node, scope: Scope) -> State | None:
        """Each rule is read only where none above it holds."""
        rules = []
        known = scope
        for each in reading.items(reading.child(node, "choose")):
            when = self._bench.condition(reading.child(each, "when"), known)
            holding = known
            if when is not None:
                holding = known._replace(present=known.present | proven(when, holds=True))
                known = known._replace(present=known.present | proven(when, holds=False))
            edge = self._bench.edge(each, holding)
            if when is not None and edge is not None:
                rules.append(Rule(when, edge, each.span))
        otherwise = self._bench.edge(reading.child(node, "otherwise"), known)
        if otherwise is None:
            return None
        return Choose(name, reading.doc(node), tuple(rules), otherwise, name.span)

    def _wait(self, name: Name, node: Node, scope: Scope) -> State | None:
        duration = reading.child(node, "wait")
        seconds = reading.seconds(duration) or reading.seconds(reading.child(duration, "within"))
        until = self._bench.expression(reading.child(duration, "until"), TIMESTAMP, scope)
        edge = self._bench.edge(reading.child(node, "next"), scope)
        if edge is None or seconds is None:
            return None
        return Wait(name, reading.doc(node), seconds, until, edge, name.span)

    def _emit(self, name: Name, node: Node, scope: Scope) -> State | None:
        told = reading.name(reading.child(node, "emit"))
        event = self._types.event(told)
        edge = self._bench.edge(reading.child(node, "next"), scope)
        if told is None or event is None or edge is None:
            return None
        arguments = self._bench.arguments(reading.child(node, "with"), event.fields, told, scope)
        sets = self._bench.assignments(reading.child(node, "set"), scope)
        return Emit(name, reading.doc(node), event, arguments, sets, edge, name.span)
