"""Events a second through many EventBridge rules: the indexed set, one by one, and moto's matcher.

    python -m benchmarks.bench_patterns

Every kind of rule below gets 1,000 rules, and events of which some match. moto is a peer where it
is installed; it answers the same question, is checked to give the same names, and is timed in the
same run, so the ratios hold on any machine. Times are CPU time of this process.
"""

import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable

from semantics.patterns import PatternSet, parse

RULES = 1000
SECONDS = 1.0

Event = dict[str, object]
Matcher = Callable[[Event], list[str]]

KINDS: dict[str, Callable[[int], Event]] = {
    "exact": lambda n: {
        "source": [f"app.{n % 20}"],
        "detail-type": [f"Type{n % 50}"],
        "detail": {"hotel": {"id": [f"h{n}"]}},
    },
    "prefix": lambda n: {"detail": {"hotel": {"id": [{"prefix": f"h{n}"}]}}},
    "suffix": lambda n: {"detail": {"file": [{"suffix": f"{n}.pdf"}]}},
    "wildcard": lambda n: {"detail": {"file": [{"wildcard": f"*/{n}/doc*.pdf"}]}},
    "numeric": lambda n: {"detail": {"count": [{"numeric": [">", n, "<=", n + 5]}]}},
    "anything-but": lambda n: {
        "detail": {"hotel": {"id": [{"anything-but": f"h{n}"}]}, "count": [n]}
    },
    "absent": lambda n: {"detail": {"error": [{"exists": False}], "count": [n]}},
    "arrays": lambda n: {"detail": {"items": {"id": [f"h{n}"], "count": [n % 5]}}},
}


def mixed_rule(number: int) -> Event:
    """Return a rule of each kind in turn."""
    kinds = list(KINDS.values())
    return kinds[number % len(kinds)](number)


def event(number: int, *, with_array: bool) -> Event:
    """Return an event of the size of a typical one; about 20 leaves."""
    items = [{"id": f"h{number % 1000 + n}", "count": n} for n in range(5)]
    return {
        "version": "0",
        "id": f"e{number}",
        "source": f"app.{number % 20}",
        "detail-type": f"Type{number % 50}",
        "account": "123456789012",
        "time": "2026-01-01T00:00:00Z",
        "region": "eu-west-1",
        "resources": [],
        "detail": {
            "hotel": {"id": f"h{number % 1000}", "name": "Grand Hotel", "stars": number % 6},
            "state": "running",
            "count": number % 1000,
            "amount": number * 0.5,
            "tags": ["folio", "phone"],
            "file": f"/folios/{number % 1000}/doc-{number}.pdf",
            **({"items": items} if with_array else {}),
        },
    }


def indexed(rules: dict[str, Event]) -> Matcher:
    """Return the indexed set's matcher."""
    patterns = PatternSet()
    for name, rule in rules.items():
        patterns.add(name, parse(rule))
    return patterns.matching


def one_by_one(rules: dict[str, Event]) -> Matcher:
    """Return a matcher that asks each pattern."""
    patterns = {name: parse(rule) for name, rule in rules.items()}
    return lambda incoming: [n for n, pattern in patterns.items() if pattern.matches(incoming)]


def moto(rules: dict[str, Event]) -> Matcher | None:
    """Return moto's matcher, where moto is installed."""
    if importlib.util.find_spec("moto") is None:
        return None
    pattern_class = importlib.import_module("moto.events.models").EventPattern
    patterns = {name: pattern_class.load(json.dumps(rule)) for name, rule in rules.items()}
    return lambda incoming: [n for n, p in patterns.items() if p.matches_event(incoming)]


def events_a_second(matcher: Matcher, events: list[Event]) -> float:
    """Return the rate over about SECONDS of CPU time, after one event to warm up."""
    matcher(events[0])
    done = 0
    start = time.process_time()
    while (spent := time.process_time() - start) < SECONDS:
        matcher(events[done % len(events)])
        done += 1
    return done / spent


def report(kind: str, rules: dict[str, Event], events: list[Event]) -> None:
    """Measure all matchers on the same rules and events, and print a line."""
    ours = indexed(rules)
    rate = events_a_second(ours, events)
    columns = [f"{kind:<14}{len(rules):>7}{rate:>12,.0f}"]
    for peer in (one_by_one(rules), moto(rules)):
        if peer is None:
            columns.append(f"{'-':>12}{'-':>9}{'':>6}")
            continue
        peer_rate = events_a_second(peer, events)
        agreeing = sum(sorted(peer(each)) == sorted(ours(each)) for each in events[:5])
        columns.append(f"{peer_rate:>12,.0f}{rate / peer_rate:>8,.0f}x{agreeing:>4}/5")
    sys.stdout.write("".join(columns) + "\n")


def main() -> None:
    """Print events a second: by kind of rule, then by number of rules."""
    titles = f"{'rules':<14}{'number':>7}{'indexed':>12}"
    peers = "".join(f"{peer:>12}{'ratio':>9}{'agree':>6}" for peer in ("one by one", "moto"))
    sys.stdout.write(f"{titles}{peers}\n")
    plain = [event(number, with_array=False) for number in range(2000)]
    with_arrays = [event(number, with_array=True) for number in range(2000)]
    for kind, rule in KINDS.items():
        events = with_arrays if kind == "arrays" else plain
        report(kind, {str(n): rule(n) for n in range(RULES)}, events)
    for number in (10, 100, RULES, 10 * RULES):
        report("mixed", {str(n): mixed_rule(n) for n in range(number)}, with_arrays)


if __name__ == "__main__":
    main()
