"""Say what this machine lacks to generate, run and test the project, each with its fix.

It stands apart because it is asked when nothing else works: standard library only, in syntax that
an old Python still parses, and no import of ours.

Invariant: it looks and changes nothing, and every finding that is not fine says what to do.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)
OLDEST_NODE_MAJOR = 22
NEEDED_DISK_GB = 3
"""`.venv` with Node.js takes 1.1 GB, and installing takes as much again for a moment."""


class Finding(NamedTuple):
    """One thing looked at: what was found, and the fix where it is not fine."""

    subject: str
    found: str
    fix: str = ""

    @property
    def is_fine(self) -> bool:
        """Say whether nothing needs doing."""
        return not self.fix


def main() -> int:
    """Print every finding; 0 when all are fine, 1 when something needs a fix."""
    findings = diagnose()
    for finding in findings:
        print(f"{'ok ' if finding.is_fine else 'FIX'}  {finding.subject:<14} {finding.found}")
        if not finding.is_fine:
            print(f"{'':<20}-> {finding.fix}")
    to_fix = sum(not finding.is_fine for finding in findings)
    print(f"\n{to_fix} to fix" if to_fix else "\nnothing is missing")
    return 1 if to_fix else 0


def diagnose() -> list[Finding]:
    """Look at everything that the commands of the Makefile need, in the order they need it."""
    return [
        find_python(),
        find_venv_module(),
        find_make(),
        find_node(os.environ.get("PATH", "")),
        find_disk_space(ROOT),
        find_loopback(),
        find_tools(ROOT),
        find_cdk(ROOT),
    ]


def find_python() -> Finding:
    """Look at the Python that is asking."""
    found = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info >= OLDEST_PYTHON:
        return Finding("Python", found)
    return Finding("Python", found, "install Python 3.11 or later, then `make PYTHON=python3.12`")


def find_venv_module() -> Finding:
    """Look for venv with ensurepip, which Debian ships as a package of its own."""
    lacking = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if not lacking:
        return Finding("venv", "there, with ensurepip")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    fix = f"install it, on Debian and Ubuntu with `apt install python{version}-venv`"
    return Finding("venv", f"this Python lacks {' and '.join(lacking)}", fix)


def find_make() -> Finding:
    """Look for make."""
    make = shutil.which("make")
    if make:
        return Finding("make", make)
    return Finding("make", "not found", "install it, on Debian and Ubuntu with `apt install make`")


def find_node(path: str) -> Finding:
    """Look for Node.js with npm on `path`; without a supported one `make setup` brings its own."""
    node = shutil.which("node", path=path)
    if node is None:
        return Finding("Node.js", "none; `make setup` installs one into .venv")
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = asked.stdout.strip()
    match = re.match(r"v(\d+)\.", version)
    if match and int(match[1]) >= OLDEST_NODE_MAJOR:
        return Finding("Node.js", f"{version} ({node})")
    return Finding(
        "Node.js", f"{version} is too old for the CDK; `make setup` installs one into .venv"
    )


def find_disk_space(folder: Path) -> Finding:
    """Look at the space where the tools are installed, unless they already are."""
    free_gb = shutil.disk_usage(folder).free / 1e9
    found = f"{free_gb:.1f} GB free"
    if free_gb >= NEEDED_DISK_GB or (folder / ".venv" / "setup.stamp").exists():
        return Finding("disk", found)
    return Finding("disk", found, f"free {NEEDED_DISK_GB} GB on the disk of {folder}")


def find_loopback() -> Finding:
    """Try to listen on loopback, as the local AWS and the stand-ins do on ports that are free."""
    try:
        with socket.create_server(("127.0.0.1", 0)):
            return Finding("loopback", "a port of 127.0.0.1 can be listened on")
    except OSError as error:
        fix = "allow local programs to listen on 127.0.0.1 (sandbox or security software)"
        return Finding("loopback", f"cannot listen on 127.0.0.1: {error}", fix)


def find_tools(root: Path) -> Finding:
    """Ask the set-up whether what it installed is what the locks say."""
    asked = subprocess.run(
        [sys.executable, "-m", "local.setup", "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    if asked.returncode == 0:
        return Finding("tools", ".venv and node_modules are what the locks say")
    return Finding("tools", asked.stdout.strip() or asked.stderr.strip(), "`make setup`")


def find_cdk(root: Path) -> Finding:
    """Compare the installed CDK command line with the version that is pinned."""
    pinned = json.loads((root / "package.json").read_text())["devDependencies"]["aws-cdk"]
    package = root / "node_modules" / "aws-cdk" / "package.json"
    if not package.exists():
        return Finding("CDK", "not installed", "`make setup`")
    installed = json.loads(package.read_text())["version"]
    if installed == pinned:
        return Finding("CDK", installed)
    return Finding("CDK", f"{installed}, pinned is {pinned}", "`make setup`")


if __name__ == "__main__":
    sys.exit(main())
