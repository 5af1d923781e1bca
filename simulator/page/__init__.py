"""One self-contained HTML page for a run: the flow with the route taken, timeline and payloads.

It stands apart as the only part that makes HTML. Invariant: the page needs nothing but itself, all
payloads are escaped, and the same run gives the same bytes.
"""

from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise

from jinja2 import Environment, StrictUndefined, Template

from semantics.payload import Json
from semantics.timestamps import format_timestamp
from simulator.page.flow_graph import START, Graph, read_graph
from simulator.page.layout import draw
from simulator.page.steps import make_steps, span_text
from simulator.replay_events import read_recording
from simulator.replay_recording import Recording, all_visits


def render(definition: Json, events: list[Json], *, title: str) -> str:
    """The page as text. `events` are those of GetExecutionHistory, or of History.

    Raises HistoryError where the events cannot be read.
    """
    recording = read_recording(events)
    graph = read_graph(definition)
    end = recording.end
    return _template().render(
        title=title,
        comment=definition.get("Comment", ""),
        status="RUNNING" if end is None else end.status,
        error="" if end is None else ": ".join(filter(None, [end.error, end.cause])),
        began=format_timestamp(recording.started_at),
        took="" if end is None else span_text(end.at - recording.started_at),
        picture=draw(graph),
        start=START,
        steps=make_steps(recording, graph),
        visits=_count_visits(recording, graph),
        taken=_count_transitions(recording, graph),
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    folder = files(__name__)
    environment.globals |= {"style": (folder / "page.css").read_text("utf-8")}
    environment.globals |= {"script": (folder / "page.js").read_text("utf-8")}
    return environment.from_string((folder / "page.html.j2").read_text("utf-8"))


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
