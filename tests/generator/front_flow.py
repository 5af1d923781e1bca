"""A small language with its schema and a valid text, for the tests of reader and shape.

It is none of the project's own: the front end knows nothing of what specs mean.
"""

from typing import Any

FLOW = """\
# A library lends a book.
flow: LendBook
doc: One loan, from the request to the return.
kind: request
timeout: 600s
tags: [loans, 012, "21:00"]
deadline:
  after: 540s
  next: Close
variables:
  loan:  {type: Loan, optional: true}
  count: {type: integer, starts: 0}
start: Ask
states:
  Ask:
    task: Desk.Ask           # who wants it
    with: {reader: input.reader, days: 21}
    set: {loan: result}
    next: Decide
  Decide:
    choose:
      - {when: loan.days > 28, next: Close}
      - when: "count in [1, 2]"
        next: Ask
        at_most: 2
    otherwise: {set: {count: count + 1}, next: Wait, at_most: 3, else: Close}
  Wait:
    await:
      BookReturned: {set: {loan: event}, next: Close}
      BookLost: Close
    within: 21d
    otherwise: Close
  Close:
    task: Desk.Close
    time: {each: 5s, tries: 2}
    end: true
"""


def _state(kind: str, demand: dict[str, Any], **others: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    return {
        "type": "object",
        "required": [kind],
        "additionalProperties": False,
        "properties": {kind: demand, "doc": {"type": "string"}, **others},
    }


_TARGET = {"$ref": "#/definitions/target"}
_NAME = {"$ref": "#/definitions/name"}
_DURATION = {"$ref": "#/definitions/duration"}
_EXPRESSIONS = {"$ref": "#/definitions/expressions"}

SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "definitions": {
        "name": {
            "type": "string",
            "pattern": "^[A-Z][A-Za-z0-9]{0,63}$",
            "x-expected": "a name like CheckOut",
        },
        "duration": {
            "type": "string",
            "pattern": "^[0-9]+(s|m|h|d)$",
            "x-expected": "a duration like 30s",
        },
        "expressions": {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {"^[a-z][a-z0-9_]*$": {"type": ["string", "number", "boolean"]}},
            "additionalProperties": False,
        },
        "target": {
            "anyOf": [
                _NAME,
                {
                    "type": "object",
                    "required": ["next"],
                    "additionalProperties": False,
                    "properties": {
                        "next": _NAME,
                        "set": _EXPRESSIONS,
                        "at_most": {"type": "integer", "minimum": 1, "maximum": 1000},
                        "else": _TARGET,
                    },
                },
            ]
        },
        "state": {
            "anyOf": [
                _state(
                    "task",
                    {"type": "string", "maxLength": 80},
                    next=_TARGET,
                    set=_EXPRESSIONS,
                    end={"const": True},
                    time={
                        "type": "object",
                        "properties": {"each": _DURATION, "tries": {"type": "integer"}},
                        "additionalProperties": False,
                    },
                    **{"with": _EXPRESSIONS},
                ),
                _state(
                    "await",
                    {"type": "object", "propertyNames": _NAME, "additionalProperties": _TARGET},
                    within=_DURATION,
                    otherwise=_TARGET,
                ),
                _state(
                    "choose",
                    {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["when", "next"],
                            "additionalProperties": False,
                            "properties": {
                                "when": {"type": "string", "minLength": 1},
                                "next": _NAME,
                                "at_most": {"type": "integer"},
                            },
                        },
                    },
                    otherwise=_TARGET,
                ),
            ]
        },
    },
    "type": "object",
    "required": ["flow", "start", "states"],
    "additionalProperties": False,
    "properties": {
        "flow": _NAME,
        "doc": {"type": "string"},
        "kind": {"enum": ["fact", "request"]},
        "timeout": _DURATION,
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
        "deadline": {
            "type": "object",
            "required": ["after", "next"],
            "properties": {"after": _DURATION, "next": _NAME},
        },
        "variables": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["type"],
                "additionalProperties": False,
                "properties": {
                    "type": {"type": "string"},
                    "optional": {"type": "boolean"},
                    "starts": {},
                },
            },
        },
        "start": _NAME,
        "states": {
            "type": "object",
            "propertyNames": _NAME,
            "minProperties": 1,
            "maxProperties": 6,
            "additionalProperties": {"$ref": "#/definitions/state"},
        },
    },
}
