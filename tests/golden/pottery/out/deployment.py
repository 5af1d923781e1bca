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


SYSTEM: SystemRow = SystemRow(
    name="Pottery",
    doc="A studio that fires pots for potters, keeps them on a shelf and asks for them to be fetched.",
    namespace="pottery",
    keep_logs_days=14,
)

BUS: BusRow = BusRow("pottery-bus")

API: ApiRow | None = ApiRow("pottery-api", "pottery-api")

STAGES: tuple[StageRow, ...] = (
    StageRow(name="studio", reserves_concurrency=False, keeps_data=True),
)

KEYS: tuple[KeyRow, ...] = ()

SECRETS: tuple[SecretRow, ...] = (SecretRow(name="Kiln", physical_name="pottery/kiln", doc=""),)

TABLES: tuple[TableRow, ...] = (
    TableRow(
        name="Diary",
        physical_name="pottery-diary",
        doc="",
        partition_key=Attribute("aggregate_id", "S"),
        sort_key=Attribute("sequence", "N"),
        indexes=(),
        stream_view="NEW_IMAGE",
        has_recovery=False,
        key=None,
        expires=None,
    ),
    TableRow(
        name="Doors",
        physical_name="pottery-doors",
        doc="The inbox of firings.",
        partition_key=Attribute("firing_id", "S"),
        sort_key=Attribute("item", "S"),
        indexes=(),
        stream_view=None,
        has_recovery=False,
        key=None,
        expires="forget_at",
    ),
)

BUCKETS: tuple[BucketRow, ...] = (
    BucketRow(name="Photos", physical_name="pottery-photos", doc="", expires_after_days=None),
)

QUEUES: tuple[QueueRow, ...] = (
    QueueRow(
        name="Labels",
        physical_name="pottery-labels",
        doc="",
        is_fifo=False,
        delay_seconds=0,
        keep_seconds=345600,
        hidden_seconds=45,
        tries=5,
        dead_letters="Labels",
    ),
)

DEAD_LETTERS: tuple[DeadLettersRow, ...] = (
    DeadLettersRow(
        name="Labels",
        physical_name="pottery-labels-dlq",
        doc="What Labels handed out 5 times in vain.",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="WatchHeavyPots",
        physical_name="pottery-watch-heavy-pots-dlq",
        doc="What did not reach Furnace (WatchHeavyPots).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="HurryUp",
        physical_name="pottery-hurry-up-dlq",
        doc="What did not reach Postman (HurryUp).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="TellPotters",
        physical_name="pottery-tell-potters-dlq",
        doc="What did not reach Postman (TellPotters).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="SweepUp",
        physical_name="pottery-sweep-up-dlq",
        doc="What did not reach Counter (SweepUp).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="SellPots",
        physical_name="pottery-sell-pots-dlq",
        doc="What did not reach Counter (SellPots).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="SumUp",
        physical_name="pottery-sum-up-dlq",
        doc="What did not reach Counter (SumUp).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="OpenShop",
        physical_name="pottery-open-shop-dlq",
        doc="What did not reach Counter (OpenShop).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="Counter",
        physical_name="pottery-counter-dlq",
        doc="What Counter failed at.",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="Furnace",
        physical_name="pottery-furnace-dlq",
        doc="What Furnace failed at.",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="Postman",
        physical_name="pottery-postman-dlq",
        doc="What Postman failed at.",
        is_fifo=False,
        keep_seconds=1209600,
    ),
)

