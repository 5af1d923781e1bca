"""The page of a run: what it holds, what it escapes, and that it works by keyboard."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from semantics.payload import Json
from simulator import page
from simulator.asl import Failure, Later, Success
from simulator.page.flow_graph import START, Edge, read_graph
from simulator.page.layout import Box, draw
from simulator.recordings.events import read_recording
from tests.simulator.asl.asl_world import Simulate, history_of
from tests.simulator.page.browser import Browser, open_page

TASK: Json = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke"}
FLOW: Json = {
    "QueryLanguage": "JSONata",
    "Comment": "Buys <b>things</b>",
    "StartAt": "Shop_variables",
    "States": {
        "Shop_variables": {"Type": "Pass", "Assign": {"round": 0}, "Next": "Buy"},
        "Buy": {
            **TASK,
            "Assign": {"round": "{% $round + 1 %}"},
            "Catch": [{"ErrorEquals": ["Sold"], "Next": "Give_up"}],
            "Next": "Buy_ended",
        },
        "Buy_ended": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $round < 2 %}", "Next": "Rest"}],
            "Default": "Both",
        },
        "Rest": {"Type": "Wait", "Seconds": 60, "Next": "Buy"},
        "Both": {
            "Type": "Parallel",
            "Branches": [
                {"StartAt": "Pack", "States": {"Pack": {**TASK, "End": True}}},
                {"StartAt": "Bill", "States": {"Bill": {**TASK, "End": True}}},
            ],
            "Next": "Done",
        },
        "Done": {"Type": "Succeed"},
        "Give_up": {"Type": "Fail", "Error": "Sold"},
    },
}
HOSTILE = '</pre></script><script>document.title = "broken in"</script>'


@pytest.fixture
def html(simulation: Simulate) -> str:
    """Bought at the second go; the input is hostile."""
    world = simulation({"Buy": [Later(2, Success(1)), Later(3, Success(2))]})
    recording = read_recording(history_of(world.run(FLOW, {"wish": HOSTILE})))
    return page.render(FLOW, recording, title="Shopping")


def test_a_page_names_each_step_with_its_virtual_time(html: str) -> None:
    rows = re.findall(r'class="at">([\d:.]+)</span><span class="name">(\w+)', html)
    assert rows == [
        ("0:00.000", "Shop_variables"),
        ("0:00.000", "Buy"),
        ("0:02.000", "Buy_ended"),
        ("0:02.000", "Rest"),
        ("1:02.000", "Buy"),
        ("1:05.000", "Buy_ended"),
        ("1:05.000", "Both"),
        ("1:05.000", "Pack"),
        ("1:05.000", "Bill"),
        ("1:05.000", "Done"),
    ]


def test_a_page_draws_the_transitions_that_were_taken_with_their_count(html: str) -> None:
    taken = re.findall(r"<title>(\w+ to \w+): (\d) times?</title>", html)
    assert ("Buy to Rest", "1") in taken
    assert ("Rest to Buy", "1") in taken
    assert ("Start to Pack", "1") in taken
    assert not any("Give_up" in line for line, _ in taken)


def test_payloads_are_escaped(html: str) -> None:
    assert html.count("<script>") == 1
    assert "&lt;script&gt;document.title" in html
    assert "Buys &lt;b&gt;things&lt;/b&gt;" in html


def test_a_page_loads_nothing(html: str) -> None:
    assert not re.search(r'(?:src|href)=(?!"#)|@import|url\((?!#)|https?:', html)
    assert "default-src 'none'" in html


def test_a_failed_run_shows_its_error_and_the_failed_call(simulation: Simulate) -> None:
    world = simulation({"Buy": [Failure("Sold", "out <i>of</i> stock")]})
    recording = read_recording(history_of(world.run(FLOW)))
    html = page.render(FLOW, recording, title="Shopping")
    assert '<span class="status failed">FAILED</span>' in html
    assert "Call 1: failed with Sold after 0 ms" in html
    assert "out &lt;i&gt;of&lt;/i&gt; stock" in html


PROGRAM = """
import hashlib
from datetime import UTC, datetime
from simulator import page
from simulator.asl import StepFunctions, Success, compile_machine
from simulator.clock import Clock
from simulator.recordings.events import read_recording
from tests.simulator.page.test_page import FLOW

class Worker:
    def perform(self, call):
        return Success(call.arguments)

clock = Clock(datetime(2026, 1, 1, tzinfo=UTC))
run = StepFunctions(clock, Worker()).start(compile_machine(FLOW), {}, has_history=True)
clock.run()
recording = read_recording(run.history.events)
pages = [page.render(FLOW, recording, title="T") for _ in range(2)]
assert pages[0] == pages[1]
print(hashlib.sha256(pages[0].encode()).hexdigest())
"""


def test_the_same_run_gives_the_same_bytes_under_any_hash_seed() -> None:
    hashes = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(hashes) == 1


def test_helpers_are_folded_into_their_owners() -> None:
    graph = read_graph(FLOW)
    assert list(graph.nodes) == [START, "Buy", "Rest", "Both", "Done", "Give_up"]
    assert Edge("Buy", "Rest", is_catch=False) in graph.edges
    assert Edge("Buy", "Give_up", is_catch=True) in graph.edges


def test_a_state_that_is_no_helper_keeps_its_node_whatever_its_name() -> None:
    states = {"get": {**TASK, "Next": "get_user"}, "get_user": {**TASK, "End": True}}
    assert list(read_graph({"StartAt": "get", "States": states}).nodes) == [
        START,
        "get",
        "get_user",
    ]


def test_no_two_boxes_overlap() -> None:
    picture = draw(read_graph(FLOW))
    for box in picture.boxes:
        for other in picture.boxes:
            assert box is other or are_apart(box, other)


def are_apart(box: Box, other: Box) -> bool:
    beside = box.x + box.width <= other.x or other.x + other.width <= box.x
    return beside or box.y + box.height <= other.y or other.y + other.height <= box.y


@pytest.fixture
def browser(html: str, tmp_path: Path) -> Iterator[Browser]:
    with open_page(html, tmp_path) as opened:
        yield opened


SHOWN = "[...document.querySelectorAll('article')].filter((a) => a.offsetParent)"
HEADING = f"{SHOWN}.map((a) => a.querySelector('h2').textContent).join()"
FOCUS = "document.activeElement.dataset.step || document.activeElement.dataset.node || ''"


def test_a_browser_goes_through_the_steps_by_arrow_keys(browser: Browser) -> None:
    seen = [browser.ask(HEADING)]
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "ArrowDown", "Home"):
        browser.press(key)
        seen.append(browser.ask(HEADING))
    assert seen == ["Shop_variables", "Buy", "Buy_ended", "Buy", "Done", "Done", "Shop_variables"]


def test_a_browser_reaches_a_state_by_tab_and_its_visits_by_enter(browser: Browser) -> None:
    for _ in range(9):
        if browser.ask(FOCUS) != "Buy":
            browser.press("Tab")
    steps = []
    for _ in range(3):
        browser.press("Enter")
        steps.append(browser.ask(f"{SHOWN}[0].dataset.step"))
    assert steps == ["2", "3", "5"]


def test_a_browser_runs_no_payload(browser: Browser) -> None:
    assert browser.ask("document.title") == "Shopping"


def test_a_browser_shows_it_light_and_dark(browser: Browser) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        feature = {"name": "prefers-color-scheme", "value": scheme}
        browser.send("Emulation.setEmulatedMedia", features=[feature])
        grounds.append(browser.ask("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(244, 243, 239)", "rgb(21, 24, 27)"]
