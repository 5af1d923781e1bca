# Written by `python -m generator generate`; edit specs/ instead.
"""What `deployment.py` is made of: one class for each kind of thing that is deployed.

It stands apart because the rows change with the system and these classes do not. Invariant: a row
says all about its thing; whoever deploys adds no name, number or list of its own. Rows name each
other as the specs do; physical names are those in the account; times end in their unit.
"""

from typing import Literal, NamedTuple

Kind = Literal[
    "bucket",
    "bus",
    "dead_letters",
    "flow",
    "function",
    "function_log",
    "index",
    "key",
    "objects",
    "queue",
    "secret",
    "stream",
    "table",
]
"""`index` is named `Table/index`, `objects` are all of a bucket's, `stream` is a table's,
`function_log` is a function's log group, `dead_letters` go by the name of the queue, function,
rule, stream or schedule that they belong to.
"""

StreamView = Literal["NEW_AND_OLD_IMAGES", "NEW_IMAGE", "KEYS_ONLY"]


class Arn(NamedTuple):
    """The ARN of a thing by its name in the specs."""

    kind: Kind
    name: str


class PhysicalName(NamedTuple):
    """The name of a thing in the account."""

    kind: Kind
    name: str


class Url(NamedTuple):
    """The URL of a queue."""

    kind: Literal["queue"]
    name: str


class StageName(NamedTuple):
    """The name of the stage that is deployed."""


Value = str | Arn | PhysicalName | Url | StageName


class Statement(NamedTuple):
    """What a role may do, and the words of the specs that it needs it for. The resource
    `*` stands where the service knows no finer one for these actions.
    """

    because: str
    actions: tuple[str, ...]
    resources: tuple[Arn | Literal["*"], ...]


class SystemRow(NamedTuple):
    """The whole; `namespace` is where names in the account and sources of events begin."""

    name: str
    doc: str
    namespace: str
    keep_logs_days: int


class BusRow(NamedTuple):
    """The event bus."""

    physical_name: str


class KeyRow(NamedTuple):
    """A KMS key of the customer's, with the alias that it goes by."""

    name: str
    alias: str
    doc: str


class StageRow(NamedTuple):
    """One deployment's own values."""

    name: str
    reserves_concurrency: bool
    keeps_data: bool


class SecretRow(NamedTuple):
    """A secret; its value is put there by hand."""

    name: str
    physical_name: str
    doc: str


class Attribute(NamedTuple):
    """A key attribute: text (`S`) or a number (`N`)."""

    name: str
    type: Literal["S", "N"]


class IndexRow(NamedTuple):
    """A global secondary index with all attributes."""

    name: str
    partition_key: Attribute
    sort_key: Attribute | None


class TableRow(NamedTuple):
    """A DynamoDB table with on-demand capacity; without `key` AWS's own key encrypts it."""

    name: str
    physical_name: str
    doc: str
    partition_key: Attribute
    sort_key: Attribute | None
    indexes: tuple[IndexRow, ...]
    stream_view: StreamView | None
    has_recovery: bool
    key: str | None
    expires: str | None


class BucketRow(NamedTuple):
    """A private bucket; the account's number is appended to its name."""

    name: str
    physical_name: str
    doc: str
    expires_after_days: int | None


class QueueRow(NamedTuple):
    """A queue; what was received `tries` times in vain goes to `dead_letters`."""

    name: str
    physical_name: str
    doc: str
    is_fifo: bool
    delay_seconds: int
    keep_seconds: int
    hidden_seconds: int
    tries: int
    dead_letters: str


class DeadLettersRow(NamedTuple):
    """A dead-letter queue, named after its owner."""

    name: str
    physical_name: str
    doc: str
    is_fifo: bool
    keep_seconds: int


class FunctionRow(NamedTuple):
    """A Lambda. What a rule or a schedule brought to it and it failed at, each time that the
    service tried, goes to `dead_letters`; None where neither brings anything.
    """

    name: str
    physical_name: str
    doc: str
    handler: str
    runtime: str
    architecture: Literal["arm64", "x86_64"]
    memory_mb: int
    timeout_seconds: int
    reserved_concurrency: int | None
    libraries: tuple[str, ...]
    dead_letters: str | None
    environment: tuple[tuple[str, Value], ...]
    statements: tuple[Statement, ...]


