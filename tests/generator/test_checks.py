"""Every code has a page, and every page's examples are true: `Wrong:` yields exactly that code,
`Right:` nothing. The examples stand on the small shop in `base/`.
"""

import re
from pathlib import Path

import pytest
import yaml

from generator.diagnostics import Diagnostic
from generator.pages import Page, pages
from generator.pipeline import compile_specs

BASE = Path(__file__).parent / "base"
GENERATOR = Path(__file__).parents[2] / "generator"
PAGES = {each.code: each for each in pages()}
WITHOUT_EXAMPLE = {
    "FILE001": "it is about the out folder, not about specs",
    "FILE002": "no valid spec gives such a path; it guards against a mistake of an emitter's",
    "FILE003": "it is about the disk",
    "FILE004": "it is about the out folder",
    "FILE005": "it is about the out folder",
    "SPEC007": "bytes that are not UTF-8 cannot stand in a page",
    "SPEC008": "a megabyte does not fit a page",
    "SPEC014": "it is about the machine",
    "SPEC020": "it is about the folder of specs",
    "SPEC021": "it is about the folder of specs",
    "SPEC040": "it is about a file's name",
    "SPEC043": "it is about a file that is not there",
}
"""Codes whose page shows no YAML, each with why; other tests provoke them."""

WITH_EXAMPLE = sorted(PAGES.keys() - WITHOUT_EXAMPLE.keys())


HOMES = {
    "events": "events/order.yaml",
    "functions": "functions.yaml",
    "routes": "routes.yaml",
    "streams": "routes.yaml",
    "schedules": "routes.yaml",
    "types": "types.yaml",
    "states": "flows/sell.yaml",
    "variables": "flows/sell.yaml",
    "flow": "flows/sell.yaml",
    "system": "system.yaml",
    "tables": "storage.yaml",
    "queues": "storage.yaml",
}
"""The file of the base that a fragment's key is about."""

WHOLE_FILES = ("flow", "system")
"""Keys whose entries are laid over the file itself, not over an entry of it."""


def with_fragment(folder: Path, fragment: str) -> Path:
    """Lay an example over the base: `states` replaces the flow's, everything else is merged."""
    for source in BASE.rglob("*.yaml"):
        target = folder / source.relative_to(BASE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text())
    for key, part in entries(compose(fragment)).items():
        path = folder / HOMES[key]
        file = compose(path.read_text())
        if key == "states":
            first = next(iter(entries(part)))
            put(file, "start", yaml.ScalarNode(STRING, first))
            put(file, "states", part)
        elif key in WHOLE_FILES:
            merge(file, part)
        else:
            known = entries(file).get(key)
            merge(known, part) if known else put(file, key, part)
        path.write_text(yaml.serialize(file, Dumper=yaml.BaseDumper))
    return folder


STRING = "tag:yaml.org,2002:str"


def compose(text: str) -> yaml.MappingNode:
    """Read YAML as it was typed: what is quoted stays quoted, and nothing becomes a number."""
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    assert isinstance(node, yaml.MappingNode)
    return node


def entries(node: yaml.Node) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value}


def put(into: yaml.Node, name: str, value: yaml.Node) -> None:
    kept = [(key, old) for key, old in into.value if key.value != name]
    into.value = [*kept, (yaml.ScalarNode(STRING, name), value)]


def merge(into: yaml.Node, part: yaml.Node) -> None:
    """Lay entries over entries, one level deep."""
    for name, value in entries(part).items():
        old = entries(into).get(name)
        if isinstance(old, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            for inner, each in entries(value).items():
                put(old, inner, each)
        else:
            put(into, name, value)


def diagnose(folder: Path) -> list[Diagnostic]:
    return list(compile_specs(folder).diagnostics)


def told(diagnostics: list[Diagnostic]) -> str:
    return "\n".join(f"{each.code} {each.message}" for each in diagnostics)


def test_the_base_of_the_examples_is_sound(tmp_path: Path) -> None:
    found = diagnose(with_fragment(tmp_path, "{}"))
    assert not found, told(found)


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_what_a_page_calls_wrong_yields_its_code_alone(code: str, tmp_path: Path) -> None:
    page = PAGES[code]
    found = diagnose(apply(page, page.wrong, tmp_path))
    assert {each.code for each in found} == {code}, told(found) or "nothing was found"


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_what_a_page_calls_right_yields_nothing(code: str, tmp_path: Path) -> None:
    page = PAGES[code]
    found = diagnose(apply(page, page.right, tmp_path))
    assert not found, told(found)


def apply(page: Page, example: str, folder: Path) -> Path:
    """A fragment for what specs mean; for how they are written, a file as it stands."""
    if not page.file:
        return with_fragment(folder, example)
    with_fragment(folder, "{}")
    path = folder / page.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example)
    return folder


def test_every_code_that_the_generator_can_say_has_a_page() -> None:
    said = set()
    for path in GENERATOR.rglob("*.py"):
        said |= set(re.findall(r'"([A-Z]{3,5}\d{3})"', path.read_text()))
    assert said == set(PAGES)


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_every_page_with_an_example_names_its_source(code: str) -> None:
    assert PAGES[code].source


def test_a_page_has_an_example_or_a_reason_why_not() -> None:
    lacking = {
        code for code, page in PAGES.items() if not (page.wrong.strip() and page.right.strip())
    }
    assert lacking == set(WITHOUT_EXAMPLE)
