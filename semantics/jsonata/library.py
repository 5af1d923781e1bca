"""JSONata as the library jsonata-python evaluates it: the meaning of every expression.

Stands apart from what is compiled, which is speed. Here the library is given what Step Functions
adds to the language, virtual time, seeded chance and JSON's null.
"""

import jsonata.jsonata as library
from jsonata.utils import Utils

from semantics.jsonata.bounds import Bounds
from semantics.jsonata.errors import error_of
from semantics.jsonata.interpreter import make_interpreter, register
from semantics.jsonata.numbers import outward
from semantics.jsonata.service_functions import SIGNATURES, ServiceFunctions, to_library
from semantics.jsonata.trees import Node, survey
from semantics.jsonata.values import UNDEFINED, Bindings, World
from semantics.payload import Json


class UnsupportedResult(Exception):  # noqa: N818 (the service speaks of an unsupported result type)
    """The expression gives a function or a regular expression, which is no JSON."""


class LibraryExpression:
    """An expression as jsonata-python evaluates it, with time, chance and nulls put right."""

    def __init__(self, source: str) -> None:
        try:
            self._expression = make_interpreter(source)
        except Exception as error:  # noqa: BLE001 (the parser raises whatever it stumbles over)
            raise error_of(error) from None
        self._expression.set_output_convert_nulls(output_convert_nulls=False)
        self._functions = ServiceFunctions()
        register(self._expression, self._functions, SIGNATURES)
        self._expression.environment.bind("eval", None)  # the service has no $eval
        self._bounds = Bounds(self._expression.environment)
        self.survey = survey(self.tree)

    @property
    def tree(self) -> Node:
        """The syntax tree."""
        return self._expression.ast

    def evaluate(self, bindings: Bindings, world: World) -> Json:
        """The value; raises JsonataError or UnsupportedResult."""
        known = {
            name: to_library(bindings[name])
            for name in self.survey.variables
            if bindings.get(name, UNDEFINED) is not UNDEFINED
        }
        self._functions.world = world
        self._bounds.begin()
        library.Jsonata.CURRENT.jsonata = self._expression
        try:
            result = self._expression.evaluate(None, known)
        except Exception as error:  # noqa: BLE001 (evaluation raises whatever it stumbles over)
            raise error_of(error) from None
        return UNDEFINED if result is None else _from_library(result)


def _from_library(value: Json) -> Json:
    if value is None or value is Utils.NULL_VALUE:
        return None
    if isinstance(value, dict):
        return {key: _from_library(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_from_library(item) for item in value]
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return outward(value)
    raise UnsupportedResult
