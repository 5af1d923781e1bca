"""`python -m simulator conform asl|events FILE`: recorded truth against the simulator."""

import argparse
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    conform = commands.add_parser("conform", help="compare with recordings of the real service")
    conform.add_argument("kind", choices=["asl", "events"])
    conform.add_argument("file", help="JSON lines, one recorded case a line")
    chosen = parser.parse_args(arguments)
    try:
        return _conform(chosen.kind, chosen.file)
    except OSError as error:
        print(f"cannot read {chosen.file}: {error.strerror}", file=sys.stderr)
        return 2


def _conform(kind: str, path: str) -> int:
    if kind == "asl":
        from simulator import conform_asl  # noqa: PLC0415 (only what is asked for is loaded)

        return conform_asl.main(path)
    from simulator import conform_events  # noqa: PLC0415 (as above)

    return conform_events.main(path)


if __name__ == "__main__":
    sys.exit(main())
