"""A page as a file.

It stands apart because everything else of the page is pure. Invariant: at any moment the file is
whole, the old one or the new one.
"""

from pathlib import Path


def write_page(path: str, html: str) -> None:
    """Write to the side, then rename. Raises OSError."""
    file = Path(path)
    partial = Path(f"{path}.partial")
    try:
        partial.write_text(html, encoding="utf-8")
        partial.replace(file)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