class FlowRow(NamedTuple):
    """A Step Functions workflow; `substitutions` fill in each `${name}` of its definition."""

    name: str
    physical_name: str
    doc: str
    definition: str
    substitutions: tuple[tuple[str, Arn], ...]
    statements: tuple[Statement, ...]


class RuleRow(NamedTuple):
    """A rule on the bus. `definition` is the file that holds its pattern."""

    name: str
    physical_name: str
    doc: str
    definition: str
    function: str
    tries: int
    keep_trying_seconds: int
    dead_letters: str


class QueueReaderRow(NamedTuple):
    """A queue's messages that go to a function, by so many of its instances at once."""

    name: str
    doc: str
    queue: str
    function: str
    batch: int
    concurrency: int | None


class StreamRow(NamedTuple):
    """A table's changes that go to a function; one of the patterns in `filters` must match."""

    name: str
    doc: str
    table: str
    function: str
    batch: int
    filters: tuple[dict[str, object], ...]
    tries: int
    dead_letters: str


class ScheduleRow(NamedTuple):
    """A tick; `input` is what the function gets."""

    name: str
    physical_name: str
    doc: str
    expression: str
    function: str
    input: dict[str, object]
    tries: int
    keep_trying_seconds: int
    dead_letters: str


class ApiRow(NamedTuple):
    """The HTTP API."""

    name: str
    physical_name: str


class EndpointRow(NamedTuple):
    """An HTTP endpoint; with `iam` a request is signed, with `function` the code looks itself."""

    name: str
    doc: str
    method: Literal["GET", "POST"]
    path: str
    function: str
    auth: Literal["iam", "function"]


class AlarmRow(NamedTuple):
    """An alarm on one metric, as soon as one period's statistic reaches the threshold."""

    name: str
    physical_name: str
    doc: str
    namespace: str
    metric: str
    dimensions: tuple[tuple[str, PhysicalName], ...]
    statistic: Literal["Maximum", "Sum"]
    period_seconds: int
    threshold: int


SYSTEM: SystemRow = SystemRow(name="Bell", doc="", namespace="bell", keep_logs_days=30)

BUS: BusRow = BusRow("bell-bus")

API: ApiRow | None = None

STAGES: tuple[StageRow, ...] = ()

KEYS: tuple[KeyRow, ...] = ()

SECRETS: tuple[SecretRow, ...] = ()

TABLES: tuple[TableRow, ...] = ()

BUCKETS: tuple[BucketRow, ...] = ()

QUEUES: tuple[QueueRow, ...] = ()

DEAD_LETTERS: tuple[DeadLettersRow, ...] = (
    DeadLettersRow(
        name="Ring",
        physical_name="bell-ring-dlq",
        doc="What did not reach Ringer (Ring).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="Ringer",
        physical_name="bell-ringer-dlq",
        doc="What Ringer failed at.",
        is_fifo=False,
        keep_seconds=1209600,
    ),
)

FUNCTIONS: tuple[FunctionRow, ...] = (
    FunctionRow(
        name="Ringer",
        physical_name="bell-ringer",
        doc="",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=None,
        libraries=(),
        dead_letters="Ringer",
        environment=(("FUNCTION", "Ringer"), ("STAGE", StageName())),
        statements=(
            Statement(
                because="dead letters of Ringer",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "Ringer"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "Ringer"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
)

FLOWS: tuple[FlowRow, ...] = ()

RULES: tuple[RuleRow, ...] = ()

QUEUE_READERS: tuple[QueueReaderRow, ...] = ()

STREAMS: tuple[StreamRow, ...] = ()

SCHEDULES: tuple[ScheduleRow, ...] = (
    ScheduleRow(
        name="Ring",
        physical_name="bell-ring",
        doc="",
        expression="rate(1 hour)",
        function="Ringer",
        input={"schedule": "Ring"},
        tries=185,
        keep_trying_seconds=3600,
        dead_letters="Ring",
    ),
)

ENDPOINTS: tuple[EndpointRow, ...] = ()

ALARMS: tuple[AlarmRow, ...] = (
    AlarmRow(
        name="RingDeadLetters",
        physical_name="bell-ring-dlq-alarm",
        doc="What did not reach Ringer (Ring).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "Ring")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="RingerDeadLetters",
        physical_name="bell-ringer-dlq-alarm",
        doc="What Ringer failed at.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "Ringer")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
)
