"""JSONPath as Step Functions uses it: reading by a path (Jayway's dialect), and placing a result.

    compile_path("$.rooms[?(@.beds > 1)].number")(document)  # [12, 14]

It stands apart because the simulator's states and its comparisons ask for the same reading of a
path. Invariant: a document is never changed.
"""

from semantics.jsonpath.path import PathNotFound, PathSyntaxError, compile_path, parse_path
from semantics.jsonpath.placing import CannotPlace, place

__all__ = [
    "CannotPlace",
    "PathNotFound",
    "PathSyntaxError",
    "compile_path",
    "parse_path",
    "place",
]
