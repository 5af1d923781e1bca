"""Time, chance, files, network and environment come in at few places, so that everything else is
the same on every run (docs/ARCHITECTURE.md, invariant 3).
"""

import re
from typing import NamedTuple

import pytest

from tests.tidy.source_tree import uses, written_python


class Ban(NamedTuple):
    """Names nobody uses, what to use instead, and the places that may: they are the edge."""

    names: str
    instead: str
    edge: str


EDGES = (
    r"local/|standins/|infra/|app\.py|benchmarks/|tests/"
    r"|runtime/(adapters/|wiring\.py|entry\.py)|.*/__main__\.py"
)
WAITERS = r"local/|benchmarks/|runtime/adapters/|tests/(.*/)?waiting\.py"
"""Who waits for a process or pauses between the tries of one request."""
BANS = [
    Ban(r"time\.sleep", "wait for the condition, up to a time", WAITERS),
    Ban(
        r"datetime\.(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns|monotonic|localtime)",
        "the Clock port: a handler's time is given to it",
        EDGES,
    ),
    Ban(
        r"random\.(?!Random\b)\w+|secrets\.\w+|uuid\.uuid[14]|os\.urandom",
        "an id made of what names the thing (uuid5), or a seed that is given: random.Random(seed)",
        EDGES,
    ),
    Ban(
        r"os\.(environ|getenv)(\..*)?",
        "the setting as a parameter",
        rf"{EDGES}|generator/doctor\.py",
    ),
    Ban(
        r"builtins\.print|sys\.(stdout|stderr|stdin)(\..*)?",
        "give the text back; a __main__ prints it",
        rf"{EDGES}|generator/doctor\.py|simulator/(conform/lines|replay/command)\.py",
    ),
    Ban(
        r"builtins\.open|os\.(open|listdir|scandir|walk|makedirs|unlink|replace)|pathlib\.Path",
        "the text as a parameter; generator/load/folder reads specs, generator/write writes",
        rf"{EDGES}|generator/(load/folder|write|doctor)\.py|generator/emit/constant\.py"
        r"|generator/(schemas|checks|pages)/__init__\.py"
        r"|simulator/(conform/\w+|replay/command|page/file|stories/files|testing/\w+)\.py",
    ),
    Ban(
        r"socket\.\w+|http\..*|urllib\.request\..*|requests\..*|httpx\..*|subprocess\.\w+",
        "a port; its adapter talks to the world",
        rf"{EDGES}|generator/doctor\.py",
    ),
    Ban(r"(pickle|marshal)\.loads?", "JSON, and a reader that checks what it reads", r"$"),
]


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.names.split("|")[0])
def test_effects_stay_at_the_edge(ban: Ban) -> None:
    banned, edge = re.compile(ban.names), re.compile(ban.edge)
    found = [
        f"{path}:{use.line} uses {use.name}; instead: {ban.instead}"
        for path in written_python()
        if not edge.match(path)
        for use in uses(path)
        if banned.fullmatch(use.name)
    ]
    assert not found, "\n".join(found)


WAITING_FOR_EVER = re.compile(
    r"requests\.(get|post|put|delete|request)|httpx\.(get|post|put|delete|request)"
    r"|urllib\.request\.urlopen|http\.client\.HTTPS?Connection|socket\.create_connection"
)


def test_nobody_asks_the_network_without_a_time_limit() -> None:
    found = [
        f"{path}:{use.line} calls {use.name} without timeout="
        for path in written_python()
        for use in uses(path)
        if use.is_called and WAITING_FOR_EVER.fullmatch(use.name) and "timeout" not in use.keywords
    ]
    assert not found, "\n".join(found)
