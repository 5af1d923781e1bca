"""The library's interpreter with its slips put right.

Stands apart so that the list can be seen, and shrinks when the library improves: a remainder keeps
its fraction, what is not finite goes on as the number that it is, true is not 1, null is not
undefined to a signature, which counts the arguments that fit it, what `$distinct` leaves of an
array is an array, `$sort` keeps the order of what is equal, the groups of a match are without the
whole, texts of numbers are JavaScript's, what is no number or no timestamp has JSONata's error, and
the operators of later versions are unknown.
Source: what JSONata 2.0.6, the version that Step Functions names, answers to the same expressions.
"""

import math
import re
from copy import copy
from functools import cmp_to_key
from typing import Any, NoReturn, TypeAlias

import jsonata.functions as library_functions
import jsonata.jsonata as library
from jsonata.jexception import JException
from jsonata.parser import Parser
from jsonata.signature import Signature
from jsonata.utils import Utils

from semantics.jsonata.numbers import as_number
from semantics.jsonata.texts import LibraryValue, as_json
from semantics.payload import is_equal

Interpreter: TypeAlias = Any
"""The library's Jsonata, which has no types: one expression with its syntax tree."""

_SIGNATURES = {
    "string": "<x-b?:s>",
    "number": "<(nsb)-:n>",
    "toMillis": "<s-s?:n>",
    "parseInteger": "<s-s:n>",
    "distinct": "<x:x>",
    "sort": "<af?:a>",
}

_METHODS = {"toMillis": "to_millis", "parseInteger": "parse_integer"}
"""Those whose names are not JSONata's."""

_FUNCTIONS: dict[str, LibraryValue] = {}
"""By name, once made: to read a signature takes longer than to parse most expressions."""

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?")
_OTHER_BASE = re.compile(r"0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+")
_TIMESTAMP = re.compile(
    r"\d{4}(?:-[01]\d(?:-[0-3]\d)?)?(?:T[0-2]\d:[0-5]\d:[0-5]\d)?(?:\.\d+)?"
    r"(?:[+-][0-2]\d:?[0-5]\d|Z)?",
    re.ASCII,
)
_YEAR_AND_MONTH = 7


def make_interpreter(source: str) -> Interpreter:
    """Parse the expression; raises what the library raises."""
    interpreter = library.Jsonata(source)
    calculate = interpreter.evaluate_numeric_expression

    def calculated(left: LibraryValue, right: LibraryValue, sign: str) -> LibraryValue:
        if Utils.is_numeric(left) and Utils.is_numeric(right):
            return as_number(_calculated(float(left), float(right), sign))
        return calculate(left, right, sign)

    validate = interpreter.validate_arguments

    def validated(
        function: LibraryValue, values: LibraryValue, context: LibraryValue
    ) -> LibraryValue:
        try:
            return validate(function, values, context)
        except JException as error:
            if error.error != "T0411":
                raise
            raise JException("T0411", -1, error.expected, function.function_name) from None

    interpreter.evaluate_numeric_expression = calculated
    interpreter.validate_arguments = validated
    interpreter.evaluate_string_concat = _joined
    interpreter.evaluate_includes_expression = _includes
    register(interpreter, _Corrected, _SIGNATURES)
    return interpreter


def register(interpreter: Interpreter, functions: object, signatures: dict[str, str]) -> None:
    """Let expressions call the methods by JSONata's names."""
    for name, signature in signatures.items():
        method = _METHODS.get(name, name)
        if name not in _FUNCTIONS:
            _FUNCTIONS[name] = library.Jsonata.JNativeFunction(name, signature, functions, method)
        function = copy(_FUNCTIONS[name])
        function.method = getattr(functions, method)
        interpreter.environment.bind(name, function)


def _calculated(left: float, right: float, sign: str) -> float:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/" if right == 0:
            return math.nan if left == 0 else math.copysign(math.inf, left)
        case "/":
            return left / right
        case _:
            return math.nan if right == 0 else math.fmod(left, right)


def _joined(left: LibraryValue, right: LibraryValue) -> str:
    return "".join(_Corrected.string(side, None) for side in (left, right) if side is not None)


