"""The States.* intrinsic functions of JSONPath mode: parsed once into functions.

Stands apart because the generator may refuse a bad call before the simulator ever runs it.
Source: Step Functions Developer Guide, "Intrinsic functions for JSONPath states"; the rounding and
the texts of numbers follow recorded executions.

How a path is read and where chance comes from is the caller's: `compile_intrinsic` is generic in
the scope that a compiled call is run with.
"""

import re
from collections.abc import Callable
from random import Random
from typing import Generic, TypeVar

from semantics.intrinsic_functions import FUNCTIONS, IntrinsicFailure, Template
from semantics.payload import Json

Scope = TypeVar("Scope")
Evaluate = Callable[[Scope], Json]

_CALL = re.compile(r"\s*(States\.[A-Za-z0-9]+)\s*\(")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORD = re.compile(r"(true|false|null)\b")
_TEXT = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_MAX_DEPTH = 10


class IntrinsicSyntaxError(ValueError):
    """The text is no call of a known intrinsic function."""


def is_intrinsic(text: str) -> bool:
    """Whether the text of a `.$` field calls a function rather than naming a path."""
    return text.lstrip().startswith("States.")


def compile_intrinsic(
    text: str,
    read_path: Callable[[str], Evaluate[Scope]],
    chance: Callable[[Scope], Random],
) -> Evaluate[Scope]:
    """The call as a function of the scope.

    `read_path` compiles a path argument (`$.a`, `$$.b`, `$c`). The function raises
    IntrinsicFailure where the service would report States.IntrinsicFailure.
    """
    parser = _Parser(text, read_path, chance)
    evaluate = parser.call(depth=1)
    if text[parser.at :].strip():
        raise IntrinsicSyntaxError(f"unexpected {text[parser.at :]!r} after {text[: parser.at]!r}")
    return evaluate


class _Parser(Generic[Scope]):
    def __init__(
        self,
        text: str,
        read_path: Callable[[str], Evaluate[Scope]],
        chance: Callable[[Scope], Random],
    ) -> None:
        self.text, self.at = text, 0
        self.read_path, self.chance = read_path, chance

    def call(self, depth: int) -> Evaluate[Scope]:
        found = _CALL.match(self.text, self.at)
        if found is None:
            raise IntrinsicSyntaxError(f"a function call is missing at {self.text[self.at :]!r}")
        if found[1] not in FUNCTIONS:
            raise IntrinsicSyntaxError(f"there is no function {found[1]}")
        if depth > _MAX_DEPTH:
            raise IntrinsicSyntaxError(f"calls are nested more than {_MAX_DEPTH} deep")
        function = FUNCTIONS[found[1]]
        self.at = found.end()
        arguments = self.arguments(depth, is_format=found[1] == "States.Format")
        if not function.least <= len(arguments) <= function.most:
            raise IntrinsicSyntaxError(f"{found[1]} does not take {len(arguments)} arguments")
        source, chance, apply = self.text.strip(), self.chance, function.apply

        def evaluate(scope: Scope) -> Json:
            values = [argument(scope) for argument in arguments]
            try:
                return apply(values, chance(scope))
            except IntrinsicFailure as failure:
                raise failure.within(source) from None

        return evaluate

    def arguments(self, depth: int, *, is_format: bool) -> list[Evaluate[Scope]]:
        arguments: list[Evaluate[Scope]] = []
        self.skip_space()
        if self.takes(")"):
            return arguments
        while True:
            arguments.append(self.argument(depth, is_template=is_format and not arguments))
            self.skip_space()
            if self.takes(")"):
                return arguments
            if not self.takes(","):
                raise IntrinsicSyntaxError(f"expected , or ) at {self.text[self.at :]!r}")

    def argument(self, depth: int, *, is_template: bool) -> Evaluate[Scope]:
        self.skip_space()
        if self.text.startswith("$", self.at):
            return self.read_path(self.path_text())
        if self.text.startswith("States.", self.at):
            return self.call(depth + 1)
        constant = self.constant()
        if isinstance(constant, Template) and not is_template:
            constant = str(constant)
        return lambda _scope: constant

    def constant(self) -> Json:
        if found := _TEXT.match(self.text, self.at):
            self.at = found.end()
            return Template(found[1])
        if found := _WORD.match(self.text, self.at):
            self.at = found.end()
            return {"true": True, "false": False, "null": None}[found[1]]
        if found := _NUMBER.match(self.text, self.at):
            self.at = found.end()
            return float(found[0]) if set(found[0]) & set(".eE") else int(found[0])
        raise IntrinsicSyntaxError(f"cannot read the argument at {self.text[self.at :]!r}")

    def path_text(self) -> str:
        """The path up to the comma or parenthesis that ends the argument."""
        start, depth, quote = self.at, 0, ""
        while self.at < len(self.text):
            sign = self.text[self.at]
            if quote:
                quote = "" if sign == quote else quote
            elif sign in "'\"":
                quote = sign
            elif sign in "[(":
                depth += 1
            elif sign in "])" and depth:
                depth -= 1
            elif sign in ",)" and not depth:
                break
            self.at += 1
        return self.text[start : self.at].rstrip()

    def skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def takes(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += 1
            return True
        return False
