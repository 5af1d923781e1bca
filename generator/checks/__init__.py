"""What the generator proves about a system: one check is one file.

A check's module holds its page as docstring (what it refuses, why, `Source:`, a `Wrong:` and a
`Right:` example, which a test executes), its `CODE`, and `check(system)`. Adding a file is all
there is to adding a check. Invariant: a check reads the model and nothing else, and no check
depends on another.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from generator.diagnostics import Diagnostic
from generator.model import System


def modules() -> Iterator[ModuleType]:
    """Every check's module, by name."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem != "__init__":
            yield importlib.import_module(f"{__name__}.{path.stem}")


def run(system: System) -> list[Diagnostic]:
    """Everything that any check has to say."""
    return [each for module in modules() for each in module.check(system)]
