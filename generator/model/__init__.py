"""What the specs mean: frozen values, one class for each concept.

It stands apart because everything after `resolve` reads it and nothing changes it. Invariant:
every name is bound (a `TaskState` holds its `Task`, not the task's name) except where binding
failed, which `resolve` has told; transitions alone stay names, because whether they lead anywhere
is a flow check's business. Why named tuples: docs/decisions/0005.
"""

from generator.model.flows import (
    Assignment,
    Await,
    AwaitedFact,
    Bound,
    Catch,
    Choose,
    Deadline,
    Edge,
    Emit,
    End,
    Fail,
    Flow,
    Rule,
    State,
    TaskState,
    Time,
    Variable,
    Wait,
)
from generator.model.functions import Access, Function, Secret, Task
from generator.model.names import Name
from generator.model.storage import Bucket, Index, KeyField, Queue, Table
from generator.model.system import (
    Endpoint,
    Inbox,
    Journal,
    QueueReader,
    Route,
    Schedule,
    Stage,
    Stream,
    System,
)
from generator.model.types import (
    Aggregate,
    EnumType,
    Event,
    Field,
    ListType,
    Primitive,
    Raised,
    RecordType,
    ScalarType,
    Type,
)

__all__ = [
    "Access",
    "Aggregate",
    "Assignment",
    "Await",
    "AwaitedFact",
    "Bound",
    "Bucket",
    "Catch",
    "Choose",
    "Deadline",
    "Edge",
    "Emit",
    "End",
    "Endpoint",
    "EnumType",
    "Event",
    "Fail",
    "Field",
    "Flow",
    "Function",
    "Inbox",
    "Index",
    "Journal",
    "KeyField",
    "ListType",
    "Name",
    "Primitive",
    "Queue",
    "QueueReader",
    "Raised",
    "RecordType",
    "Route",
    "Rule",
    "ScalarType",
    "Schedule",
    "Secret",
    "Stage",
    "State",
    "Stream",
    "System",
    "Table",
    "Task",
    "TaskState",
    "Time",
    "Type",
    "Variable",
    "Wait",
]
