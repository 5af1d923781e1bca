"""The page of a whole story: what it holds, and that a person gets through it by keyboard."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.page.story import render_story
from simulator.stories.reading import read_story
from simulator.stories.telling import Told, tell
from tests.simulator.page.browser import Browser, open_page

ROOT = Path(__file__).parents[3]
HOSTILE = '</p></script><script>document.title = "broken in"</script>'


@pytest.fixture(scope="module")
def told() -> Told:
    """Two calls; the clerk of the first says something hostile."""
    text = (ROOT / "tests" / "stories" / "callback.yaml").read_text("utf-8")
    text = text.replace("says: Palace Meridian, reception.", f"says: 'Palace. {HOSTILE}'", 1)
    read = read_story(text, {})
    assert read.story is not None, read.report("callback.yaml")
    return tell(read.story)


@pytest.fixture(scope="module")
def html(told: Told) -> str:
    return render_story(told)


def view(html: str, name: str) -> str:
    """The part of the page with this id, up to the next."""
    return html.split(f'id="{name}"')[1].split('<div class="view', maxsplit=1)[0]


def test_the_whole_story_shows_each_line_of_the_transcript(html: str, told: Told) -> None:
    lines = re.findall(r'class="line \w+">', view(html, "story"))
    repeated = re.findall(r"<small>(\d+) times</small>", view(html, "story"))
    assert len(lines) + sum(int(times) - 1 for times in repeated) == len(
        told.simulation.trace.lines
    )


def test_a_call_shows_what_was_said_between_its_steps(html: str) -> None:
    shown = re.findall(
        r'<span class="name">(\w+)|<p class="beside (?:hotel|us)"><b>([^<]*)</b>',
        view(html, "call-1"),
    )
    order = [step or said for step, said in shown]
    asked = order.index("we say to INN")
    assert order[asked - 1] == "WaitForResponse"
    assert order[asked + 1] == "INN says"


def test_each_call_has_its_outcome_and_its_records(html: str) -> None:
    calls = re.findall(r'<span class="outcome">(\w+)</span>', html)
    assert calls == ["callback", "completed"]
    assert re.findall(r"<tr><td>([^<]+)</td><td>INN</td>", html) == ["REC-1", "REC-2"]


def test_a_long_pause_is_told(html: str) -> None:
    pauses = re.findall(r'<p class="pause">([^<]+)</p>', html)
    assert pauses == ["2 h 0 min later"]


def test_a_line_of_the_story_leads_to_the_step_during_which_it_was_told(html: str) -> None:
    number, *_ = re.findall(
        r'href="#call-2-step-(\d+)" class="line us">.*?we say to INN', view(html, "story")
    )
    assert f'<article id="call-2-step-{number}"' in html
    step = view(html, "call-2").split(f'href="#call-2-step-{number}"')[1]
    assert 'class="name">WaitForResponse' in step[:400]


def test_each_step_of_a_flow_is_a_line_of_its_call(html: str) -> None:
    flow = re.findall(r'<a ([^>]*)class="line flow">', view(html, "story"))
    assert len(flow) > 20
    assert all(link.startswith('href="#call-') for link in flow)


def test_what_was_said_is_escaped(html: str) -> None:
    assert html.count("<script>") == 1
    assert "&lt;script&gt;document.title" in html


def test_the_page_loads_nothing(html: str) -> None:
    assert not re.search(r'(?:src|href)=(?!"#)|@import|url\((?!#)|https?:', html)


def test_problems_stand_at_the_top(told: Told) -> None:
    wrong = Told(told.story, told.seed, told.simulation, told.calls, ["<REC-1> is late"])
    header = render_story(wrong).split("</header>")[0]
    assert '<span class="status failed">1 PROBLEM</span>' in header
    assert "<li>&lt;REC-1&gt; is late</li>" in header


PROGRAM = """
import hashlib
from pathlib import Path
from simulator.page.story import render_story
from simulator.stories.reading import read_story
from simulator.stories.telling import tell

story = read_story(Path("tests/stories/callback.yaml").read_text("utf-8"), {}).story
pages = [render_story(tell(story)) for _ in range(2)]
assert pages[0] == pages[1]
print(hashlib.sha256(pages[0].encode()).hexdigest())
"""


def test_the_same_story_gives_the_same_bytes_under_any_hash_seed() -> None:
    hashes = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(hashes) == 1


@pytest.fixture
def browser(html: str, tmp_path: Path) -> Iterator[Browser]:
    with open_page(html, tmp_path) as opened:
        yield opened


OPEN = (
    "[...document.querySelectorAll('.view')].filter((v) => v.offsetParent).map((v) => v.id).join()"
)
CHOSEN = "document.querySelector('.view.open .rows a.here').textContent"
SHOWN = "[...document.querySelectorAll('#story .rows li')].filter((li) => li.offsetParent).length"


def test_a_browser_goes_through_the_calls_by_arrow_keys(browser: Browser) -> None:
    seen = [browser.ask(OPEN)]
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        browser.press(key)
        seen.append(browser.ask(OPEN))
    assert seen == ["story", "call-1", "call-2", "call-2", "call-1"]


def test_a_browser_goes_through_the_lines_and_from_one_to_its_step(browser: Browser) -> None:
    browser.press("ArrowDown")
    assert "RecordCreated REC-2" in browser.ask(CHOSEN)
    browser.press("End")
    assert "flow succeeded" in browser.ask(CHOSEN)
    browser.press("Enter")
    assert browser.ask(OPEN) == "call-2"
    assert "StoreOutcome" in browser.ask(CHOSEN)
    assert browser.ask("location.hash.startsWith('#call-2-step-')")


def test_a_browser_filters_the_lines_and_moves_among_those_that_are_left(browser: Browser) -> None:
    before = browser.ask(SHOWN)
    browser.press("ArrowRight")
    browser.write("/we say")
    assert browser.ask(OPEN) == "story"
    assert 0 < browser.ask(SHOWN) < before
    browser.press("ArrowDown")
    assert "we say to INN" in browser.ask(CHOSEN)


def test_a_browser_opens_the_step_that_the_address_names(browser: Browser) -> None:
    browser.ask("location.hash = '#call-1-step-4'")
    browser.press("Tab")
    assert browser.ask(OPEN) == "call-1"
    assert "WaitForConnection" in browser.ask(CHOSEN)


def test_a_browser_runs_nothing_that_was_said(browser: Browser) -> None:
    assert browser.ask("document.title").startswith("A busy clerk asks us")


@pytest.mark.parametrize("width", [400, 1400])
def test_a_browser_shows_it_in_any_width(browser: Browser, width: int) -> None:
    browser.send(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=900,
        deviceScaleFactor=1,
        mobile=False,
    )
    browser.press("ArrowRight")
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
