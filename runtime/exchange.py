"""An HTTP request and the answer to it, as handlers see them.

It stands apart so that handlers know neither API Gateway nor Lambda. Plain values.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """`path` and `query` as they came, undecoded; header names in lower case; `command`: its id."""

    command: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """`media_type` is the body's."""

    status: int
    body: str
    media_type: str
