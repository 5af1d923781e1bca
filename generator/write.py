"""Brings the out folder in line with a plan, which is data: `{relative path: text}`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Changes:
    """How a folder differs from its plan, each as sorted relative posix paths."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    stale: tuple[str, ...]


def compare(plan: Mapping[str, str], out_dir: Path) -> tuple[Changes, list[Diagnostic]]:
    """What `write` would do; changes nothing."""
    raise NotImplementedError


def write(plan: Mapping[str, str], out_dir: Path) -> tuple[Changes, list[Diagnostic]]:
    """Make the folder hold exactly the plan; gives what it did."""
    raise NotImplementedError
