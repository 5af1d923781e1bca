"""Reads a folder of specs: every `.yaml` file in it, at any depth.

It stands apart from `source` because it alone touches files while loading. Invariant: a file that
cannot be read is a diagnostic and keeps no other file from being read.
"""

from collections.abc import Iterator
from os import DirEntry, PathLike, fspath, scandir
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Sources, Span, quote
from generator.load.source import LARGEST_FILE_BYTES, load_text
from generator.load.tree import Node

_NO_SPECS = ("~", ".md")  # an editor's copy, a text for people


class Folder(NamedTuple):
    """What was read: the trees by their path below the folder, in posix form and sorted, and the
    paths of what could not be read.
    """

    files: dict[str, Node]
    sources: Sources
    diagnostics: list[Diagnostic]
    unread: list[str]


def load_folder(specs_dir: str | PathLike[str]) -> Folder:
    """Read all specs below `specs_dir`; spans name files as `specs_dir` was given.

    Hidden files are passed over; symbolic links are refused, since what is generated may depend
    on nothing outside the folder.
    """
    folder = fspath(specs_dir).replace("\\", "/").rstrip("/") or "/"
    found = Folder({}, Sources(), [], [])
    paths = sorted(_spec_paths(folder, "", found.diagnostics))
    for path in paths:
        _load_file(f"{folder}/{path}", path, found)
    if not paths and not found.diagnostics:
        found.diagnostics.append(_mistake("SPEC020", folder, "the folder holds no specs", None))
    return found


def _spec_paths(folder: str, below: str, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """List the specs by their path below the folder; complain about what else lies there."""
    try:
        with scandir(f"{folder}/{below}") as listing:
            entries = sorted(listing, key=lambda each: each.name)
    except OSError as error:
        place = f"{folder}/{below}".rstrip("/")
        message = f"the folder cannot be read: {error.strerror}"
        diagnostics.append(_mistake("SPEC020", place, message, None))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(_NO_SPECS):
            continue
        refusal = _refusal(entry)
        if refusal:
            diagnostics.append(_mistake("SPEC021", f"{folder}/{below}{entry.name}", *refusal))
        elif entry.is_dir(follow_symlinks=False):
            yield from _spec_paths(folder, f"{below}{entry.name}/", diagnostics)
        else:
            yield f"{below}{entry.name}"


def _refusal(entry: DirEntry[str]) -> tuple[str, str | None] | None:
    """Say why this cannot be a spec or a folder of specs, and what to do."""
    name = entry.name
    if not name.isprintable():
        return "the name holds characters that cannot be shown", "rename it"
    if entry.is_symlink():
        return "a symbolic link cannot be a spec", "put the file itself here"
    if entry.is_dir():
        return None
    if not entry.is_file():
        return "this is not a file", "move it out of the folder"
    if not name.endswith(".yaml"):
        return (
            f"{quote(name)} is not read: the names of specs end in .yaml",
            "rename it, or move it out of the folder",
        )
    return None


def _load_file(file: str, path: str, found: Folder) -> None:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123  # pathlib costs 6 ms of import
            data = stream.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        found.diagnostics.append(_mistake("SPEC020", file, message, None))
        found.unread.append(path)
        return
    found.sources.add(file, data.decode(errors="replace"))
    root, diagnostics = load_text(file, data)
    found.diagnostics.extend(diagnostics)
    if root is None:
        found.unread.append(path)
    else:
        found.files[path] = root


def _mistake(code: str, file: str, message: str, advice: str | None) -> Diagnostic:
    return Diagnostic(code, message, Span.of_file(file), help=advice)
