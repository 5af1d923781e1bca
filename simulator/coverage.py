"""What of the generated flows and routes was reached, and what was not.

It stands apart because stories, tests and the command line collect alike. What can be reached is
read from the generated definitions, what was reached from executions' histories. States that the
generator adds (their names hold an underscore) are passed through by edges: an edge leads from one
of the author's states to the next. Several rules and catchers may lead along one edge; each of them
is counted, too, those of added states included.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generated import deployment
from semantics.payload import Json
from simulator.asl.outline import targets
from simulator.asl.run import Caught, Chose
from simulator.system.simulation import Simulation
from simulator.world.blueprint import load_flow, read_generated

States = dict[str, Any]


@dataclass(slots=True)
class Coverage:
    """Sets of names, each as a person would write it: `A -> B`, `A when condition`, `A otherwise`,
    `A catches Error`, `A takes Fact`, `Rule brings Event`.
    """

    states: set[str] = field(default_factory=set)
    edges: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    catches: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    routes: set[str] = field(default_factory=set)

    def kinds(self) -> dict[str, set[str]]:
        """Give the sets by what they are called."""
        return {
            "states": self.states,
            "edges": self.edges,
            "rules of choices": self.choices,
            "catches": self.catches,
            "awaited facts": self.facts,
            "route branches": self.routes,
        }

    def add(self, simulation: Simulation) -> None:
        """Add what a run reached."""
        states = _all_states()
        for execution in simulation.flows.executions:
            if execution.history is not None:
                self._follow(execution.history.events)
                self._explain(states, execution.history.decisions)
        self.routes |= {f"{rule} brings {event}" for rule, event in simulation.bus.reached}
        for stream in simulation.streams:
            self.routes |= {f"{stream.row.name} brings {event}" for event in stream.passed}

    def _follow(self, events: list[dict[str, Json]]) -> None:
        before, last = "", ""
        for event in events:
            kind = event["type"]
            if kind.endswith("StateEntered"):
                last = event["stateEnteredEventDetails"]["name"]
                if not is_added(last):
                    self.states.add(last)
                    if before:
                        self.edges.add(f"{before} -> {last}")
                    before = last
            elif kind == "TaskSucceeded":
                output = json.loads(event["taskSucceededEventDetails"]["output"])
                if isinstance(output, dict) and "fact" in output:
                    self.facts.add(f"{last} takes {output['fact']}")

    def _explain(self, states: States, decisions: list[Chose | Caught]) -> None:
        for decision in decisions:
            state = states[decision.state]
            match decision:
                case Chose(name, None):
                    self.choices.add(f"{name} otherwise")
                case Chose(name, rule):
                    self.choices.add(_rule(name, state["Choices"][rule]))
                case Caught(name, catcher, error):
                    names = state["Catch"][catcher]["ErrorEquals"]
                    self.catches.add(f"{name} catches {error if error in names else names[-1]}")


def reachable() -> Coverage:
    """Give all that the generated files hold."""
    all_of = Coverage()
    states = _all_states()
    for name, state in states.items():
        if not is_added(name):
            all_of.states.add(name)
            all_of.edges |= {f"{name} -> {to}" for to in _following(states, name)}
            all_of.facts |= {f"{name} takes {fact}" for fact in _awaited(state)}
        all_of.choices |= {_rule(name, rule) for rule in state.get("Choices", ())}
        if "Default" in state:
            all_of.choices.add(f"{name} otherwise")
        all_of.catches |= {
            f"{name} catches {error}"
            for catcher in state.get("Catch", ())
            for error in catcher["ErrorEquals"]
        }
    all_of.routes |= set(_routes())
    return all_of


def missing(reached: Coverage) -> dict[str, list[str]]:
    """Name what was not reached, by kind."""
    there = reached.kinds()
    return {kind: sorted(names - there[kind]) for kind, names in reachable().kinds().items()}


def tell(reached: Coverage) -> str:
    """One line for each kind with its share, and below it what is not reached."""
    lines = []
    left = missing(reached)
    for kind, names in reachable().kinds().items():
        there = len(names) - len(left[kind])
        share = 100 * there / len(names) if names else 100
        lines.append(f"{kind}: {there} of {len(names)} ({share:.0f} %)")
        lines += [f"    not reached: {name}" for name in left[kind]]
    return "\n".join(lines)


def is_added(name: str) -> bool:
    """Whether the generator added a state."""
    return "_" in name


def _all_states() -> States:
    """Give the states of all flows by their names."""
    return {
        name: state
        for row in deployment.FLOWS
        for name, state in load_flow(row.name).definition["States"].items()
    }


def _rule(name: str, rule: dict[str, Any]) -> str:
    condition = rule["Condition"].removeprefix("{% ").removesuffix(" %}")
    return f"{name} when {condition}"


def _following(states: States, name: str) -> set[str]:
    """Give the author's states that come next, through added ones."""
    found: set[str] = set()
    waiting, seen = [name], {name}
    while waiting:
        for target, _ in targets(states[waiting.pop()]):
            if not is_added(target):
                found.add(target)
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return found


def _awaited(state: dict[str, Any]) -> Iterator[str]:
    payload = state.get("Arguments", {}).get("Payload", {})
    if "arm" in payload:
        yield from (each["event"] for each in payload["arm"]["facts"])


def _routes() -> Iterator[str]:
    """Each type of event that a rule or a stream names; a rule that names none brings any."""
    for row in deployment.RULES:
        pattern = read_generated(row.definition)["EventPattern"]
        yield from (f"{row.name} brings {event}" for event in pattern.get("detail-type", ()))
    for stream in deployment.STREAMS:
        for pattern in stream.filters:
            image: Any = pattern.get("dynamodb", {})
            types = image.get("NewImage", {}).get("event_type", {}).get("S", ())
            yield from (f"{stream.name} brings {event}" for event in types)
