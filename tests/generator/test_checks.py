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


def with_fragment(folder: Path, fragment: str) -> Path:
    """Lay an example over the base: `states` replaces the flow's, everything else is merged."""
    for source in BASE.rglob("*.yaml"):
        target = folder / source.relative_to(BASE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text())
    example = yaml.load(fragment, Loader=yaml.BaseLoader)  # as typed: no `on: True`
    homes = {
        "events": "events/order.yaml",
        "functions": "functions.yaml",
        "routes": "routes.yaml",
        "streams": "routes.yaml",
        "types": "types.yaml",
        "states": "flows/sell.yaml",
        "flow": "flows/sell.yaml",
        "system": "system.yaml",
        "tables": "storage.yaml",
        "queues": "storage.yaml",
    }
    for key, part in example.items():
        path = folder / homes[key]
        file = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
        if key == "states":
            file["states"] = part
            file["start"] = next(iter(part))
        elif key in ("flow", "system"):
            file |= part
        else:
            merge(file.setdefault(key, {}), part)
        path.write_text(yaml.dump(file, sort_keys=False))
    return folder


def merge(into: dict[str, object], part: dict[str, object]) -> None:
    """Lay entries over entries, one level deep."""
    for name, value in part.items():
        old = into.get(name)
        into[name] = old | value if isinstance(old, dict) and isinstance(value, dict) else value


def diagnose(folder: Path) -> list[Diagnostic]:
    return list(compile_specs(folder).diagnostics)


def told(diagnostics: list[Diagnostic]) -> str:
    return "\n".join(f"{each.code} {each.message}" for each in diagnostics)


def test_the_base_of_the_examples_is_sound(tmp_path: Path) -> None:
    found = diagnose(with_fragment(tmp_path, "{}"))
    assert not found, told(found)


@pytest.mark.parametrize("code", PAGES)
def test_what_a_page_calls_wrong_yields_its_code_alone(code: str, tmp_path: Path) -> None:
    page = PAGES[code]
    found = diagnose(apply(page, page.wrong, tmp_path))
    assert {each.code for each in found} == {code}, told(found) or "nothing was found"


@pytest.mark.parametrize("code", PAGES)
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


@pytest.mark.parametrize("code", PAGES)
def test_every_page_names_its_source(code: str) -> None:
    assert PAGES[code].source
