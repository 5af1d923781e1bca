"""Checks a tree against a JSON Schema and says in the author's words what does not fit."""

from generator.diagnostics import Diagnostic
from generator.schema import Schema
from generator.tree import Node


def check_shape(root: Node, schema: Schema) -> list[Diagnostic]:
    """Every violation as one diagnostic; an empty list if the tree fits."""
    raise NotImplementedError
