"""Brings the out folder in line with a plan, which is data: `{relative path: text}`.

It stands apart because it alone writes. The folder's own list of what the generator put there,
`MANIFEST.txt`, says which files may be removed; whatever is not on it is a person's, and is named
but never touched. Invariant: at any moment each file is whole, old or new, and on the list.
"""

# Paths are text here: pathlib takes 6 ms to import, and thrice the time for each file compared.
# ruff: noqa: PTH103, PTH105, PTH106, PTH108, PTH112, PTH114, PTH120, PTH123, PTH208

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Severity, Span, quote

MANIFEST = "MANIFEST.txt"

_CACHE = "__pycache__"
_PARTIAL = ".partial"  # a file being written; one that stayed behind is the generator's to remove


class Changes(NamedTuple):
    """How a folder differs from its plan, as sorted posix paths below it.

    `added` was never there, `missing` was deleted by someone else, `stale` is no longer planned.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.missing or self.stale)


class _Survey(NamedTuple):
    """What stands in a folder: all files, those of them that are links, and the manifest's."""

    files: frozenset[str]
    links: frozenset[str]
    listed: frozenset[str]


def compare(
    plan: Mapping[str, str], out_dir: str | os.PathLike[str]
) -> tuple[Changes, list[Diagnostic]]:
    """Say what `write` would do, and change nothing; no changes where it would refuse."""
    folder = os.fspath(out_dir)
    try:
        changes, _, diagnostics = _compare(plan, folder)
    except OSError as error:
        return Changes(), [_failure(folder, error)]
    return changes, diagnostics


def write(
    plan: Mapping[str, str], out_dir: str | os.PathLike[str]
) -> tuple[Changes, list[Diagnostic]]:
    """Make the folder hold the plan; say what was done, which on an error is only a part.

    Files that are as planned are left alone, with their times. A link is replaced, not followed.
    """
    folder = os.fspath(out_dir)
    done: set[str] = set()
    changes = Changes()
    try:
        changes, listed, diagnostics = _compare(plan, folder)
        if changes:
            for path in _carry_out(plan, folder, changes, listed):
                done.add(path)
    except OSError as error:
        diagnostics = [_failure(folder, error)]
    return _only(done, changes), diagnostics


def _compare(
    plan: Mapping[str, str], folder: str
) -> tuple[Changes, frozenset[str], list[Diagnostic]]:
    """Give the changes, the paths on the manifest, and what is to be said."""
    survey = _survey(folder)
    refusals = [*_refuse_folder(folder, survey), *_refuse_paths(plan, folder, survey)]
    if refusals:
        return Changes(), survey.listed, refusals
    whole = {**plan, MANIFEST: _manifest(plan)}
    absent = [path for path in sorted(whole) if path not in survey.files]
    changes = Changes(
        added=tuple(path for path in absent if path not in survey.listed),
        changed=tuple(
            path
            for path in sorted(whole.keys() & survey.files)
            if path in survey.links or _read(f"{folder}/{path}") != whole[path].encode()
        ),
        missing=tuple(path for path in absent if path in survey.listed),
        stale=tuple(sorted(path for path in survey.files - whole.keys() if _is_ours(path, survey))),
    )
    strangers = sorted(survey.files - whole.keys() - set(changes.stale))
    return changes, survey.listed, [_stranger(folder, path) for path in strangers]


def _carry_out(
    plan: Mapping[str, str], folder: str, changes: Changes, listed: frozenset[str]
) -> Iterator[str]:
    """Make the changes, and name each that was made.

    A file is put on the manifest before it is written and taken off after it is removed, so that
    whatever is interrupted leaves nothing that the generator would not know for its own. Removal
    goes first: a folder may give way to a file of its name.
    """
    if not plan.keys() <= listed:
        _put(folder, MANIFEST, _manifest(listed | plan.keys()))
    for path in changes.stale:
        os.unlink(f"{folder}/{path}")
        _prune(folder, os.path.dirname(path))
        yield path
    for path in sorted({*changes.added, *changes.changed, *changes.missing} - {MANIFEST}):
        _put(folder, path, plan[path])
        yield path
    if _read(f"{folder}/{MANIFEST}") != (text := _manifest(plan)).encode():
        _put(folder, MANIFEST, text)
    yield MANIFEST


