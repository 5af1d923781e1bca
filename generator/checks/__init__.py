"""What the generator proves about a system: one check is one file.

A check's module holds its page as docstring (what it refuses, why, `Source:`, a `Wrong:` and a
`Right:` example, which a test executes), its `CODE`, and `check(system)`. Adding a file is all
there is to adding a check. Invariant: a check reads the model and nothing else, and no check
depends on another.
"""

import importlib
import os
from collections.abc import Iterator
from types import ModuleType

from generator.diagnostics import Diagnostic
from generator.model import System


def modules() -> Iterator[ModuleType]:
    """Every check's module, by name."""
    folder = os.path.dirname(__file__)  # noqa: PTH120  # pathlib costs 6 ms of import
    for file in sorted(os.listdir(folder)):  # noqa: PTH208  # the same
        name, ending = os.path.splitext(file)  # noqa: PTH122  # the same
        if ending == ".py" and name != "__init__":
            yield importlib.import_module(f"{__name__}.{name}")


def run(system: System) -> list[Diagnostic]:
    """Everything that any check has to say."""
    return [each for module in modules() for each in module.check(system)]
