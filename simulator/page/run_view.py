"""One run as the page shows it: the picture, the way taken through it, and its steps.

It stands apart because a run is shown alone, or as one of a story's calls. Invariant: each line
that is told beside the steps stands at the last step entered before it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from semantics.payload import Json
from semantics.timestamps import format_timestamp
from simulator.page.flow_graph import START, Graph, read_graph
from simulator.page.layout import Picture, draw
from simulator.page.lines import TimelineLine, make_lines
from simulator.page.steps import Step, make_steps, span_text
from simulator.recordings.recording import Recording, all_visits
from simulator.stories.happenings import Happening


@dataclass(frozen=True, slots=True)
class RunView:
    """`taken` counts the transitions by their ends; `beside` has what happened meanwhile by the
    number of the step, 0 for what came before the first.
    """

    comment: str
    status: str
    error: str
    began: str
    took: str
    picture: Picture
    steps: list[Step]
    visits: Counter[str]
    taken: Counter[tuple[str, str]]
    beside: dict[int, list[TimelineLine]]


def view_run(
    definition: Json, recording: Recording, happenings: Sequence[Happening] = ()
) -> RunView:
    """A run through a definition, and what happened meanwhile."""
    graph = read_graph(definition)
    end = recording.end
    steps = make_steps(recording, graph, definition)
    return RunView(
        comment=definition.get("Comment", ""),
        status="RUNNING" if end is None else end.status,
        error="" if end is None else ": ".join(filter(None, [end.error, end.cause])),
        began=format_timestamp(recording.started_at),
        took="" if end is None else span_text(end.at - recording.started_at),
        picture=draw(graph),
        steps=steps,
        visits=_count_visits(recording, graph),
        taken=_count_transitions(recording, graph),
        beside=_place(make_lines(happenings, recording.started_at), steps),
    )


def number_at(steps: Sequence[Step], moment: int) -> int:
    """The number of the last step entered by then; 0 before the first."""
    return bisect_right(steps, moment, key=lambda step: step.moment)


def _place(lines: list[TimelineLine], steps: list[Step]) -> dict[int, list[TimelineLine]]:
    placed: dict[int, list[TimelineLine]] = {number: [] for number in range(len(steps) + 1)}
    for line in lines:
        placed[number_at(steps, line.moment)].append(line)
    return placed


def _count_visits(recording: Recording, graph: Graph) -> Counter[str]:
    owners = graph.all_owners()
    names = (visit.name for _, _, visit in all_visits(recording.root))
    return Counter(name for name in names if owners.get(name, name) == name)


def _count_transitions(recording: Recording, graph: Graph) -> Counter[tuple[str, str]]:
    """How often each line of the picture was taken; state names are unique in a machine."""
    owners = graph.all_owners()
    taken: Counter[tuple[str, str]] = Counter()
    lanes = {id(lane): lane for _, lane, _ in all_visits(recording.root)}
    for lane in lanes.values():
        names = [START, *(visit.name for visit in lane.visits)]
        for before, after in pairwise(names):
            source, target = owners.get(before, before), owners.get(after, after)
            if source != target or before == after:
                taken[source, target] += 1
    return taken
