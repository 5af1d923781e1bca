"""Refuses text that the services would take for code.

It stands apart because it concerns every text of every spec. What is generated holds `{% ... %}`
where the states language evaluates, and `${...}` where CloudFormation substitutes. Invariant: no
text of an author ever becomes code.
"""

from generator.diagnostics import quote
from generator.load.tree import Mapping, Node, Scalar, Sequence
from generator.resolve.draft import Draft

_CODE = ("{%", "${")


def check_texts(draft: Draft) -> None:
    """Look at every key and every text."""
    for root in draft.files.values():
        _check(root, draft)


def _check(node: Node, draft: Draft) -> None:
    if isinstance(node, Scalar):
        for opening in _CODE:
            if opening in node.raw:
                message = f"{quote(opening)} cannot stand in a spec, services take it for code"
                draft.complain("SPEC044", message, node.span)
    elif isinstance(node, Mapping):
        for key, value in node.entries.values():
            _check(key, draft)
            _check(value, draft)
    elif isinstance(node, Sequence):
        for each in node.items:
            _check(each, draft)
