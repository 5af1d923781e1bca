"""The generator from specs to a plan: load, resolve, check, emit. Writing is `write`'s.

It stands apart because every command runs the same steps and differs only in what it does with
their outcome. Invariant: files are given only for specs without a mistake, and every step that can
say something true says it: checks wait until everything is in the shape that it should have and
every name is bound, since until then they would complain of what is missing for a reason that was
told already.
"""

from collections.abc import Mapping
from os import PathLike
from typing import NamedTuple

from generator import schemas
from generator.diagnostics import Diagnostic, Sources, has_errors
from generator.load.folder import Folder, load_folder
from generator.load.schema import Rule, compile_schema
from generator.load.shape import check_shape
from generator.load.tree import Node
from generator.model import System
from generator.resolve import resolve


class Compiled(NamedTuple):
    """A plan: the text of each generated file by its path, and all that is to be said."""

    files: dict[str, str]
    diagnostics: list[Diagnostic]
    sources: Sources


def compile_specs(specs_dir: str | PathLike[str]) -> Compiled:
    """Compile a folder of specs; changes nothing. `files` is empty if there is any error."""
    return compile_folder(load_folder(specs_dir))


def compile_folder(folder: Folder) -> Compiled:
    """Compile specs that have been read.

    Where a file could not be read, nothing is said about names: those that it gives would be
    missed everywhere.
    """
    diagnostics = [*folder.diagnostics, *check_shapes(folder.files)]
    if folder.unread:
        return Compiled({}, diagnostics, folder.sources)
    has_shape = not has_errors(diagnostics)
    system, mistakes = resolve(folder.files, folder.sources)
    misshapen = {each.span for each in diagnostics}
    diagnostics += [each for each in mistakes if each.span not in misshapen]
    if system is not None and has_shape:
        diagnostics += check(system)
    if system is None or has_errors(diagnostics):
        return Compiled({}, diagnostics, folder.sources)
    return Compiled(emit(system), diagnostics, folder.sources)


def check_shapes(files: Mapping[str, Node]) -> list[Diagnostic]:
    """Whether each file has the shape of its kind; a file of no kind is `resolve`'s to refuse."""
    rules: dict[schemas.Kind, Rule] = {}
    found: list[Diagnostic] = []
    for path, root in files.items():
        kind = schemas.kind_of(path)
        if kind is None:
            continue
        if kind not in rules:
            rules[kind] = compile_schema(schemas.read(kind))
        found += check_shape(root, rules[kind])
    return found


def check(system: System) -> list[Diagnostic]:
    """Everything that the checks have to say."""
    from generator import checks  # noqa: PLC0415  # specs with a mistake need not load them

    return checks.run(system)


def emit(system: System) -> dict[str, str]:
    """Every generated file."""
    from generator import emit as emitters  # noqa: PLC0415  # the same

    return emitters.emit(system)
