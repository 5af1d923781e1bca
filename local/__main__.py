"""`python -m local run | up | down`: work through records, or leave the system up."""

import argparse
import json
import signal
import sys
from pathlib import Path

from local.aws import ROOT
from local.background import Background
from local.errors import LocalError
from local.inputs import read_hotels
from local.run import RECORDS, run
from local.system import SETTINGS, running_system

UP = ROOT / ".run" / "up"


def main() -> int:
    """Do what the command line says; 0 when it went well, 1 with a message when not."""
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run_command = commands.add_parser("run", help="deploy, work through records, and stop")
    run_command.add_argument("--records", type=Path, default=RECORDS, metavar="CSV")
    commands.add_parser("up", help="deploy, and leave it running")
    commands.add_parser("down", help="stop what `up` left running")
    commands.add_parser("serve").add_argument("folder", type=Path)
    arguments = parser.parse_args()
    try:
        match arguments.command:
            case "run":
                return run(arguments.records)
            case "up":
                return up()
            case "down":
                print("stopped" if Background(UP).bring_down() else "nothing was up")
                return 0
            case _:
                return serve(arguments.folder)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130


def up() -> int:
    """Leave the system running and say how it is reached."""
    addresses = Background(UP).bring_up()
    print("It is up; `make down` ends it.")
    for name, address in addresses.items():
        print(f"  {name:<10} {address}")
    return 0


def serve(folder: Path) -> int:
    """Run the system until SIGTERM: the process behind `up`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with running_system(folder, read_hotels(), SETTINGS) as system:
        addresses = {
            "AWS": system.clients.endpoint,
            "HTTP API": system.api_url,
            "Twilio": f"{system.twilio.url} (simulated)",
            "ElevenLabs": f"{system.elevenlabs_url} (simulated)",
        }
        finished = Background(folder).addresses_file
        unfinished = finished.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(addresses))
        unfinished.rename(finished)
        while True:
            signal.pause()


if __name__ == "__main__":
    sys.exit(main())
