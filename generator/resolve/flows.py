"""Flows.

They stand apart because a flow's states know each other. A flow is built twice: first as if no
optional value were known to be there, which shows the ways between its states, and then with what
each way is known to bring. Invariant: what the first building complains of is not told.
"""

from generator.diagnostics import quote
from generator.load.tree import Mapping, Node
from generator.model import Deadline, Flow, Name, RecordType, State, Variable
from generator.model.expressions import Expression
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.entry import known_on_entry
from generator.resolve.expressions.fitting import UNKNOWN
from generator.resolve.expressions.presence import NOTHING, Facts
from generator.resolve.expressions.scope import Scope
from generator.resolve.naming import Names, check_big, check_variable
from generator.resolve.states import Shared, StateReader
from generator.resolve.types import Types
from generator.resolve.workbench import Workbench


def declare_flows(draft: Draft, names: Names) -> None:
    """Make the flows' names known, since functions start flows and flows call functions."""
    for _, name in _files(draft):
        names.give(name, "a flow")
        check_big(draft, name)
        draft.flows[name] = None


def read_flows(draft: Draft, types: Types) -> None:
    """Fill the draft's flows."""
    for root, name in _files(draft):
        draft.flows[name] = draft.built(_FlowReader(draft, types, name, root).read())


def _files(draft: Draft) -> list[tuple[Node, Name]]:
    roots = [root for path, root in draft.files.items() if path.startswith("flows/")]
    found = [(root, reading.name(reading.child(root, "flow"))) for root in roots]
    return [(root, name) for root, name in found if name is not None]


class _FlowReader:
    def __init__(self, draft: Draft, types: Types, name: Name, root: Node) -> None:
        self._draft = draft
        self._types = types
        self._name = name
        self._root = root
        self._bench = Workbench(draft)
        self._states = dict(reading.entries(self._at("states")))

    def _at(self, key: str) -> Node | None:
        return reading.child(self._root, key)

    def read(self) -> Flow | None:
        """The flow; None where something that it needs could not be bound."""
        self._name_states()
        empty = self._frame()
        scope = Scope(
            variables=self._variables(),
            roots={"input": empty.input},
            states=self._states,
            has_deadline=empty.deadline is not None,
        )
        correlate = self._bench.any_value(self._at("correlate"), scope)
        frame = empty._replace(correlate=correlate, variables=tuple(scope.variables.values()))
        reader = StateReader(self._bench, self._types, self._shared(correlate))
        said = len(self._draft.diagnostics)
        known = known_on_entry(frame._replace(states=self._build(reader, scope, {})))
        del self._draft.diagnostics[said:]
        states = self._build(reader, scope, known)
        is_whole = len(states) == len(self._states) and bool(frame.start and frame.timeout)
        return frame._replace(states=states) if is_whole else None

    def _frame(self) -> Flow:
        """All of the flow but what needs expressions; what cannot be built is empty."""
        taken = reading.name(self._at("input"))
        named = self._types.named(taken)
        if not isinstance(named, RecordType):
            message = f"a flow's input is a record, {quote(taken or '')} is none"
            self._draft.complain("TYPE202", message, taken.span if taken else self._name.span)
        timeout = self._at("timeout")
        span = self._name.span
        return Flow(
            self._name,
            reading.doc(self._root),
            named if isinstance(named, RecordType) else UNKNOWN,
            None,
            reading.seconds(timeout) or 0,
            timeout.span if timeout is not None else span,
            self._deadline(),
            reading.name(self._at("way_out")),
            (),
            reading.name(self._at("start")) or Name("", span),
            (),
            span,
        )

    def _deadline(self) -> Deadline | None:
        node = self._at("deadline")
        after = reading.seconds(reading.child(node, "after"))
        target = reading.name(reading.child(node, "next"))
        if node is None or after is None or target is None:
            return None
        return Deadline(after, target, node.span)

    def _variables(self) -> dict[str, Variable]:
        made: dict[str, Variable] = {}
        given = Names(self._draft)
        for name, node in reading.entries(self._at("variables")):
            given.give(name, "a variable")
            check_variable(self._draft, name)
            has_more = isinstance(node, Mapping) and "type" in node.entries
            of = self._types.read(reading.child(node, "type") if has_more else node)
            starts = self._bench.expression(reading.child(node, "starts"), of, Scope())
            is_optional = reading.flag(reading.child(node, "optional"))
            made[name] = Variable(name, of, is_optional, starts)
        return made

    def _name_states(self) -> None:
        given = Names(self._draft)
        for name in self._states:
            given.give(name, "a state")

    def _shared(self, correlate: Expression | None) -> Shared:
        time, facts = self._at("time"), self._at("at_any_await")
        has_await = any(reading.child(each, "await") is not None for each in self._states.values())
        if facts is not None and not has_await:
            message = '"at_any_await" has no effect, no state of this flow awaits anything'
            self._draft.complain("SPEC041", message, facts.span)
        return Shared(
            reading.seconds(reading.child(time, "each")),
            reading.whole(reading.child(time, "tries")),
            facts,
            correlate.type if correlate else None,
        )

    def _build(
        self, reader: StateReader, scope: Scope, known: dict[str, Facts]
    ) -> tuple[State, ...]:
        """Every state that can be built, knowing what is there on entering it. What may be missing
        in a state that nothing leads to is not told, since nothing leads there.
        """
        made = []
        for name, node in self._states.items():
            said = len(self._draft.diagnostics)
            state = reader.read(name, node, scope._replace(present=known.get(name, NOTHING)))
            if name not in known:
                told = self._draft.diagnostics[said:]
                self._draft.diagnostics[said:] = [each for each in told if each.code != "TYPE205"]
            if state is not None:
                made.append(state)
        return tuple(made)
