"""InputTemplate: text with placeholders, `<name>`, and how the values of an event fill them.

It stands apart because quoting is a small language of its own. A template that begins with a quote
is a *text template*, as in `"<name> arrived"`; any other is a *JSON template*, as in
`{"who": <name>}`. Invariant: once a template was read, only a value inside of quotes can spoil what
is sent.

Rules:
- `<` and `>` cannot be escaped (User Guide of 2020, "Transforming target input"). A placeholder is
  the innermost pair; a `<` without its `>` is text (assumed: it names nothing).
- Outside of quotes a value stands as JSON: text gets its quotes, arrays and objects stay what they
  are (User Guide; recorded). Text is escaped there (assumed: "to ensure valid JSON output").
- Inside of quotes text stands as it is; nothing is escaped (User Guide, "Common issues"). Numbers
  and booleans stand as in JSON (recorded for true), and so does null (assumed: like the others).
- Inside of quotes of a text template an array or object stands as JSON without any quotes, as in
  `[ACTIVE,INACTIVE]` (User Guide; recorded).
- Inside of quotes of a JSON template it keeps its quotes. That is no JSON, and such an event is not
  sent (recorded), nor is one with another value that leaves no JSON (assumed: for the same reason).
- A text template is sent whatever it became, and with its quotes (recorded, also for many lines).
- What surrounds the placeholders is sent as it was written (assumed: a user saw a line's end arrive
  after an object, aws/aws-cdk#15512; the User Guide of 2022 spoke of minified JSON).
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from semantics.payload import Json, json_text, read_json
from semantics.target_input.errors import CannotTransform, InvalidTargetInput

MAX_TEMPLATE_CHARACTERS = 8192
"""Source: API, TransformerInput."""

_TOKEN = re.compile(r'\\["\\]|"|<(?P<name>[^<>]*)>')
_COLON = re.compile(r"\s*:")


@dataclass(frozen=True, slots=True)
class _Placeholder:
    """`<name>`: where a value goes, and whether that is inside of quotes."""

    name: str
    is_quoted: bool

    def stand_in(self) -> str:
        """What the template is judged with: any value, and as long as the placeholder is."""
        shown = f"<{self.name}>"
        return shown if self.is_quoted else "{}".ljust(len(shown))


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read: literal text and placeholders in turn."""

    pieces: tuple[str | _Placeholder, ...]
    is_text: bool

    def fill(self, values: Mapping[str, Json]) -> str:
        """The text to send. A name without a value stands for empty text (recorded).

        Raises CannotTransform.
        """
        filled = "".join(
            piece if isinstance(piece, str) else self._filling(piece, values.get(piece.name, ""))
            for piece in self.pieces
        )
        if not self.is_text:
            try:
                read_json(filled)
            except (ValueError, RecursionError) as error:
                raise CannotTransform(
                    f"the filled InputTemplate is no JSON ({error}): {filled}"
                ) from None
        return filled

    def _filling(self, placeholder: _Placeholder, value: Json) -> str:
        if not placeholder.is_quoted:
            return json_text(value)
        if isinstance(value, str):
            return value
        return json_text(value).replace('"', "") if self.is_text else json_text(value)


def read_template(text: Json, names: Collection[str], place: str) -> Template:
    """Read a template whose placeholders are among `names`; raises InvalidTargetInput."""
    if not isinstance(text, str) or not 1 <= len(text) <= MAX_TEMPLATE_CHARACTERS:
        reason = f"a template is text of 1 to {MAX_TEMPLATE_CHARACTERS} characters"
        raise InvalidTargetInput(place, reason)
    pieces = _pieces(text, place)
    for piece in pieces:
        if not isinstance(piece, str) and piece.name not in names:
            known = ", ".join(f"<{name}>" for name in names)
            reason = f"invalid placeholder <{piece.name}>; known are {known}"
            raise InvalidTargetInput(place, reason)
    template = Template(pieces, is_text=text.lstrip().startswith('"'))
    _check_form(template, place)
    return template


def _pieces(text: str, place: str) -> tuple[str | _Placeholder, ...]:
    pieces: list[str | _Placeholder] = []
    at = 0
    is_quoted = False
    last: _Placeholder | None = None  # the last one in the string that is open
    for token in _TOKEN.finditer(text):
        if token["name"] is not None:
            last = _Placeholder(token["name"], is_quoted)
            pieces += [text[at : token.start()], last]
            at = token.end()
        elif token[0] == '"':
            if is_quoted and last is not None and _COLON.match(text, token.end()):
                reason = f"the placeholder <{last.name}> cannot be used as an object key"
                raise InvalidTargetInput(place, f"{reason}; write the key out")
            is_quoted = not is_quoted
            last = None
    pieces.append(text[at:])
    return tuple(pieces)


def _check_form(template: Template, place: str) -> None:
    """A text template is one text in quotes a line, a JSON template is one JSON value.

    "For strings, quotes are required" (User Guide). What is neither is refused (assumed: as one
    that would be sent to nobody; a recording of unquoted text saw nothing arrive).
    """
    form = "".join(
        piece if isinstance(piece, str) else piece.stand_in() for piece in template.pieces
    )
    if not template.is_text:
        _check_json(form, 1, place)
        return
    for number, line in enumerate(form.split("\n"), start=1):
        if line.strip() and not isinstance(_check_json(line, number, place), str):
            reason = f"line {number} is not in quotes; this template began as text in quotes"
            raise InvalidTargetInput(place, reason)


def _check_json(form: str, line: int, place: str) -> Json:
    try:
        return read_json(form)
    except json.JSONDecodeError as error:
        where = f"line {line + error.lineno - 1}, column {error.colno}"
        reason = f"no JSON at {where} ({error.msg})"
    except (ValueError, RecursionError) as error:
        reason = str(error)
    raise InvalidTargetInput(place, f"{reason}; a template is JSON, or one text in quotes a line")
