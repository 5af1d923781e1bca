"""JSONata as Step Functions evaluates it.

    expression = compile_jsonata("$states.input.seconds > 60")
    expression.evaluate({"states": {"input": {"seconds": 61}}}, world)  # True

The library (jsonata-python), with its slips put right, is the meaning; the common expressions are
compiled to plain functions that are many times faster. A property test proves both equal. They
stand apart because the generator's tests check the very expressions that it emits.

Values: a JSON value, or UNDEFINED where JSONata finds nothing. Time and chance come from the
caller's `World`, so that an expression gives the same answer again.
"""

from semantics.jsonata.errors import JsonataError
from semantics.jsonata.expression import Expression, compile_jsonata
from semantics.jsonata.library import UnsupportedResult
from semantics.jsonata.values import UNDEFINED, Bindings, World

__all__ = [
    "UNDEFINED",
    "Bindings",
    "Expression",
    "JsonataError",
    "UnsupportedResult",
    "World",
    "compile_jsonata",
]
