"""Packages that import a class when it is asked for.

It stands apart because types and events are such packages. Invariant: `from package import Name`
loads that one module and those that it builds on, and a type checker sees every class.
"""

from collections.abc import Iterable

from generator.cases import module
from generator.emit.literals import HEADER, docstring


def lazy_package(doc: str, names: Iterable[str], guarded: str = "", extra: str = "") -> str:
    """Write the `__init__.py` of modules that hold one class each.

    `guarded` is an import that the type checker needs, `extra` is text for the end.
    """
    ordered = sorted(str(name) for name in names)
    visible = [guarded] if guarded else []
    visible += [f"from .{module(name)} import {name} as {name}" for name in ordered]
    table = "".join(f'    "{name}": "{module(name)}",\n' for name in ordered)
    lines = "".join(f"    {line}\n" for line in visible)
    guard = f"TYPE_CHECKING = False\nif TYPE_CHECKING:\n{lines}\n" if lines else ""
    modules = f"{{\n{table}}}" if ordered else "{}"
    return f"""# {HEADER}
{docstring(doc)}

from __future__ import annotations

{guard}_MODULES: dict[str, str] = {modules}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    module = __import__(f"{{__name__}}.{{_MODULES[name]}}", fromlist=[name])
    found: object = getattr(module, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *_MODULES]
{extra}"""
