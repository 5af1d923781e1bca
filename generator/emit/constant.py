"""Files that are the same for every system.

It stands apart because these are copied, not written. Invariant: what the out folder gets is the
text of `verbatim/`, which the generator's own tests run, under the generator's header.
"""

import os.path

from generator.emit.literals import HEADER

_FOLDER = os.path.join(os.path.dirname(__file__), "verbatim")  # noqa: PTH118, PTH120  # pathlib takes 6 ms to import

_COPIED = ("values.py", "events/fact.py")


def emit_constant() -> dict[str, str]:
    """What the generated classes build on, and the package itself."""
    package = (
        f'# {HEADER}\n"""What specs/ means, for those who run it, deploy it or review it."""\n'
    )
    return {"__init__.py": package, **{path: verbatim(path) for path in _COPIED}}


def verbatim(path: str) -> str:
    """Give the text of a file of `verbatim/` as it goes into the out folder."""
    with open(f"{_FOLDER}/{path}", encoding="utf-8") as file:  # noqa: PTH123  # as above
        return f"# {HEADER}\n{file.read()}"