def _includes(left: LibraryValue, right: LibraryValue) -> bool:
    if left is None or right is None:
        return False
    return any(is_equal(left, item) for item in (right if isinstance(right, list) else [right]))


class _Corrected:
    """Functions of JSONata by their names, in place of the library's."""

    @staticmethod
    def string(value: LibraryValue, prettify: LibraryValue) -> LibraryValue:
        if isinstance(value, Utils.JList) and value.outer_wrapper:
            value = value[0]
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, float) and not math.isfinite(value):
            raise JException("D3001", -1)
        if (
            not isinstance(value, bool | int | float | list | dict)
            and value is not Utils.NULL_VALUE
        ):
            return ""  # a function
        return as_json(value, is_pretty=bool(prettify))

    @staticmethod
    def number(value: LibraryValue) -> LibraryValue:
        if isinstance(value, bool):
            return int(value)
        if not isinstance(value, str):
            return value
        if _DECIMAL.fullmatch(value) and math.isfinite(float(value)):
            return as_number(float(value))
        if _OTHER_BASE.fullmatch(value):
            return as_number(int(value, 0))
        raise JException("D3030", -1, value)

    @staticmethod
    def to_millis(text: LibraryValue, picture: LibraryValue) -> LibraryValue:
        library_call = library_functions.Functions.datetime_to_millis
        if text is None or picture is not None:
            return library_call(text, picture)
        if not _TIMESTAMP.fullmatch(text):
            raise JException("D3110", -1, text)
        try:
            return library_call(f"{text}-01" if len(text) == _YEAR_AND_MONTH else text, None)
        except ValueError:
            raise JException("D3110", -1, text) from None

    @staticmethod
    def parse_integer(text: LibraryValue, picture: LibraryValue) -> LibraryValue:
        try:
            found = library_functions.Functions.parse_integer(text, picture)
        except ValueError:
            found = None
        return math.nan if found is None and text is not None else found

    @staticmethod
    def sort(array: LibraryValue, comes_after: LibraryValue) -> LibraryValue:
        if comes_after is None or array is None:
            return library_functions.Functions.sort(array, None)

        def compare(later: LibraryValue, earlier: LibraryValue) -> int:
            return -1 if _is_true(comes_after, earlier, later) else 1

        return sorted(array, key=cmp_to_key(compare))

    @staticmethod
    def distinct(array: LibraryValue) -> LibraryValue:
        if not isinstance(array, list) or len(array) <= 1:
            return array
        kept: list[LibraryValue] = []
        for item in array:
            if not any(is_equal(item, other) for other in kept):
                kept.append(item)
        is_sequence = isinstance(array, Utils.JList) and array.sequence
        return kept[0] if is_sequence and len(kept) == 1 else kept


def _is_true(function: LibraryValue, *values: LibraryValue) -> bool:
    return bool(library_functions.Functions.func_apply(function, list(values)))


_symbol_of = Signature.get_symbol


def _symbol(signature: Signature, value: LibraryValue) -> str:
    return "l" if value is Utils.NULL_VALUE else _symbol_of(signature, value)


def _refuse(
    signature: LibraryValue, _values: LibraryValue, symbols: str, function: str
) -> NoReturn:
    pattern, fitting = "", 0
    for parameter in signature._params:  # noqa: SLF001 (as the method that it replaces)
        pattern += parameter.regex
        found = re.match(pattern, symbols)
        if found is None:
            break
        fitting = found.end()
    raise JException("T0410", -1, fitting + 1, function)


def _match(found: re.Match[str]) -> LibraryValue:
    return {"match": found[0], "groups": list(found.groups())}


def _be_unknown(operator: LibraryValue, _left: LibraryValue) -> NoReturn:
    raise JException("S0204", -1, operator.id)


# The library's own functions and operators exist before any interpreter: their classes are changed.
Signature.get_symbol = _symbol
Signature.throw_validation_error = _refuse
library_functions.Functions.to_jsonata_match = _match
Parser.InfixCoalesce.led = _be_unknown
Parser.InfixDefault.led = _be_unknown