def _survey(folder: str) -> _Survey:
    files: set[str] = set()
    links: set[str] = set()
    for root, folders, names in os.walk(folder, onerror=_raise_unless_absent):
        below = os.path.relpath(root, folder).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        if _CACHE in folders:
            folders.remove(_CACHE)
        for name in [*folders, *names]:
            if os.path.islink(f"{root}/{name}"):
                links.add(prefix + name)
        files.update(prefix + name for name in names)
    files |= links
    has_manifest = MANIFEST in files and MANIFEST not in links
    listed = _read(f"{folder}/{MANIFEST}").decode(errors="replace") if has_manifest else ""
    paths = frozenset(path for path in listed.splitlines() if _is_safe(path))
    return _Survey(frozenset(files), frozenset(links), paths)


def _raise_unless_absent(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


def _refuse_folder(folder: str, survey: _Survey) -> Iterator[Diagnostic]:
    """Refuse a folder that the generator did not make: somebody mistyped its name."""
    if os.path.islink(folder):
        yield _mistake(
            "FILE001", folder, "the out folder is a symbolic link", "name the folder itself"
        )
    elif os.path.lexists(folder) and not os.path.isdir(folder):
        yield _mistake("FILE001", folder, "the out folder is a file", "name a folder")
    elif survey.files and MANIFEST not in survey.files:
        message = f"the folder holds files but no {MANIFEST}, so the generator did not make it"
        advice = "name an empty folder, or empty this one if it may be overwritten"
        yield _mistake("FILE001", folder, message, advice)


def _refuse_paths(plan: Mapping[str, str], folder: str, survey: _Survey) -> Iterator[Diagnostic]:
    """Refuse paths that lead out of the folder, or that a Mac or Windows takes for one file."""
    by_folded: dict[str, str] = {}
    for path in plan:
        other = by_folded.setdefault(path.casefold(), path)
        parents = {path[:end] for end, letter in enumerate(path) if letter == "/"}
        if not _is_safe(path) or parents & survey.links:
            message = f"{quote(path)} would be written outside of the folder"
            yield _mistake("FILE002", folder, message, None)
        elif other != path:
            message = f"{quote(path)} and {quote(other)} are one file on some machines"
            yield _mistake(
                "FILE002", folder, message, "give them names that differ by more than case"
            )


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    return path.isprintable() and not any(
        part in ("", ".", "..") or "\\" in part or ":" in part for part in parts
    )


def _is_ours(path: str, survey: _Survey) -> bool:
    return path in survey.listed or path.endswith(_PARTIAL)


def _manifest(paths: Mapping[str, str] | frozenset[str]) -> str:
    return "".join(f"{path}\n" for path in sorted(paths))


def _read(file: str) -> bytes:
    with open(file, "rb") as stream:
        return stream.read()


def _put(folder: str, path: str, text: str) -> None:
    """Write to the side, then rename: whoever looks sees the old file or the new one."""
    file = f"{folder}/{path}"
    os.makedirs(os.path.dirname(file), exist_ok=True)
    partial = file + _PARTIAL
    try:
        with open(partial, "wb") as stream:
            stream.write(text.encode())
        os.replace(partial, file)
    except BaseException:
        if os.path.lexists(partial):
            os.unlink(partial)
        raise


def _prune(folder: str, below: str) -> None:
    """Remove the folders that the last removal left empty but for compiled Python."""
    while below and set(os.listdir(f"{folder}/{below}")) <= {_CACHE}:
        cache = f"{folder}/{below}/{_CACHE}"
        if os.path.isdir(cache):
            for name in os.listdir(cache):
                os.unlink(f"{cache}/{name}")
            os.rmdir(cache)
        os.rmdir(f"{folder}/{below}")
        below = os.path.dirname(below)


def _only(done: set[str], changes: Changes) -> Changes:
    return Changes(
        added=tuple(path for path in changes.added if path in done),
        changed=tuple(path for path in changes.changed if path in done),
        missing=tuple(path for path in changes.missing if path in done),
        stale=tuple(path for path in changes.stale if path in done),
    )


def _stranger(folder: str, path: str) -> Diagnostic:
    message = f"{quote(path)} is not the generator's, and was left as it is"
    advice = "move it elsewhere, or delete it"
    return _mistake("FILE004", f"{folder}/{path}", message, advice, "warning")


def _failure(folder: str, error: OSError) -> Diagnostic:
    return _mistake(
        "FILE003", str(error.filename or folder), f"cannot go on: {error.strerror}", None
    )


def _mistake(
    code: str, file: str, message: str, advice: str | None, severity: Severity = "error"
) -> Diagnostic:
    return Diagnostic(code, message, Span.of_file(file), help=advice, severity=severity)
