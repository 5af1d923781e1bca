"""The command line: `generate`, `check`, `explain [CODE]`, `doctor`.

It stands apart because it alone speaks to a terminal and gives exit codes: 0 all is well, 1 there
are mistakes in the specs or the generated files are not current, 2 the command was used wrongly,
130 it was stopped by Ctrl-C.
Invariant: it decides nothing about specs, and `check` changes nothing. `doctor` is asked when
nothing else works, so nothing is imported before it is known what for.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic, Sources
    from generator.write import Changes

FINE, NOT_FINE, MISUSED, STOPPED = 0, 1, 2, 130
MOST_FILES_NAMED = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    options = _parser().parse_args(arguments)
    try:
        status = _run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads, such as `head`, has enough; at its end Python must not try once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return STOPPED
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "generator":
            raise
        print(
            f"{error.name} is not installed; `python -m generator doctor` says how", file=sys.stderr
        )
        return MISUSED
    return status


def _run(options: argparse.Namespace) -> int:
    if options.command == "doctor":
        from generator import doctor  # noqa: PLC0415  # it works where the rest does not

        return doctor.main()
    if options.command == "explain":
        return explain(options.code)
    return compile_into(
        options.specs, options.out, options.format, writes=options.command == "generate"
    )


def compile_into(specs_dir: str, out_dir: str, form: str, *, writes: bool) -> int:
    """Compile the specs, and write the outcome or compare it with what is there."""
    from generator import pipeline  # noqa: PLC0415  # see the module's docstring
    from generator.diagnostics import has_errors  # noqa: PLC0415  # the same
    from generator.write import Changes, compare, write  # noqa: PLC0415  # the same

    compiled = pipeline.compile_specs(specs_dir)
    diagnostics, changes = list(compiled.diagnostics), Changes()
    if not has_errors(diagnostics):
        changes, refusals = (write if writes else compare)(compiled.files, out_dir)
        diagnostics += refusals
        if not writes:
            diagnostics += _not_current(out_dir, changes)
    _show(diagnostics, compiled.sources, form)
    if has_errors(diagnostics):
        return NOT_FINE
    if form == "text":
        print(_summary(out_dir, changes))
    return FINE


def explain(code: str | None) -> int:
    """Print a code's page, or each code with its page's first sentence."""
    from generator.diagnostics import did_you_mean  # noqa: PLC0415  # see the module's docstring
    from generator.pages import find, pages  # noqa: PLC0415  # the same

    if code is None:
        print("\n".join(f"{each.code}  {each.title}" for each in pages()))
        return FINE
    page = find(code)
    if page is None:
        advice = did_you_mean(code, [each.code for each in pages()])
        print(f"there is no code {code!r}{f'; {advice}' if advice else ''}", file=sys.stderr)
        return MISUSED
    print(f"{page.code}: {page.text}")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Turns specs into generated files, and says what is wrong with them.",
        epilog="Exit codes: 0 fine, 1 mistakes or not current, 2 used wrongly.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in (
        ("generate", "write the generated files"),
        ("check", "say whether the generated files are current; change nothing"),
    ):
        command = commands.add_parser(name, help=what, description=what)
        command.add_argument("--specs", default="specs", metavar="DIR", help="default: specs")
        command.add_argument("--out", default="generated", metavar="DIR", help="default: generated")
        command.add_argument("--format", choices=("text", "json", "github"), default="text")
    what = "print the page of a code, or the list of all"
    page = commands.add_parser("explain", help=what, description=what)
    page.add_argument("code", nargs="?", metavar="CODE", help="such as FLOW101")
    what = "say what this machine lacks"
    commands.add_parser("doctor", help=what, description=what)
    return parser


def _not_current(out_dir: str, changes: Changes) -> list[Diagnostic]:
    """Each file that is not what the specs give, as a diagnostic."""
    from generator.diagnostics import Diagnostic, Span  # noqa: PLC0415  # see the module's docstring

    told = [(path, "is not generated yet") for path in changes.added]
    told += [(path, "is not what the specs give") for path in changes.changed]
    told += [(path, "is missing") for path in changes.missing]
    told += [(path, "is stale: the specs no longer give it") for path in changes.stale]
    advice = "run `python -m generator generate`"
    found = [
        Diagnostic("FILE005", f"{path} {what}", Span.of_file(f"{out_dir}/{path}"), help=advice)
        for path, what in sorted(told)[:MOST_FILES_NAMED]
    ]
    if len(told) > MOST_FILES_NAMED:
        message = f"{len(told) - MOST_FILES_NAMED} other files are not what the specs give"
        found.append(Diagnostic("FILE005", message, Span.of_file(out_dir), help=advice))
    return found


def _show(diagnostics: list[Diagnostic], sources: Sources, form: str) -> None:
    """Text is for a person and goes to stderr; what programs read goes to stdout."""
    if not diagnostics and form != "json":
        return
    from generator.diagnostics import render  # noqa: PLC0415  # nothing to render, nothing to pay

    if form == "json":
        sys.stdout.write(render.render_json(diagnostics))
    elif form == "github":
        sys.stdout.write(render.render_github(diagnostics))
    else:
        is_colored = render.wants_color(os.environ, is_terminal=sys.stderr.isatty())
        sys.stderr.write(render.render_text(diagnostics, sources, is_colored=is_colored))


def _summary(out_dir: str, changes: Changes) -> str:
    if not changes:
        return f"{out_dir}: all files are current"
    counts = (
        (len(changes.added) + len(changes.missing), "added"),
        (len(changes.changed), "changed"),
        (len(changes.stale), "removed"),
    )
    told = ", ".join(f"{number} {what}" for number, what in counts if number)
    return f"{out_dir}: {told}"


if __name__ == "__main__":
    gc.disable()  # the process is short; looking for cycles would take a tenth of its time
    sys.exit(main())
