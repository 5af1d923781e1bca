"""Twilio's own description of its API (OpenAPI), as a second opinion on parameters.

Stands apart from rules.py: this is the vendor's file, read where it is present, and only checked
for what its schema says: names, types, patterns, enumerations. Invariant: it never widens rules.py.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from standins.twilio.rules import Form, Violation

CREATE_PATH = "/2010-04-01/Accounts/{AccountSid}/Calls.json"
UPDATE_PATH = "/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json"
# In SDK 9.13, not yet in the description of April 2026.
NEWER = {"RecordingConfigurationId"}


@dataclass(frozen=True, slots=True)
class Contract:
    """The properties of the two forms, as JSON Schema."""

    file: str
    create: Mapping[str, Mapping[str, object]]
    update: Mapping[str, Mapping[str, object]]

    def violation(self, form: Form, *, creating: bool) -> Violation | None:
        """The first parameter that the description does not allow."""
        properties = self.create if creating else self.update
        for name in sorted(form.keys() - NEWER):
            schema = properties.get(name)
            if schema is None:
                return Violation(20001, f"Unknown parameter: {name}", self.file)
            for value in form[name]:
                told = _breaks(schema, value)
                if told:
                    return Violation(20001, f"Parameter {name} {told}: {value}", self.file)
        return None


def load(path: Path) -> Contract:
    """Reads the description at `path`."""
    described = json.loads(path.read_text())
    schemas = described["components"]["schemas"]
    return Contract(
        path.name,
        _properties(described["paths"][CREATE_PATH], schemas),
        _properties(described["paths"][UPDATE_PATH], schemas),
    )


def _properties(
    path: Mapping[str, dict[str, dict[str, dict[str, dict[str, dict[str, object]]]]]],
    schemas: Mapping[str, Mapping[str, object]],
) -> Mapping[str, Mapping[str, object]]:
    form = path["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    properties = form["properties"]
    if not isinstance(properties, dict):
        raise TypeError(properties)
    return {
        name: schemas[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
        for name, schema in properties.items()
    }


def _breaks(schema: Mapping[str, object], value: str) -> str:
    if schema.get("type") == "integer" and not value.lstrip("-").isdecimal():
        return "is not an integer"
    if schema.get("type") == "boolean" and value not in {"true", "false"}:
        return "is not true or false"
    allowed = schema.get("enum")
    if isinstance(allowed, list) and value not in allowed:
        return f"is not one of {', '.join(map(str, allowed))}"
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and re.search(pattern, value) is None:
        return f"does not match {pattern}"
    return ""
