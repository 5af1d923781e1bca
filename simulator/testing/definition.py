"""Reading a definition as its author keeps it: ASL in JSON, placeholders and all.

Stands apart from running it. Invariant: what comes out is parsed JSON; a placeholder that nobody
fills stays as text, for a mocked task does not care where its function lives.
"""

import json
from collections.abc import Mapping

from semantics.payload import Json
from simulator.asl import DefinitionError
from simulator.asl.outline import inner_blocks


def read_definition(text: str, name: str, substitutions: Mapping[str, str]) -> Json:
    """Read an ASL file's text, each `${key}` that `substitutions` has filled in; `name` for errors.

    Raises DefinitionError where it is not JSON, and where a substitution fills no placeholder.
    """
    for key, value in substitutions.items():
        placeholder = f"${{{key}}}"
        if placeholder not in text:
            raise DefinitionError("", f"{name} has no placeholder {placeholder}")
        text = text.replace(placeholder, value)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = text.splitlines()[error.lineno - 1].strip()
        hint = "; fill it in with substitutions" if "${" in line else ""
        raise DefinitionError(
            "", f"{name}, line {error.lineno} is not JSON: {error.msg}: {line}{hint}"
        ) from None


def state_types(definition: Json) -> dict[str, str]:
    """Name all states of a definition that compiles, those in Maps and Parallels too: their types.

    Names are unique in a definition (States Language, "Top-level fields").
    """
    found: dict[str, str] = {}
    for name, state in definition["States"].items():
        found[name] = state["Type"]
        for block in inner_blocks(state):
            found |= state_types(block)
    return found