FUNCTIONS: tuple[FunctionRow, ...] = (
    FunctionRow(
        name="Counter",
        physical_name="pottery-counter",
        doc="Takes pots in and hands them out.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=None,
        libraries=(),
        dead_letters="Counter",
        environment=(
            ("FUNCTION", "Counter"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "pottery-bus")),
            ("EVENT_SOURCE", "pottery.counter"),
            ("TABLE_DIARY", PhysicalName("table", "Diary")),
            ("BUCKET_PHOTOS", PhysicalName("bucket", "Photos")),
            ("QUEUE_LABELS", Url("queue", "Labels")),
            ("FLOW_FIRE", Arn("flow", "Fire")),
            ("FLOW_KEEP", Arn("flow", "Keep")),
        ),
        statements=(
            Statement(
                because="reads Diary",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "Diary"),),
            ),
            Statement(
                because="reads Photos",
                actions=("s3:GetObject",),
                resources=(Arn("objects", "Photos"),),
            ),
            Statement(
                because="reads Photos",
                actions=("s3:ListBucket",),
                resources=(Arn("bucket", "Photos"),),
            ),
            Statement(
                because="writes Diary",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "Diary"),),
            ),
            Statement(
                because="writes Photos",
                actions=("s3:PutObject",),
                resources=(Arn("objects", "Photos"),),
            ),
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "pottery-bus"),),
            ),
            Statement(
                because="sends Labels",
                actions=("sqs:SendMessage",),
                resources=(Arn("queue", "Labels"),),
            ),
            Statement(
                because="starts Fire",
                actions=("states:StartExecution",),
                resources=(Arn("flow", "Fire"),),
            ),
            Statement(
                because="starts Keep",
                actions=("states:StartExecution",),
                resources=(Arn("flow", "Keep"),),
            ),
            Statement(
                because="from Diary",
                actions=(
                    "dynamodb:DescribeStream",
                    "dynamodb:GetRecords",
                    "dynamodb:GetShardIterator",
                    "dynamodb:ListStreams",
                ),
                resources=(Arn("stream", "Diary"),),
            ),
            Statement(
                because="dead letters of SumUp",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "SumUp"),),
            ),
            Statement(
                because="dead letters of Counter",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "Counter"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "Counter"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="Furnace",
        physical_name="pottery-furnace",
        doc="Works the kiln.",
        handler="runtime.entry.handler",
        runtime="python3.12",
        architecture="x86_64",
        memory_mb=256,
        timeout_seconds=20,
        reserved_concurrency=1,
        libraries=("modbus",),
        dead_letters="Furnace",
        environment=(
            ("FUNCTION", "Furnace"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "pottery-bus")),
            ("EVENT_SOURCE", "pottery.furnace"),
            ("SECRET_KILN", PhysicalName("secret", "Kiln")),
        ),
        statements=(
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "pottery-bus"),),
            ),
            Statement(
                because="secrets Kiln",
                actions=("secretsmanager:GetSecretValue",),
                resources=(Arn("secret", "Kiln"),),
            ),
            Statement(
                because="dead letters of Furnace",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "Furnace"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "Furnace"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="Sensor",
        physical_name="pottery-sensor",
        doc="Hears from the kiln.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=None,
        libraries=(),
        dead_letters=None,
        environment=(
            ("FUNCTION", "Sensor"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "pottery-bus")),
            ("EVENT_SOURCE", "pottery.sensor"),
            ("TABLE_DOORS", PhysicalName("table", "Doors")),
        ),
        statements=(
            Statement(
                because="reads Doors",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "Doors"),),
            ),
            Statement(
                because="writes Doors",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "Doors"),),
            ),
            Statement(
                because="delivers",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "pottery-bus"),),
            ),
            Statement(
                because="delivers",
                actions=("states:SendTaskSuccess", "states:SendTaskFailure"),
                resources=(Arn("flow", "Fire"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "Sensor"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="Porter",
        physical_name="pottery-porter",
        doc="Brings waits and facts together.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=None,
        libraries=(),
        dead_letters=None,
        environment=(
            ("FUNCTION", "Porter"),
            ("STAGE", StageName()),
            ("TABLE_DOORS", PhysicalName("table", "Doors")),
        ),
        statements=(
            Statement(
                because="reads Doors",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "Doors"),),
            ),
            Statement(
                because="writes Doors",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "Doors"),),
            ),
            Statement(
                because="delivers",
                actions=("states:SendTaskSuccess", "states:SendTaskFailure"),
                resources=(Arn("flow", "Fire"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "Porter"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="Postman",
        physical_name="pottery-postman",
        doc="Writes to potters.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=None,
        libraries=(),
        dead_letters="Postman",
        environment=(("FUNCTION", "Postman"), ("STAGE", StageName())),
        statements=(
            Statement(
                because="dead letters of Postman",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "Postman"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "Postman"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="Printer",
        physical_name="pottery-printer",
        doc="",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=128,
        timeout_seconds=5,
        reserved_concurrency=None,
        libraries=(),
        dead_letters=None,
        environment=(("FUNCTION", "Printer"), ("STAGE", StageName())),
        statements=(
            Statement(
                because="from Labels",
                actions=("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
                resources=(Arn("queue", "Labels"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "Printer"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
)

FLOWS: tuple[FlowRow, ...] = (
    FlowRow(
        name="Fire",
        physical_name="pottery-fire",
        doc="One firing, from an empty kiln to pots on the shelf.",
        definition="asl/fire.asl.json",
        substitutions=(
            ("Furnace", Arn("function", "Furnace")),
            ("Porter", Arn("function", "Porter")),
        ),
        statements=(
            Statement(
                because="tasks and awaits",
                actions=("lambda:InvokeFunction",),
                resources=(Arn("function", "Furnace"), Arn("function", "Porter")),
            ),
            Statement(
                because="emit",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "pottery-bus"),),
            ),
            Statement(
                because="logs",
                actions=(
                    "logs:CreateLogDelivery",
                    "logs:GetLogDelivery",
                    "logs:UpdateLogDelivery",
                    "logs:DeleteLogDelivery",
                    "logs:ListLogDeliveries",
                    "logs:PutResourcePolicy",
                    "logs:DescribeResourcePolicies",
                    "logs:DescribeLogGroups",
                ),
                resources=("*",),
            ),
            Statement(
                because="tracing",
                actions=(
                    "xray:PutTraceSegments",
                    "xray:PutTelemetryRecords",
                    "xray:GetSamplingRules",
                    "xray:GetSamplingTargets",
                ),
                resources=("*",),
            ),
        ),
    ),
    FlowRow(
        name="Keep",
        physical_name="pottery-keep",
        doc="A pot on the shelf, until it is fetched or sold.",
        definition="asl/keep.asl.json",
        substitutions=(("Postman", Arn("function", "Postman")),),
        statements=(
            Statement(
                because="tasks and awaits",
                actions=("lambda:InvokeFunction",),
                resources=(Arn("function", "Postman"),),
            ),
            Statement(
                because="emit",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "pottery-bus"),),
            ),
            Statement(
                because="logs",
                actions=(
                    "logs:CreateLogDelivery",
                    "logs:GetLogDelivery",
                    "logs:UpdateLogDelivery",
                    "logs:DeleteLogDelivery",
                    "logs:ListLogDeliveries",
                    "logs:PutResourcePolicy",
                    "logs:DescribeResourcePolicies",
                    "logs:DescribeLogGroups",
                ),
                resources=("*",),
            ),
            Statement(
                because="tracing",
                actions=(
                    "xray:PutTraceSegments",
                    "xray:PutTelemetryRecords",
                    "xray:GetSamplingRules",
                    "xray:GetSamplingTargets",
                ),
                resources=("*",),
            ),
        ),
    ),
)

RULES: tuple[RuleRow, ...] = (
    RuleRow(
        name="WatchHeavyPots",
        physical_name="pottery-watch-heavy-pots",
        doc="They need a strong shelf.",
        definition="rules/watch_heavy_pots.json",
        function="Furnace",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="WatchHeavyPots",
    ),
    RuleRow(
        name="HurryUp",
        physical_name="pottery-hurry-up",
        doc="",
        definition="rules/hurry_up.json",
        function="Postman",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="HurryUp",
    ),
    RuleRow(
        name="TellPotters",
        physical_name="pottery-tell-potters",
        doc="",
        definition="rules/tell_potters.json",
        function="Postman",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="TellPotters",
    ),
    RuleRow(
        name="SweepUp",
        physical_name="pottery-sweep-up",
        doc="",
        definition="rules/sweep_up.json",
        function="Counter",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="SweepUp",
    ),
    RuleRow(
        name="SellPots",
        physical_name="pottery-sell-pots",
        doc="",
        definition="rules/sell_pots.json",
        function="Counter",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="SellPots",
    ),
)

QUEUE_READERS: tuple[QueueReaderRow, ...] = (
    QueueReaderRow(
        name="PrintLabels",
        doc="One at a time.",
        queue="Labels",
        function="Printer",
        batch=10,
        concurrency=None,
    ),
)

STREAMS: tuple[StreamRow, ...] = (
    StreamRow(
        name="SumUp",
        doc="What stands on the shelf.",
        table="Diary",
        function="Counter",
        batch=100,
        filters=(
            {
                "eventName": ["INSERT"],
                "dynamodb": {"NewImage": {"event_type": {"S": ["PotBrought", "PotFetched"]}}},
            },
        ),
        tries=10,
        dead_letters="SumUp",
    ),
)

SCHEDULES: tuple[ScheduleRow, ...] = (
    ScheduleRow(
        name="OpenShop",
        physical_name="pottery-open-shop",
        doc="",
        expression="rate(1 day)",
        function="Counter",
        input={"schedule": "OpenShop"},
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="OpenShop",
    ),
)

ENDPOINTS: tuple[EndpointRow, ...] = (
    EndpointRow(
        name="FindPot",
        doc="Where a pot is, for whoever holds its number.",
        method="GET",
        path="/pots/{pot_id}",
        function="Counter",
        auth="function",
    ),
)

ALARMS: tuple[AlarmRow, ...] = (
    AlarmRow(
        name="LabelsDeadLetters",
        physical_name="pottery-labels-dlq-alarm",
        doc="What Labels handed out 5 times in vain.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "Labels")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="WatchHeavyPotsDeadLetters",
        physical_name="pottery-watch-heavy-pots-dlq-alarm",
        doc="What did not reach Furnace (WatchHeavyPots).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "WatchHeavyPots")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="HurryUpDeadLetters",
        physical_name="pottery-hurry-up-dlq-alarm",
        doc="What did not reach Postman (HurryUp).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "HurryUp")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="TellPottersDeadLetters",
        physical_name="pottery-tell-potters-dlq-alarm",
        doc="What did not reach Postman (TellPotters).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "TellPotters")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="SweepUpDeadLetters",
        physical_name="pottery-sweep-up-dlq-alarm",
        doc="What did not reach Counter (SweepUp).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "SweepUp")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="SellPotsDeadLetters",
        physical_name="pottery-sell-pots-dlq-alarm",
        doc="What did not reach Counter (SellPots).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "SellPots")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="SumUpDeadLetters",
        physical_name="pottery-sum-up-dlq-alarm",
        doc="What did not reach Counter (SumUp).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "SumUp")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="OpenShopDeadLetters",
        physical_name="pottery-open-shop-dlq-alarm",
        doc="What did not reach Counter (OpenShop).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "OpenShop")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="CounterDeadLetters",
        physical_name="pottery-counter-dlq-alarm",
        doc="What Counter failed at.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "Counter")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="FurnaceDeadLetters",
        physical_name="pottery-furnace-dlq-alarm",
        doc="What Furnace failed at.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "Furnace")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="PostmanDeadLetters",
        physical_name="pottery-postman-dlq-alarm",
        doc="What Postman failed at.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "Postman")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
)
