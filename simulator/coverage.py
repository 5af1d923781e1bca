"""What of the generated flows and routes was reached, and what was not.

It stands apart because stories, a plugin and CI collect alike. What can be reached is read from the
generated definitions, what was reached from executions' histories. States that the generator adds
(their names hold an underscore) are passed through: an edge leads from one of the author's states
to the next.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generated import deployment
from semantics.payload import Json
from simulator.world.blueprint import load_flow, load_rules, read_generated
from simulator.world.simulation import Simulation


@dataclass(slots=True)
class Coverage:
    """Sets of names, each as a person would write it: `A -> B`, `A catches Error`, `A takes Fact`,
    `Rule brings Event`.
    """

    states: set[str] = field(default_factory=set)
    edges: set[str] = field(default_factory=set)
    catches: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    routes: set[str] = field(default_factory=set)

    def kinds(self) -> dict[str, set[str]]:
        """Give the sets by what they are called."""
        return {
            "states": self.states,
            "edges": self.edges,
            "catches": self.catches,
            "awaited facts": self.facts,
            "route branches": self.routes,
        }

    def add(self, simulation: Simulation) -> None:
        """Add what a run reached."""
        for execution in simulation.flows.executions:
            if execution.history is not None:
                self._follow(execution.history.events)
        self.routes |= {f"{rule} brings {event}" for rule, event in simulation.bus.reached}
        for stream in simulation.streams:
            self.routes |= {f"{stream.row.name} brings {event}" for event in stream.passed}

    def _follow(self, events: list[dict[str, Json]]) -> None:
        before, error = "", ""
        last = ""
        for event in events:
            kind = event["type"]
            if kind.endswith("StateEntered"):
                name = event["stateEnteredEventDetails"]["name"]
                if error:
                    self.catches.add(f"{last} catches {error}")
                error, last = "", name
                if not is_added(name):
                    self.states.add(name)
                    if before:
                        self.edges.add(f"{before} -> {name}")
                    before = name
            elif kind in ("TaskFailed", "TaskTimedOut"):
                details = event[kind[0].lower() + kind[1:] + "EventDetails"]
                error = str(details.get("error"))
            elif kind == "TaskSucceeded":
                error = ""
                output = json.loads(event["taskSucceededEventDetails"]["output"])
                if isinstance(output, dict) and "fact" in output:
                    self.facts.add(f"{last} takes {output['fact']}")


def reachable() -> Coverage:
    """Give all that the generated files hold."""
    all_of = Coverage()
    for row in deployment.FLOWS:
        states = load_flow(row.name).definition["States"]
        for name, state in states.items():
            if not is_added(name):
                all_of.states.add(name)
                all_of.edges |= {f"{name} -> {to}" for to in _following(states, name)}
                all_of.facts |= {f"{name} takes {fact}" for fact in _awaited(state)}
            all_of.catches |= {
                f"{name} catches {error}"
                for catcher in state.get("Catch", ())
                for error in catcher["ErrorEquals"]
            }
    all_of.routes |= set(_routes())
    return all_of


def missing(reached: Coverage) -> dict[str, list[str]]:
    """Name what was not reached, by kind. A catch-all counts as reached by any error of its
    state that no narrower catcher names.
    """
    left = {
        kind: sorted(names - reached.kinds()[kind]) for kind, names in reachable().kinds().items()
    }
    narrow = reachable().catches
    caught = {each.partition(" ")[0] for each in reached.catches - narrow}
    left["catches"] = [
        each
        for each in left["catches"]
        if not (each.endswith(" States.ALL") and each.partition(" ")[0] in caught)
    ]
    return left


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


def _following(states: dict[str, Any], name: str) -> set[str]:
    """Give the author's states that come next, through added ones."""
    found: set[str] = set()
    waiting, seen = [name], {name}
    while waiting:
        for target in _targets(states[waiting.pop()]):
            if not is_added(target):
                found.add(target)
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return found


def _targets(state: dict[str, Any]) -> Iterator[str]:
    rules = [state, *state.get("Catch", ()), *state.get("Choices", ())]
    yield from (each["Next"] for each in rules if "Next" in each)
    if "Default" in state:
        yield state["Default"]


def _awaited(state: dict[str, Any]) -> Iterator[str]:
    payload = state.get("Arguments", {}).get("Payload", {})
    if "arm" in payload:
        yield from (each["event"] for each in payload["arm"]["facts"])


def _routes() -> Iterator[str]:
    """Each type of event that a rule or a stream names; a rule that names none brings any."""
    for row in load_rules()[1].values():
        pattern = read_generated(row.definition)["EventPattern"]
        yield from (f"{row.name} brings {event}" for event in pattern.get("detail-type", ()))
    for stream in deployment.STREAMS:
        for pattern in stream.filters:
            image: Any = pattern.get("dynamodb", {})
            types = image.get("NewImage", {}).get("event_type", {}).get("S", ())
            yield from (f"{stream.name} brings {event}" for event in types)
