"""A page as a file.

It stands apart because everything else of the page is pure. Invariant: at any moment the file is
whole, the old one or the new one; nothing but a file is ever replaced.
"""

from contextlib import suppress
from pathlib import Path

from simulator.unusable import Unusable


def write_page(path: str, html: str) -> None:
    """Write to the side, then rename; a link stays, its target is written. Raises Unusable."""
    file = Path(path).resolve()
    if file.exists() and not (file.is_file() or file.is_dir()):
        raise Unusable(f"cannot write {path}: a device or pipe is there; name a file")
    partial = file.with_name(f"{file.name}.partial")
    try:
        partial.write_text(html, encoding="utf-8", errors="backslashreplace")  # half a pair, say
        partial.replace(file)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Unusable(f"cannot write {path}: {error.strerror}") from error
