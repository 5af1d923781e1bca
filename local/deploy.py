"""Deploy the CDK app to the local AWS, with the real `cdk` as for any other account.

It stands apart because it alone knows the CDK's command line. Invariant: what is deployed was
synthesized from the files as they are: a kept synthesis is used again only while every file that it
was made from is the same.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.aws import ACCOUNT, REGION, ROOT, LocalAws
from local.lock import held
from local.steps import Place, run_step

CDK = str(ROOT / "node_modules" / ".bin" / "cdk")
SOURCES = ("app.py", "cdk.json", "generated", "infra", "requirements", "runtime")
STAGE = "local"


def deploy(aws: LocalAws, folder: Path) -> dict[str, str]:
    """Deploy everything to an empty local AWS and return the stack's outputs.

    `folder` takes the logs. Raises LocalError with the tool's own words.
    """
    environment = {**os.environ, **aws.environment(), **tool_settings()}
    bootstrap = [CDK, "bootstrap", f"aws://{ACCOUNT}/{REGION}", "--no-notices"]
    # Outside the checkout's root the CDK finds no app, and so does not synthesize it for this.
    run_step("preparing the local AWS", bootstrap, Place(folder, environment, folder / "boot.log"))
    outputs = folder / "outputs.json"
    with synthesis(environment, folder) as assembly:
        options = ["--app", str(assembly), "--outputs-file", str(outputs)]
        command = [CDK, "deploy", "--all", "--no-notices", "--require-approval", "never", *options]
        run_step("deploying", command, Place(folder, environment, folder / "deploy.log"))
    return {
        name: value
        for stack in json.loads(outputs.read_text()).values()
        for name, value in stack.items()
    }


def tool_settings() -> dict[str, str]:
    """The CDK's environment: our Node.js and Python first, and its slow validation left to CI."""
    folders = [str(ROOT / ".venv" / "node"), str(ROOT / ".venv" / "bin"), os.environ["PATH"]]
    return {"PATH": os.pathsep.join(folders), "CDK_VALIDATION": "false", "CI": "true"}


@contextmanager
def synthesis(environment: dict[str, str], folder: Path) -> Iterator[Path]:
    """Give the synthesized app, made anew when its sources changed.

    It is kept in the checkout and locked meanwhile: two runs may want it at once.
    """
    kept = ROOT / ".run" / "synthesis"
    assembly = kept / "cdk.out"
    stamp = kept / "stamp"
    with held(kept / "lock"):
        key = fingerprint(ROOT, SOURCES)
        if not (stamp.exists() and stamp.read_text() == key):
            stamp.unlink(missing_ok=True)
            shutil.rmtree(assembly, ignore_errors=True)
            # MiniStack runs functions with our own Python, which has the locks' libraries.
            context = ["--context", f"stage={STAGE}", "--context", "libraries=none"]
            command = [CDK, "synth", "--quiet", "--no-notices", "--output", str(assembly), *context]
            run_step("synthesizing", command, Place(ROOT, environment, folder / "synth.log"))
            stamp.write_text(key)
        yield assembly


def fingerprint(root: Path, sources: tuple[str, ...]) -> str:
    """Hash the names and bytes of all files below `sources`, but not what Python caches."""
    digest = hashlib.sha256()
    for path in sorted(file for source in sources for file in files_below(root / source)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def files_below(path: Path) -> Iterator[Path]:
    """List the files of a folder, all the way down, or the file itself."""
    if path.is_file():
        yield path
        return
    for file in path.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file
