"""Rules on the bus: which events go to which function.

It stands apart because these patterns decide who hears what, and are what the simulator runs.
Invariant: with a journal, routes hear what was stored and nothing else, and the journal's rule
hears everything else, so that no fact is stored twice.
Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
"""

import json

from generator.analysis.route_filter import Unsupported, compile_filter
from generator.analysis.traffic import producers, source_of, stored_source
from generator.cases import JOURNAL_RULE, kebab, snake
from generator.model import Route, System


def emit_rules(system: System) -> dict[str, str]:
    """One file for each rule."""
    rules = {
        rule_path(each.name): _rule(system, each.name, each.doc, _pattern(system, each))
        for each in system.routes
    }
    if system.journal:
        doc = "Facts that are not stored yet go to the one function that stores them."
        pattern: dict[str, object] = {"source": [{"anything-but": [stored_source(system)]}]}
        rules[rule_path(JOURNAL_RULE)] = _rule(system, JOURNAL_RULE, doc, pattern)
    return rules


def rule_path(name: str) -> str:
    """Where a rule's file lies."""
    return f"rules/{snake(name)}.json"


def _pattern(system: System, route: Route) -> dict[str, object]:
    pattern: dict[str, object] = {
        "source": _sources(system, route),
        "detail-type": [str(each.name) for each in route.on],
    }
    if route.when:
        compiled = compile_filter(route.when)
        if isinstance(compiled, Unsupported):
            message = f"route {route.name}: its `when` {compiled.problem}"
            raise ValueError(message)
        pattern["detail"] = {"data": compiled}
    return pattern


def _sources(system: System, route: Route) -> list[str]:
    if system.journal:
        return [stored_source(system)]
    told = [each for event in route.on for each in producers(system, event)]
    return list(dict.fromkeys(source_of(system, each.name) for each in told))


def _rule(system: System, name: str, doc: str, pattern: dict[str, object]) -> str:
    rule = {
        "Name": f"{system.namespace}-{kebab(name)}",
        "Description": doc,
        "EventBusName": system.bus,
        "EventPattern": pattern,
    }
    return json.dumps(rule, indent=2, ensure_ascii=False) + "\n"
