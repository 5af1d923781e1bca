"""The simulator from the command line.

    python -m simulator run STORY [--seed N] [--trace] [--html FILE] [--fault NAME:FAULT ...]
    python -m simulator run samples
    python -m simulator coverage [STORY ...]
    python -m simulator replay HISTORY.json [--definition FILE] [--html FILE]
    python -m simulator conform asl|events FILE

`run` tells a story (a file, or the name of one in tests/stories) and prints its report, behind the
transcript where --trace asks for it or something is wrong; `run samples` works through
samples/records.csv; --html also writes all of it as one page. Another seed, or a fault, changes
what happens: then only what must always hold is judged, not what the story expects. Exit codes: 0
as expected, 1 something is wrong (it is printed), 2 the command or a file cannot be used, 130
stopped by Ctrl-C.
"""

import argparse
import gc
import os
import sys
from difflib import get_close_matches
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.unusable import Unusable

if TYPE_CHECKING:
    from simulator.stories.story import Story
    from simulator.stories.telling import Told
    from simulator.world.faults import Fault


_OURS = ("generated", "hotels", "runtime", "semantics", "simulator")
"""What stands beside the simulator; anything else that is missing was not installed."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; gives the exit code."""
    if isinstance(sys.stdout, TextIOWrapper):  # what it cannot show is written as an escape
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = _obey(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever reads, such as `head`, has enough; at its end Python must not try once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        place = "print" if error.filename is None else f"read {error.filename}"
        print(f"cannot {place}: {error.strerror}", file=sys.stderr)
    except Unusable as error:
        print(error, file=sys.stderr)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in _OURS:
            raise
        print(
            f"{error.name} is not installed; `python -m generator doctor` says how", file=sys.stderr
        )
    else:
        return status
    return 2


def _obey(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    match chosen.command:
        case "run":
            return _run(chosen)
        case "coverage":
            return _coverage(chosen.stories)
        case "replay":
            from simulator.replay import command  # noqa: PLC0415 - only what is asked for is loaded

            return command.replay_file(chosen.history, chosen.definition, chosen.html)
        case _:
            return _conform(chosen.kind, chosen.file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="tell a story, or work through the samples")
    run.add_argument("story", help="a file, the name of a story, or samples")
    run.add_argument("--seed", type=int, help="another chance than the story's own")
    run.add_argument("--trace", action="store_true", help="print what happens, line by line")
    run.add_argument("--html", metavar="FILE", help="write all of it as one page")
    run.add_argument("--fault", action="append", default=[], metavar="NAME:FAULT")
    coverage = commands.add_parser("coverage", help="what the stories did not reach")
    coverage.add_argument("stories", nargs="*", help="all of tests/stories unless named")
    replay = commands.add_parser("replay", help="a recorded execution through today's definition")
    replay.add_argument("history", help="JSON as `aws stepfunctions get-execution-history` gives")
    replay.add_argument("--definition", metavar="FILE", help="default: the generated flow it is of")
    replay.add_argument("--html", metavar="FILE", help="write the old run as a page")
    conform = commands.add_parser("conform", help="compare with recordings of the real service")
    conform.add_argument("kind", choices=["asl", "events"])
    conform.add_argument("file", help="JSON lines, one recorded case a line")
    return parser


def _run(chosen: argparse.Namespace) -> int:
    from simulator.report import report  # noqa: PLC0415 - only what is asked for is loaded
    from simulator.stories.files import sample_story  # noqa: PLC0415 - as above
    from simulator.stories.telling import tell  # noqa: PLC0415 - as above

    story = sample_story() if chosen.story == "samples" else _story(chosen.story)
    told = tell(story, chosen.seed, _faults(chosen.fault))
    if chosen.html is not None:
        _write_page(told, chosen.html)
    if chosen.trace or told.problems:
        print(told.simulation.trace.told(), end="\n\n")
    print(report(told))
    print(f"\nseed {told.seed}, trace {told.simulation.trace.hash()[:16]}")
    return 1 if told.problems else 0


def _write_page(told: "Told", path: str) -> None:
    from simulator.page.file import write_page  # noqa: PLC0415 - only what is asked for is loaded
    from simulator.page.story import render_story  # noqa: PLC0415 - as above

    write_page(path, render_story(told))


def _coverage(names: list[str]) -> int:
    from simulator import coverage  # noqa: PLC0415 - only what is asked for is loaded
    from simulator.stories.files import STORIES  # noqa: PLC0415 - as above
    from simulator.stories.telling import tell  # noqa: PLC0415 - as above

    reached = coverage.Coverage()
    wrong = 0
    for name in names or sorted(str(path) for path in STORIES.glob("*.yaml")):
        told = tell(_story(name))
        reached.add(told.simulation)
        if told.problems:
            wrong += 1
            print(f"{name}: {told.problems[0]}", file=sys.stderr)
    print(coverage.tell(reached))
    return 1 if wrong else 0


def _story(name: str) -> "Story":
    from simulator.stories.files import STORIES, load_story  # noqa: PLC0415 - as above

    if Path(name).suffix or os.sep in name:
        return load_story(Path(name), name)
    known = [file.stem for file in STORIES.glob("*.yaml")]
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}? A file" if close else "a file"
        raise Unusable(
            f"there is no story {name} in tests/stories; {hint} has a suffix or a folder"
        )
    file = STORIES / f"{name}.yaml"
    return load_story(file, str(file))


def _faults(flags: list[str]) -> "tuple[Fault, ...]":
    from simulator.world.blueprint import fault_targets  # noqa: PLC0415 - as above
    from simulator.world.faults import read_fault  # noqa: PLC0415 - as above

    try:
        return tuple(read_fault(flag, fault_targets()) for flag in flags)
    except ValueError as error:
        raise Unusable(f"--fault: {error}") from None


def _conform(kind: str, path: str) -> int:
    if kind == "asl":
        from simulator.conform import asl  # noqa: PLC0415 - only what is asked for is loaded

        return asl.main(path)
    from simulator.conform import events  # noqa: PLC0415 - as above

    return events.main(path)


if __name__ == "__main__":
    gc.disable()  # a run leaves few cycles behind, and looking for them takes a fifth of its time
    sys.exit(main())
