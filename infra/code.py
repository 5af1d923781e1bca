"""What a Lambda carries: our own code, and its libraries as layers.

It stands apart because code and libraries change at different times: our code is one small asset
for all functions, and a library is uploaded again only when its lock changes.

Invariant: an asset is a pure function of the files and locks in the checkout.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from generated.deployment import FunctionRow

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("generated", "runtime")
CORE = "core"
"""The libraries that every function carries; the others are named in its row."""
WHEEL_PLATFORMS = {"arm64": "manylinux2014_aarch64", "x86_64": "manylinux2014_x86_64"}


def copy_code(folder: Path) -> None:
    """Copy the Python files of our packages, and nothing else of them, into `folder`."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            target = folder / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def list_libraries(function: FunctionRow) -> tuple[str, ...]:
    """Name the groups of libraries that a function carries; requirements/ has a lock for each."""
    return (CORE, *function.libraries)


def install_libraries(library: str, function: FunctionRow) -> Path:
    """Return a layer's folder with the locked wheels for the function's Python and processor.

    Installed once per lock below `.run/`; an interrupted installation leaves nothing behind.
    """
    lock = ROOT / "requirements" / f"runtime-{library}.txt"
    key = hashlib.sha256(lock.read_bytes() + f"{function.runtime} {function.architecture}".encode())
    layer = ROOT / ".run" / "layers" / f"{library}-{key.hexdigest()[:16]}"
    if not layer.exists():
        unfinished = layer.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
        wheels = ["--only-binary=:all:", "--platform", WHEEL_PLATFORMS[function.architecture]]
        python = [
            "--implementation=cp",
            "--python-version",
            function.runtime.removeprefix("python"),
        ]
        source = ["--require-hashes", "--requirement", str(lock)]
        target = ["--target", str(unfinished / "python")]
        subprocess.run([*install, *wheels, *python, *source, *target], check=True)
        unfinished.rename(layer)
    return layer
