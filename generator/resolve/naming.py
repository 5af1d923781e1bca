"""Which names may be given, and that none is given twice.

It stands apart because a name in YAML is the same name in Python, ASL, CloudFormation and metrics,
where only its case changes. Invariant: no two names of one space differ by case alone, and none
would hide something that generated code, an expression or JSONata needs.
"""

import builtins
import keyword

from generator.cases import RESERVED_CLASSES, RESERVED_FIELDS
from generator.diagnostics import quote
from generator.model import Name
from generator.resolve.draft import Draft
from generator.resolve.expressions.calls import FUNCTIONS
from generator.resolve.expressions.parser import KEYWORDS
from generator.resolve.expressions.scope import ROOTS

_BUILTINS = frozenset(each for each in dir(builtins) if each[0].isupper())
# What a generated class calls in its own methods, where a field's name is a local one.
_HARMFUL_FIELDS = frozenset(
    (
        "self", "cls", "str", "int", "float", "bool", "list", "dict", "set", "tuple", "frozenset",
        "object", "type", "len", "isinstance", "super", "property", "repr", "hash",
        "from_detail", "to_detail", "from_item", "to_item", *RESERVED_FIELDS,
    )
)  # fmt: skip
# A variable of the states language is `$name` in JSONata, and so are JSONata's functions.
# Sources: https://docs.jsonata.org and "Reserved variable name" in
# https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
_JSONATA = frozenset(
    (
        "states", "string", "length", "substring", "uppercase", "lowercase", "trim", "pad",
        "contains", "split", "join", "match", "replace", "eval", "number", "abs", "floor", "ceil",
        "round", "power", "sqrt", "random", "sum", "max", "min", "average", "boolean", "not",
        "exists", "count", "append", "sort", "reverse", "shuffle", "distinct", "zip", "keys",
        "lookup", "spread", "merge", "sift", "each", "error", "assert", "type", "now", "millis",
        "map", "filter", "single", "reduce", "partition", "range", "hash", "parse", "uuid",
    )
)  # fmt: skip
_WORDS_OF_EXPRESSIONS = KEYWORDS | ROOTS | frozenset(FUNCTIONS)


class Names:
    """The names of one space; `what` they name is said when two of them meet."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._given: dict[str, tuple[Name | None, str]] = {}

    def reserve(self, name: str, what: str) -> None:
        """Keep a name of the language from being given."""
        self._given[name.casefold()] = (None, f"{what}, {name}")

    def give(self, name: Name, what: str) -> None:
        """Give a name; complains if it is taken, or is another by case alone."""
        folded = name.casefold()
        if folded not in self._given:
            self._given[folded] = (name, what)
            return
        first, what_first = self._given[folded]
        message = f"{quote(name)} is {what}, and already {what_first}"
        if first is not None and first != name:
            message = f"{quote(name)} differs by case alone from {quote(first)}, {what_first}"
        related = ((first.span, "the other"),) if first is not None else ()
        self._draft.complain("NAME120", message, name.span, "rename one", related)


def check_big(draft: Draft, name: Name) -> None:
    """A name that becomes a class or a resource."""
    if keyword.iskeyword(name):
        _refuse(draft, name, "is a word of Python")
    elif name in _BUILTINS:
        _refuse(draft, name, "would hide Python's own")
    elif name in RESERVED_CLASSES:
        _refuse(draft, name, "would hide a name that generated code uses")


def check_field(draft: Draft, name: Name) -> None:
    """A name that becomes an attribute and a parameter."""
    if keyword.iskeyword(name):
        _refuse(draft, name, "is a word of Python")
    elif name in _HARMFUL_FIELDS:
        _refuse(draft, name, "would hide a name that generated code uses")


def check_member(draft: Draft, name: Name) -> None:
    """An enum's member, which is written plain in expressions."""
    if name in KEYWORDS:
        _refuse(draft, name, "is a word of the expression language")


def check_variable(draft: Draft, name: Name) -> None:
    """A flow's variable."""
    if name in _WORDS_OF_EXPRESSIONS:
        _refuse(draft, name, "is a word of the expression language")
    elif name in _JSONATA:
        _refuse(draft, name, "would hide a name of JSONata")


def _refuse(draft: Draft, name: Name, why: str) -> None:
    draft.complain("NAME121", f"{quote(name)} cannot be a name: it {why}", name.span, "rename it")
