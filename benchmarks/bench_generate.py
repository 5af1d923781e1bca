"""How long the generator takes, beside a linter that looks at what it emits.

    python -m benchmarks.bench_generate

Whole processes, started cold, as an author starts them: `generate` and `check` on specs/ and on
specs with the flow, its types and its routes ten times over; and cfn-lint on a template that holds
the emitted state machine, which is the offline validation that users have without us. Figures are
the least of several runs in turn, so that a busy machine disturbs all alike; ratios are what to
compare between machines. Nothing here passes or fails.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
COPIES = 10


def main() -> None:
    """Measure everything in turn and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        commands = prepare(Path(folder))
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS + 1):
            shutil.rmtree(Path(folder) / "new", ignore_errors=True)
            for name, command in commands.items():
                seconds[name].append(measure(command))
    least = {name: min(runs[1:]) for name, runs in seconds.items()}
    unit = least["generate"]
    for name, took in least.items():
        sys.stdout.write(f"{name:<24} {took * 1000:6.0f} ms  {took / unit:6.2f} x generate\n")


def prepare(folder: Path) -> dict[str, list[str]]:
    """The commands by what they are called in the table, with all that they read in place."""
    large = grow(folder / "large")
    template = folder / "template.json"
    template.write_text(json.dumps(template_of(ROOT / "generated" / "asl")), encoding="utf-8")
    generator = [sys.executable, "-m", "generator"]
    small = ["--specs", str(ROOT / "specs"), "--out", str(folder / "small")]
    tenfold = ["--specs", str(large), "--out", str(folder / "tenfold")]
    return {
        "python, doing nothing": [sys.executable, "-c", ""],
        "generate": [*generator, "generate", *small],
        "generate, all files new": [*generator, "generate", "--out", str(folder / "new")],
        "check": [*generator, "check", *small],
        f"generate, {COPIES} flows": [*generator, "generate", *tenfold],
        f"check, {COPIES} flows": [*generator, "check", *tenfold],
        "cfn-lint on the output": [
            str(Path(sys.executable).with_name("cfn-lint")),
            "-t",
            str(template),
        ],
    }


def measure(command: list[str]) -> float:
    """Seconds that a process takes, from its start to its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "AWS_DEFAULT_REGION": "eu-central-1"}
    start = time.perf_counter()
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    took = time.perf_counter() - start
    # cfn-lint 1.58 takes a time-out that is an expression for a mistake, and says so with 2.
    if ran.returncode and "cfn-lint" not in command[0]:
        sys.exit(f"{' '.join(command)}:\n{ran.stdout.decode()}{ran.stderr.decode()}")
    return took


def grow(folder: Path) -> Path:
    """Our specs with every flow and every route several times over."""
    shutil.copytree(ROOT / "specs", folder)
    flow = (folder / "flows" / "call_handler.yaml").read_text(encoding="utf-8")
    names = ["CallHandler"]
    for number in range(2, COPIES + 1):
        name = f"CallHandler{'I' * number}"
        names.append(name)
        copy = flow.replace("flow: CallHandler", f"flow: {name}")
        (folder / "flows" / f"{name.lower()}.yaml").write_text(copy, encoding="utf-8")
    functions = folder / "functions.yaml"
    text = functions.read_text(encoding="utf-8")
    functions.write_text(text.replace("[CallHandler]", f"[{', '.join(names)}]"), encoding="utf-8")
    repeat_entries(folder / "routes.yaml", "routes", "queues")
    repeat_entries(folder / "types.yaml", "types", None)
    return folder


def repeat_entries(file: Path, start: str, end: str | None) -> None:
    """Write the entries between two top-level keys again, under names that differ."""
    text = file.read_text(encoding="utf-8")
    stop = re.search(rf"^{end}:", text, re.MULTILINE) if end else None
    head, tail = (text[: stop.start()], text[stop.start() :]) if stop else (text, "")
    body = head[head.index("\n", head.index(f"{start}:")) + 1 :]
    again = "".join(
        re.sub(r"^  ([A-Z]\w*):", rf"  \1{'I' * number}:", body, flags=re.MULTILINE)
        for number in range(2, COPIES + 1)
    )
    file.write_text(head + again + tail, encoding="utf-8")


def template_of(definitions: Path) -> dict[str, object]:
    """A template that holds each emitted definition as CloudFormation takes it."""
    resources = {
        re.sub(r"[\W_]", "", path.stem): {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "RoleArn": "arn:aws:iam::123456789012:role/flow",
                "Definition": json.loads(path.read_text(encoding="utf-8")),
                "DefinitionSubstitutions": substitutions(path),
            },
        }
        for path in sorted(definitions.glob("*.json"))
    }
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


def substitutions(definition: Path) -> dict[str, str]:
    """A function's ARN for each `${Function}`."""
    names = sorted(set(re.findall(r"\$\{(\w+)\}", definition.read_text(encoding="utf-8"))))
    arn = "arn:aws:lambda:eu-central-1:123456789012:function:"
    return {name: arn + name for name in names}


if __name__ == "__main__":
    main()
