"""What holds of any specs: whatever is typed gives diagnostics and never an exception; and any flow
that passes the checks runs to an end, within the time that was proven for it.
"""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.timing import worst_case
from generator.diagnostics import Sources
from generator.diagnostics.render import render_text
from generator.load.folder import Folder, load_folder
from generator.load.source import load_text
from generator.pipeline import Compiled, compile_folder
from generator.resolve import resolve
from simulator.asl import Status, StepFunctions, compile_machine
from simulator.clock import MICROSECONDS, Clock
from tests.generator.shop_flows import Draw, Luck, flows, lucks

HERE = Path(__file__).parent
POTTERY = HERE.parent / "golden" / "pottery" / "spec"
SHOP = HERE / "base"
FLOW = "flows/sell.yaml"
START = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)

SLIPS = st.sampled_from(
    [
        *"[]{}:,#&*!|>'\"%@`-?\t\n .=<>()",
        *("- ", ": ", "  ", "null", "true", "0", "-1", "1e999", "30s", "0s", "é", "\ufeff", "NO"),
        *("input", "event", "result", "error", "count(", "has(", " else ", "[0..]", "..", "next: "),
        *("Done", "PotFired", "string", "at_most: 1", "end: true", "per: Burn", "{list: Pot}"),
    ]
)


@cache
def texts(specs: Path) -> dict[str, str]:
    """The files of a folder of specs."""
    paths = sorted(specs.rglob("*.yaml"))
    return {each.relative_to(specs).as_posix(): each.read_text(encoding="utf-8") for each in paths}


@cache
def loaded(specs: Path) -> Folder:
    return load_folder(specs)


def with_text(specs: Path, path: str, text: str) -> Folder:
    """The folder with one file's text exchanged, as if it had been read from there."""
    folder = loaded(specs)
    root, diagnostics = load_text(path, text)
    files = {name: node for name, node in folder.files.items() if name != path}
    sources = Sources()
    sources.add(path, text)
    if root is None:
        return Folder(files, sources, diagnostics, [path])
    return Folder({**files, path: root}, sources, diagnostics, [])


@st.composite
def edited_specs(draw: Draw) -> tuple[str, str]:
    """One file of the pottery after some slips of the hand: its path and its text."""
    path: str = draw(st.sampled_from(sorted(texts(POTTERY))))
    text = texts(POTTERY)[path]
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.integers(0, 6)))
            text = text[:start] + draw(SLIPS) + text[end:]
        else:
            lines = text.splitlines(keepends=True) or ["\n"]
            source, target = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
            lines.insert(target, lines.pop(source))
            text = "".join(lines)
    return path, text


@given(edited_specs())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_edit_of_specs_gives_files_or_diagnostics(edit: tuple[str, str]) -> None:
    compiled = compile_folder(with_text(POTTERY, *edit))
    assert bool(compiled.files) != any(each.severity == "error" for each in compiled.diagnostics)
    render_text(compiled.diagnostics, compiled.sources)
    for path, text in compiled.files.items():
        if path.endswith(".json"):
            json.loads(text)
        elif path.endswith(".py"):
            compile(text, path, "exec")


@st.composite
def exchanged_words(draw: Draw) -> tuple[str, str]:
    """One file of the pottery with some words exchanged for others of the same file."""
    path: str = draw(st.sampled_from(sorted(texts(POTTERY))))
    words = texts(POTTERY)[path].split(" ")
    for _ in range(draw(st.integers(1, 3))):
        target, source = (draw(st.integers(0, len(words) - 1)) for _ in range(2))
        words[target] = words[source]
    return path, " ".join(words)


@given(exchanged_words())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_exchange_of_words_gives_files_or_diagnostics(edit: tuple[str, str]) -> None:
    compiled = compile_folder(with_text(POTTERY, *edit))
    assert compiled.files or compiled.diagnostics


def compiled_shop(flow: str) -> Compiled:
    compiled = compile_folder(with_text(SHOP, FLOW, flow))
    assert not compiled.diagnostics, render_text(compiled.diagnostics, compiled.sources) + flow
    return compiled


@given(flows(), lucks(), st.integers(0, 4))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_flow_that_passes_the_checks_ends_in_the_time_that_was_proven(
    flow: str, luck: list[tuple[str, float]], amount: int
) -> None:
    definition = json.loads(compiled_shop(flow).files["asl/sell.asl.json"])
    system, _ = resolve(with_text(SHOP, FLOW, flow).files, Sources())
    assert system is not None
    proven = worst_case(system.flows[0]).seconds

    worker = Luck(luck)
    clock = Clock(START, 1)
    worker.service = StepFunctions(clock, worker)
    order = {"order_id": "o-1", "amount": amount}
    execution = worker.service.start(compile_machine(definition), order, has_history=True)
    clock.run()

    assert execution.status in (Status.SUCCEEDED, Status.FAILED), flow
    assert execution.error in (None, "Broken", "States.Timeout"), (
        execution.error,
        execution.cause,
        flow,
    )
    assert execution.stopped_at is not None
    took = (execution.stopped_at - execution.started_at) / MICROSECONDS
    assert took <= proven, f"{took}s of {proven}s\n{flow}"
