"""Python text out of values: literals, docstrings, comments.

It stands apart because what stands in a spec is anybody's text, and only here does it become source
code. Invariant: whatever the text, what comes out is one literal or one docstring, on lines of at
most `WIDTH` columns where words allow that, in the formatter's own style.
"""

import textwrap

WIDTH = 100
BY_POSITION = 2
"""A named tuple with more fields than these names each of them."""
HEADER = "Written by `python -m generator generate`; edit specs/ instead."


def literal(value: object, indent: int = 0, prefix: int = 0) -> str:
    """Write a value as Python: text, numbers, None, and containers of those.

    It stands on one line where that fits behind `indent` and `prefix` columns, and otherwise with
    one item on each line.
    """
    flat = _flat(value)
    is_container = isinstance(value, tuple | list | dict) and len(value) > 0
    if indent + prefix + len(flat) <= WIDTH or not is_container:
        return flat
    opening, closing = _brackets(value)
    inner = indent + 4
    lines = [
        f"{' ' * inner}{key}{literal(item, inner, len(key) + 1)}," for key, item in _items(value)
    ]
    return "\n".join([opening, *lines, " " * indent + closing])


def quoted(text: str) -> str:
    """Write a text as a Python literal in double quotes where that needs no escape more."""
    single = repr(str(text))
    return f'"{single[1:-1]}"' if single[0] == "'" and '"' not in text else single


def docstring(text: str, indent: int = 0, details: tuple[str, ...] = ()) -> str:
    """Write a text as a docstring, wrapped, with its quotes; each detail is a paragraph's line."""
    summary, width = _safe(text), WIDTH - indent
    if not details and len(summary) + 6 <= width:
        return f'"""{summary}"""'
    lines = _wrap(f'"""{summary}', width, "")
    if details:
        lines.append("")
    for detail in details:
        lines.extend(_wrap(_safe(detail), width, "  "))
    margin = " " * indent
    return "\n".join([lines[0], *(f"{margin}{each}".rstrip() for each in [*lines[1:], '"""'])])


def _wrap(text: str, width: int, hanging: str) -> list[str]:
    return textwrap.wrap(
        text, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def _safe(text: str) -> str:
    """Give a text that cannot end the docstring it stands in, on one line."""
    safe = printable(" ".join(text.split())).replace("\\", "\\\\")
    if safe.endswith('"'):
        return safe[:-1].replace('"""', r"\"\"\"") + r"\""
    return safe.replace('"""', r"\"\"\"")


def printable(text: str) -> str:
    """Give the text with every character that does not print, or changes how others print, as
    its escape.
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)


def _flat(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple | list | dict):
        opening, closing = _brackets(value)
        items = [f"{key}{_flat(item)}" for key, item in _items(value)]
        alone = "," if type(value) is tuple and len(items) == 1 else ""
        return opening + ", ".join(items) + alone + closing
    return repr(value)


def _items(value: object) -> list[tuple[str, object]]:
    """Give the items of a container, each with what stands before it."""
    if isinstance(value, dict):
        return [(f"{_flat(key)}: ", item) for key, item in value.items()]
    if isinstance(value, tuple | list):
        names: tuple[str, ...] = getattr(value, "_fields", ())
        by_name = len(names) > BY_POSITION
        keys = [f"{name}=" for name in names] if by_name else [""] * len(value)
        return list(zip(keys, value, strict=True))
    return []


def _brackets(value: object) -> tuple[str, str]:
    if isinstance(value, dict):
        return "{", "}"
    if isinstance(value, list):
        return "[", "]"
    return (f"{type(value).__name__}(", ")") if hasattr(value, "_fields") else ("(", ")")
