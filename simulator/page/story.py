"""One self-contained HTML page for a story that was told: the whole of it, and each of its calls.

It stands apart because it alone joins the page to the simulated world. Invariant: a story's page
says of records, calls and problems what its report says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from generated import deployment
from semantics.payload import Json
from semantics.timestamps import format_timestamp
from simulator.asl import Execution
from simulator.clock import MICROSECONDS, moment
from simulator.page import template
from simulator.page.lines import TimelineLine, make_lines
from simulator.page.run_view import RunView, number_at, view_run
from simulator.page.steps import clock_face, span_text
from simulator.recordings.events import read_recording
from simulator.report import record_rows, summarize
from simulator.stories.happenings import Happening, happenings
from simulator.stories.results import Call
from simulator.stories.telling import Told
from simulator.system.cost import cost_of
from simulator.world.blueprint import load_flow
from simulator.world.trace import Kind


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of the story, in per cent of the whole."""

    left: str
    width: str


@dataclass(frozen=True, slots=True)
class CallView:
    """A call, numbered from 1, and its run, None where its flow had not begun. `bar` is the whole
    call, `line_up` the part in which the line was up.
    """

    place: int
    hotel: str
    records: int
    outcome: str
    began: str
    took: str
    talked: str
    bar: Bar
    line_up: Bar | None
    run: RunView | None


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """A line of the whole story; `target` is the id of the step during which it was told, or ""."""

    line: TimelineLine
    target: str


def render_story(told: Told) -> str:
    """The page of a story as text."""
    simulation, trace = told.simulation, told.simulation.trace
    flows = {execution.name: execution for execution in simulation.flows.executions}
    recordings = {name: read_recording(_events(flow)) for name, flow in flows.items()}
    lines = happenings(trace.lines, told.calls)
    span = moment(trace.began), moment(max([trace.began, *(line.at for line in trace.lines)]))
    calls = []
    for place, call in enumerate(told.calls):
        run = None
        if call.call_id in flows:
            its_lines = [each for each in lines if each.call == place and _is_beside(each)]
            definition = _definition(flows[call.call_id])
            run = view_run(definition, recordings[call.call_id], its_lines)
        calls.append(_view(place + 1, call, run, span))
    return template("story.html.j2").render(
        title=told.story.title,
        problems=told.problems,
        facts=_facts(told, span),
        records=record_rows(told.story.records, simulation.projections),
        calls=calls,
        lines=[LinkedLine(line, _target(line, calls)) for line in make_lines(lines, trace.began)],
        began=format_timestamp(trace.began),
    )


def _events(execution: Execution) -> list[Json]:
    return [] if execution.history is None else execution.history.events


def _definition(execution: Execution) -> Json:
    (row,) = (row for row in deployment.FLOWS if row.physical_name == execution.machine_name)
    return load_flow(row.name).definition


def _is_beside(happening: Happening) -> bool:
    """What a flow does its steps show already."""
    return happening.kind is not Kind.FLOW


def _facts(told: Told, span: tuple[datetime, datetime]) -> list[str]:
    return [
        summarize(told.story.records, told.simulation.projections),
        f"{_span_text(*span)} of virtual time",
        cost_of(told.simulation).told(),
        f"seed {told.seed}",
    ]


def _view(place: int, call: Call, run: RunView | None, span: tuple[datetime, datetime]) -> CallView:
    began, ended = span
    over = call.completed or ended
    line_up = None
    if call.connected is not None:
        line_up = _bar(span, call.connected, call.ended or over)
    return CallView(
        place,
        call.hotel_id,
        call.records,
        str(call.outcome or "not over"),
        clock_face(_microseconds(call.began - began)),
        _span_text(call.began, call.completed),
        _span_text(call.connected, call.ended),
        _bar(span, call.began, over),
        line_up,
        run,
    )


def _bar(span: tuple[datetime, datetime], start: datetime, end: datetime) -> Bar:
    began, ended = span
    whole = max(timedelta(microseconds=1), ended - began)
    return Bar(f"{100 * ((start - began) / whole):.2f}", f"{100 * ((end - start) / whole):.2f}")


def _span_text(start: datetime | None, end: datetime | None) -> str:
    return "" if start is None or end is None else span_text(_microseconds(end - start))


def _microseconds(span: timedelta) -> int:
    return round(span.total_seconds() * MICROSECONDS)


def _target(line: TimelineLine, calls: list[CallView]) -> str:
    run = calls[line.place - 1].run if line.place else None
    if run is None:
        return ""
    return f"call-{line.place}-step-{max(1, number_at(run.steps, line.moment))}"
