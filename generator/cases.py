"""The one conversion between the spellings of a name.

It stands apart because the same name is met in YAML, Python, ASL, AWS and the environment, and may
differ in its case alone. Invariant: the pieces of a name are the same in every spelling.
"""

import keyword
import re

JOURNAL_RULE = "Journal"
"""The rule that leads what is not stored yet to the journal's writer."""
_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

TAKEN_MODULES = frozenset({"fact"})
"""Modules that the generator itself puts where an event's or a type's module goes."""
RESERVED_CLASSES = frozenset({"EVENTS", "Emitted", "TASKS", "Taken"})
"""Names that the module of each function gives itself."""
RESERVED_FIELDS = frozenset(
    {"add_note", "aggregate_id", "args", "from_data", "self", "to_data", "to_message", "values"}
    | {"typing", "with_traceback"}
)
"""Fields that would hide what a generated class has or uses under the same name."""


def snake(name: str) -> str:
    """`CallHandler` as `call_handler`, `NavigateIVR` as `navigate_ivr`: files and Python."""
    return _BORDER.sub("_", name).lower()


def kebab(name: str) -> str:
    """`CallHandler` as `call-handler`: names in AWS, sources of events."""
    return snake(name).replace("_", "-")


def screaming(name: str) -> str:
    """`CallHandler` as `CALL_HANDLER`: the environment, members of an enum."""
    return snake(name).upper()


def input_class(task: str) -> str:
    """The class of what a task takes: `InitiateCall` takes an `InitiateCallInput`."""
    return f"{task}Input"


def module(name: str) -> str:
    """Give the Python module of a name: `CallHandler` is in `call_handler`, `Return` in `return_`,
    because Python would not import a module that is called as one of its keywords.
    """
    plain = snake(name)
    return f"{plain}_" if keyword.iskeyword(plain) or plain in TAKEN_MODULES else plain
