"""`python -m standins --hotels FILE --port-file FILE`: both stand-ins until SIGTERM or SIGINT.

Stands apart as the only place with files, arguments and signals. The port file appears at once and
whole, when both answer: {"twilio_url": ..., "elevenlabs_url": ...}; it is gone afterwards.
"""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from hotels.script import load
from standins.pair import running
from standins.twilio import contract
from standins.twilio.settings import TwilioSettings


def main() -> int:
    """0 after a clean end, 2 where the hotels cannot be read."""
    arguments = _arguments()
    try:
        loaded = load(arguments.hotels.read_text(encoding="utf-8"))
        described = contract.load(arguments.contract) if arguments.contract else None
    except (OSError, UnicodeDecodeError) as error:
        print(f"cannot read {error}", file=sys.stderr)
        return 2
    if loaded.problems:
        print(loaded.report(str(arguments.hotels)), file=sys.stderr)
        return 2
    settings = TwilioSettings(
        time_scale=arguments.time_scale,
        thinking_scale=arguments.thinking_scale,
        seed=arguments.seed,
    )
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with running(loaded.hotels, settings, contract=described) as pair:
        urls = {"twilio_url": pair.twilio.url, "elevenlabs_url": pair.elevenlabs_url}
        _write_whole(arguments.port_file, json.dumps(urls) + "\n")
        print(f"simulated Twilio on {urls['twilio_url']}, ElevenLabs on {urls['elevenlabs_url']}")
        stopped.wait()
    arguments.port_file.unlink(missing_ok=True)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="standins", description=__doc__)
    defaults = TwilioSettings()
    parser.add_argument("--hotels", type=Path, required=True, help="scripted hotels (YAML)")
    parser.add_argument("--port-file", type=Path, required=True, help="where to write the URLs")
    parser.add_argument("--contract", type=Path, help="Twilio's API description (OpenAPI, JSON)")
    parser.add_argument("--time-scale", type=_scale, default=defaults.time_scale)
    parser.add_argument("--thinking-scale", type=_scale, default=defaults.thinking_scale)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    return parser.parse_args()


def _scale(text: str) -> float:
    scale = float(text)
    if not 0.0001 <= scale <= 100:
        raise argparse.ArgumentTypeError("real seconds per script second, from 0.0001 to 100")
    return scale


def _write_whole(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


if __name__ == "__main__":
    sys.exit(main())
