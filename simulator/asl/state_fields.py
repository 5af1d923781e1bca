"""Which fields each type of state has in each query language.

Stands apart because it is a table: whatever is not in it is refused, as a field without effect
would be ignored silently.
Source: Amazon States Language specification, "Table of State Types and Fields"; ErrorPath and
CausePath from the Developer Guide, "Fail state".
"""

_ALL = "Type Comment QueryLanguage"

_COMMON = {
    "Pass": "Next End Assign",
    "Task": "Next End Assign Retry Catch Resource TimeoutSeconds HeartbeatSeconds Credentials",
    "Choice": "Assign Choices Default",
    "Wait": "Next End Assign Seconds Timestamp",
    "Succeed": "",
    "Fail": "Error Cause",
    "Parallel": "Next End Assign Retry Catch Branches",
    "Map": "Next End Assign Retry Catch ItemProcessor ItemSelector ItemBatcher ItemReader "
    "ResultWriter MaxConcurrency ToleratedFailureCount ToleratedFailurePercentage Label",
}

_PATHS = "InputPath OutputPath"
_SHAPED = f"{_PATHS} Parameters ResultPath"

_OWN = {
    "JSONPath": {
        "Pass": f"{_SHAPED} Result",
        "Task": f"{_SHAPED} ResultSelector TimeoutSecondsPath HeartbeatSecondsPath",
        "Choice": _PATHS,
        "Wait": f"{_PATHS} SecondsPath TimestampPath",
        "Succeed": _PATHS,
        "Fail": "ErrorPath CausePath",
        "Parallel": f"{_SHAPED} ResultSelector",
        "Map": f"{_SHAPED} ResultSelector ItemsPath Iterator MaxConcurrencyPath "
        "ToleratedFailureCountPath ToleratedFailurePercentagePath",
    },
    "JSONata": {
        "Pass": "Output",
        "Task": "Output Arguments",
        "Choice": "Output",
        "Wait": "Output",
        "Succeed": "Output",
        "Fail": "",
        "Parallel": "Output Arguments",
        "Map": "Output Items",
    },
}

STATE_TYPES = frozenset(_COMMON)

_FIELDS = {
    (language, type_): frozenset(f"{_ALL} {_COMMON[type_]} {own}".split())
    for language, types in _OWN.items()
    for type_, own in types.items()
}


_BATCHER = "BatchInput MaxItemsPerBatch MaxInputBytesPerBatch"

_BATCHER_OWN = {"JSONPath": "MaxItemsPerBatchPath MaxInputBytesPerBatchPath", "JSONata": ""}


_CATCHER = "Comment ErrorEquals Next Assign"

_CATCHER_OWN = {"JSONPath": "ResultPath", "JSONata": "Output"}


def catcher_fields(language: str) -> frozenset[str]:
    """The names of the fields that a catcher may have."""
    return frozenset(f"{_CATCHER} {_CATCHER_OWN[language]}".split())


def batcher_fields(language: str) -> frozenset[str]:
    """The names of the fields that an ItemBatcher may have."""
    return frozenset(f"{_BATCHER} {_BATCHER_OWN[language]}".split())


def fields_of(language: str, type_: str) -> frozenset[str]:
    """The names of the fields that a state of this type may have."""
    return _FIELDS[language, type_]
