"""The locks: complete, pinned by hash, agreeing with each other, and without any address."""

import json
import re

import pytest

from generated.deployment import FUNCTIONS
from local.aws import ROOT

FOLDER = ROOT / "requirements"
LOCKS = sorted(path.stem for path in FOLDER.glob("*.txt"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return {
        normal(name): found for name, found in PIN.findall((FOLDER / f"{lock}.txt").read_text())
    }


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_version_and_hash(lock: str) -> None:
    for entry in re.split(r"\n(?=\S)", (FOLDER / f"{lock}.txt").read_text().strip()):
        assert PIN.match(entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock: str) -> None:
    assert not re.search(
        r"://|--(extra-)?index-url|--find-links", (FOLDER / f"{lock}.txt").read_text()
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_all_that_was_asked_for(lock: str) -> None:
    asked = re.findall(
        r"^([A-Za-z][A-Za-z0-9._-]*)", (FOLDER / f"{lock}.in").read_text(), re.MULTILINE
    )

    assert {normal(name) for name in asked} <= pins(lock).keys()


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.startswith("runtime-")])
def test_a_lambda_carries_the_versions_that_the_tests_ran_with(lock: str) -> None:
    tested = pins("dev")

    assert {name: tested.get(name) for name in pins(lock)} == pins(lock)


def test_each_library_that_a_function_carries_has_a_lock() -> None:
    libraries = {library for function in FUNCTIONS for library in function.libraries}

    assert {f"runtime-{library}" for library in libraries} <= set(LOCKS)


def test_the_npm_lock_names_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)
