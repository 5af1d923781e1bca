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
    name="Folio",
    doc="Asks hotels for the folios of past stays, by telephone, and keeps the status of every record.",
    namespace="folio",
    keep_logs_days=7,
)

BUS: BusRow = BusRow("folio-event-bus")

API: ApiRow | None = ApiRow("folio-api", "folio-api")

STAGES: tuple[StageRow, ...] = (
    StageRow(name="local", reserves_concurrency=False, keeps_data=False),
    StageRow(name="dev", reserves_concurrency=False, keeps_data=False),
    StageRow(name="prod", reserves_concurrency=True, keeps_data=True),
)

KEYS: tuple[KeyRow, ...] = (
    KeyRow(
        name="Data",
        alias="folio-data",
        doc="Encrypts EventStore, StatusProjections, HotelConfig, HotelLines, CallContext.",
    ),
)

SECRETS: tuple[SecretRow, ...] = (
    SecretRow(
        name="Twilio",
        physical_name="folio/twilio",
        doc="Account SID, auth token, our number and the public URL that Twilio knows us by.",
    ),
    SecretRow(name="ElevenLabs", physical_name="folio/elevenlabs", doc="API key, voice and model."),
)

TABLES: tuple[TableRow, ...] = (
    TableRow(
        name="EventStore",
        physical_name="folio-events",
        doc="Every fact, for ever, in the order of its aggregate.",
        partition_key=Attribute("aggregate_id", "S"),
        sort_key=Attribute("sequence", "N"),
        indexes=(
            IndexRow(
                name="event_type-timestamp-index",
                partition_key=Attribute("event_type", "S"),
                sort_key=Attribute("timestamp", "S"),
            ),
            IndexRow(
                name="correlation_id-timestamp-index",
                partition_key=Attribute("correlation_id", "S"),
                sort_key=Attribute("timestamp", "S"),
            ),
        ),
        stream_view="NEW_AND_OLD_IMAGES",
        has_recovery=True,
        key="Data",
        expires=None,
    ),
    TableRow(
        name="StatusProjections",
        physical_name="folio-status-projections",
        doc="What we know about each record now.",
        partition_key=Attribute("record_id", "S"),
        sort_key=None,
        indexes=(
            IndexRow(
                name="status-updated_at-index",
                partition_key=Attribute("status", "S"),
                sort_key=Attribute("updated_at", "S"),
            ),
            IndexRow(
                name="hotel_id-created_at-index",
                partition_key=Attribute("hotel_id", "S"),
                sort_key=Attribute("created_at", "S"),
            ),
        ),
        stream_view=None,
        has_recovery=True,
        key="Data",
        expires=None,
    ),
    TableRow(
        name="HotelConfig",
        physical_name="folio-hotel-config",
        doc="How to reach a hotel, when, and the way through its menu.",
        partition_key=Attribute("hotel_id", "S"),
        sort_key=None,
        indexes=(),
        stream_view=None,
        has_recovery=True,
        key="Data",
        expires=None,
    ),
    TableRow(
        name="HotelLines",
        physical_name="folio-hotel-lines",
        doc="Which records wait for a call to a hotel, and which call is on its line.",
        partition_key=Attribute("hotel_id", "S"),
        sort_key=None,
        indexes=(
            IndexRow(
                name="due_day-due_at-index",
                partition_key=Attribute("due_day", "S"),
                sort_key=Attribute("due_at", "S"),
            ),
        ),
        stream_view=None,
        has_recovery=True,
        key="Data",
        expires=None,
    ),
    TableRow(
        name="CallContext",
        physical_name="folio-call-context",
        doc="A call while it lasts: its inbox, its waits, the intents written down before their effects.",
        partition_key=Attribute("call_id", "S"),
        sort_key=Attribute("item", "S"),
        indexes=(),
        stream_view=None,
        has_recovery=False,
        key="Data",
        expires="expires_at",
    ),
)

BUCKETS: tuple[BucketRow, ...] = (
    BucketRow(
        name="VoicePrompts",
        physical_name="folio-voice-prompts",
        doc="Spoken prompts, synthesised once for each wording and voice. They name guests, so they are not kept long.",
        expires_after_days=30,
    ),
)

QUEUES: tuple[QueueRow, ...] = (
    QueueRow(
        name="SchedulingQueue",
        physical_name="folio-scheduling-queue.fifo",
        doc="Hotels whose waiting records may be called about; delayed, so that records which come together go into one call.",
        is_fifo=True,
        delay_seconds=5,
        keep_seconds=86400,
        hidden_seconds=360,
        tries=5,
        dead_letters="SchedulingQueue",
    ),
)

DEAD_LETTERS: tuple[DeadLettersRow, ...] = (
    DeadLettersRow(
        name="SchedulingQueue",
        physical_name="folio-scheduling-queue-dlq.fifo",
        doc="What SchedulingQueue handed out 5 times in vain.",
        is_fifo=True,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="Journal",
        physical_name="folio-journal-dlq",
        doc="What did not reach EventWriter (Journal).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="QueueNewRecords",
        physical_name="folio-queue-new-records-dlq",
        doc="What did not reach Scheduler (QueueNewRecords).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="FollowUpCalls",
        physical_name="folio-follow-up-calls-dlq",
        doc="What did not reach Scheduler (FollowUpCalls).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="RedeliverFacts",
        physical_name="folio-redeliver-facts-dlq",
        doc="What did not reach CallInbox (RedeliverFacts).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="StoreRelay",
        physical_name="folio-store-relay-dlq",
        doc="What did not reach StoreRelay (StoreRelay).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="ProjectStatus",
        physical_name="folio-project-status-dlq",
        doc="What did not reach StatusManager (ProjectStatus).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="SweepLines",
        physical_name="folio-sweep-lines-dlq",
        doc="What did not reach Scheduler (SweepLines).",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="Scheduler",
        physical_name="folio-scheduler-dlq",
        doc="What Scheduler failed at.",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="CallInbox",
        physical_name="folio-call-inbox-dlq",
        doc="What CallInbox failed at.",
        is_fifo=False,
        keep_seconds=1209600,
    ),
    DeadLettersRow(
        name="EventWriter",
        physical_name="folio-event-writer-dlq",
        doc="What EventWriter failed at.",
        is_fifo=False,
        keep_seconds=1209600,
    ),
)

FUNCTIONS: tuple[FunctionRow, ...] = (
    FunctionRow(
        name="RecordIntake",
        physical_name="folio-record-intake",
        doc="Takes the records that somebody wants folios for.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=5,
        libraries=(),
        dead_letters=None,
        environment=(
            ("FUNCTION", "RecordIntake"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "folio-event-bus")),
            ("EVENT_SOURCE", "folio.record-intake"),
        ),
        statements=(
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "RecordIntake"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="Scheduler",
        physical_name="folio-scheduler",
        doc="Keeps each hotel's line of waiting records, and decides when there is a reason to call.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=2,
        libraries=(),
        dead_letters="Scheduler",
        environment=(
            ("FUNCTION", "Scheduler"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "folio-event-bus")),
            ("EVENT_SOURCE", "folio.scheduler"),
            ("TABLE_HOTEL_LINES", PhysicalName("table", "HotelLines")),
            ("TABLE_HOTEL_CONFIG", PhysicalName("table", "HotelConfig")),
            ("QUEUE_SCHEDULING_QUEUE", Url("queue", "SchedulingQueue")),
        ),
        statements=(
            Statement(
                because="reads HotelLines",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "HotelLines"),),
            ),
            Statement(
                because="reads HotelLines",
                actions=("dynamodb:Query",),
                resources=(Arn("index", "HotelLines/due_day-due_at-index"),),
            ),
            Statement(
                because="reads HotelConfig",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "HotelConfig"),),
            ),
            Statement(
                because="writes HotelLines",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "HotelLines"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
            ),
            Statement(
                because="sends SchedulingQueue",
                actions=("sqs:SendMessage",),
                resources=(Arn("queue", "SchedulingQueue"),),
            ),
            Statement(
                because="dead letters of Scheduler",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "Scheduler"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "Scheduler"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="BatchingEngine",
        physical_name="folio-batching-engine",
        doc="Takes up to ten waiting records of one hotel and starts the call about them; one live call a hotel.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=1024,
        timeout_seconds=60,
        reserved_concurrency=5,
        libraries=(),
        dead_letters=None,
        environment=(
            ("FUNCTION", "BatchingEngine"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "folio-event-bus")),
            ("EVENT_SOURCE", "folio.batching-engine"),
            ("TABLE_HOTEL_LINES", PhysicalName("table", "HotelLines")),
            ("TABLE_HOTEL_CONFIG", PhysicalName("table", "HotelConfig")),
            ("FLOW_CALL_HANDLER", Arn("flow", "CallHandler")),
        ),
        statements=(
            Statement(
                because="reads HotelLines",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "HotelLines"),),
            ),
            Statement(
                because="reads HotelLines",
                actions=("dynamodb:Query",),
                resources=(Arn("index", "HotelLines/due_day-due_at-index"),),
            ),
            Statement(
                because="reads HotelConfig",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "HotelConfig"),),
            ),
            Statement(
                because="writes HotelLines",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "HotelLines"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
            ),
            Statement(
                because="starts CallHandler",
                actions=("states:StartExecution",),
                resources=(Arn("flow", "CallHandler"),),
            ),
            Statement(
                because="from SchedulingQueue",
                actions=("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
                resources=(Arn("queue", "SchedulingQueue"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "BatchingEngine"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="CallInitiator",
        physical_name="folio-call-initiator",
        doc="Places calls, ends them, and keeps what came of them.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=2048,
        timeout_seconds=30,
        reserved_concurrency=50,
        libraries=("twilio",),
        dead_letters=None,
        environment=(
            ("FUNCTION", "CallInitiator"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "folio-event-bus")),
            ("EVENT_SOURCE", "folio.call-initiator"),
            ("TABLE_HOTEL_CONFIG", PhysicalName("table", "HotelConfig")),
            ("TABLE_CALL_CONTEXT", PhysicalName("table", "CallContext")),
            ("SECRET_TWILIO", PhysicalName("secret", "Twilio")),
        ),
        statements=(
            Statement(
                because="reads HotelConfig",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "HotelConfig"),),
            ),
            Statement(
                because="reads CallContext",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="writes CallContext",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
            ),
            Statement(
                because="secrets Twilio",
                actions=("secretsmanager:GetSecretValue",),
                resources=(Arn("secret", "Twilio"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "CallInitiator"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="IvrNavigator",
        physical_name="folio-ivr-navigator",
        doc="Finds the way through a hotel's menu.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=2048,
        timeout_seconds=90,
        reserved_concurrency=50,
        libraries=("twilio",),
        dead_letters=None,
        environment=(
            ("FUNCTION", "IvrNavigator"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "folio-event-bus")),
            ("EVENT_SOURCE", "folio.ivr-navigator"),
            ("TABLE_CALL_CONTEXT", PhysicalName("table", "CallContext")),
            ("SECRET_TWILIO", PhysicalName("secret", "Twilio")),
        ),
        statements=(
            Statement(
                because="reads CallContext",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="writes CallContext",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
            ),
            Statement(
                because="secrets Twilio",
                actions=("secretsmanager:GetSecretValue",),
                resources=(Arn("secret", "Twilio"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "IvrNavigator"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="VoiceAnalyzer",
        physical_name="folio-voice-analyzer",
        doc="Speaks to the hotel and makes sense of what it says.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=2048,
        timeout_seconds=30,
        reserved_concurrency=50,
        libraries=("twilio", "elevenlabs"),
        dead_letters=None,
        environment=(
            ("FUNCTION", "VoiceAnalyzer"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "folio-event-bus")),
            ("EVENT_SOURCE", "folio.voice-analyzer"),
            ("TABLE_CALL_CONTEXT", PhysicalName("table", "CallContext")),
            ("BUCKET_VOICE_PROMPTS", PhysicalName("bucket", "VoicePrompts")),
            ("SECRET_TWILIO", PhysicalName("secret", "Twilio")),
            ("SECRET_ELEVEN_LABS", PhysicalName("secret", "ElevenLabs")),
        ),
        statements=(
            Statement(
                because="reads CallContext",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="reads VoicePrompts",
                actions=("s3:GetObject",),
                resources=(Arn("objects", "VoicePrompts"),),
            ),
            Statement(
                because="reads VoicePrompts",
                actions=("s3:ListBucket",),
                resources=(Arn("bucket", "VoicePrompts"),),
            ),
            Statement(
                because="writes CallContext",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="writes VoicePrompts",
                actions=("s3:PutObject",),
                resources=(Arn("objects", "VoicePrompts"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
            ),
            Statement(
                because="secrets Twilio",
                actions=("secretsmanager:GetSecretValue",),
                resources=(Arn("secret", "Twilio"),),
            ),
            Statement(
                because="secrets ElevenLabs",
                actions=("secretsmanager:GetSecretValue",),
                resources=(Arn("secret", "ElevenLabs"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "VoiceAnalyzer"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="TwilioWebhook",
        physical_name="folio-twilio-webhook",
        doc="Hears from Twilio, puts what it hears into the call's inbox, and keeps the line alive.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=1024,
        timeout_seconds=10,
        reserved_concurrency=50,
        libraries=("twilio",),
        dead_letters=None,
        environment=(
            ("FUNCTION", "TwilioWebhook"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "folio-event-bus")),
            ("EVENT_SOURCE", "folio.twilio-webhook"),
            ("TABLE_CALL_CONTEXT", PhysicalName("table", "CallContext")),
            ("SECRET_TWILIO", PhysicalName("secret", "Twilio")),
        ),
        statements=(
            Statement(
                because="reads CallContext",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="writes CallContext",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="emits",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
            ),
            Statement(
                because="delivers",
                actions=("states:SendTaskSuccess", "states:SendTaskFailure"),
                resources=(Arn("flow", "CallHandler"),),
            ),
            Statement(
                because="secrets Twilio",
                actions=("secretsmanager:GetSecretValue",),
                resources=(Arn("secret", "Twilio"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "TwilioWebhook"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="CallInbox",
        physical_name="folio-call-inbox",
        doc="Brings a flow's waits and the facts of its call together.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=1024,
        timeout_seconds=10,
        reserved_concurrency=50,
        libraries=(),
        dead_letters="CallInbox",
        environment=(
            ("FUNCTION", "CallInbox"),
            ("STAGE", StageName()),
            ("TABLE_CALL_CONTEXT", PhysicalName("table", "CallContext")),
        ),
        statements=(
            Statement(
                because="reads CallContext",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="writes CallContext",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "CallContext"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="delivers",
                actions=("states:SendTaskSuccess", "states:SendTaskFailure"),
                resources=(Arn("flow", "CallHandler"),),
            ),
            Statement(
                because="dead letters of CallInbox",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "CallInbox"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "CallInbox"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="EventWriter",
        physical_name="folio-event-writer",
        doc="Appends facts to the event store, alone.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=10,
        libraries=(),
        dead_letters="EventWriter",
        environment=(
            ("FUNCTION", "EventWriter"),
            ("STAGE", StageName()),
            ("TABLE_EVENT_STORE", PhysicalName("table", "EventStore")),
        ),
        statements=(
            Statement(
                because="reads EventStore",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "EventStore"),),
            ),
            Statement(
                because="reads EventStore",
                actions=("dynamodb:Query",),
                resources=(
                    Arn("index", "EventStore/event_type-timestamp-index"),
                    Arn("index", "EventStore/correlation_id-timestamp-index"),
                ),
            ),
            Statement(
                because="writes EventStore",
                actions=("dynamodb:PutItem", "dynamodb:ConditionCheckItem"),
                resources=(Arn("table", "EventStore"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="dead letters of EventWriter",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "EventWriter"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "EventWriter"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="StoreRelay",
        physical_name="folio-store-relay",
        doc="Tells the bus what the event store holds.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=512,
        timeout_seconds=30,
        reserved_concurrency=None,
        libraries=(),
        dead_letters=None,
        environment=(
            ("FUNCTION", "StoreRelay"),
            ("STAGE", StageName()),
            ("EVENT_BUS", PhysicalName("bus", "folio-event-bus")),
            ("EVENT_SOURCE", "folio.store"),
        ),
        statements=(
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="publisher",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
            ),
            Statement(
                because="from EventStore",
                actions=(
                    "dynamodb:DescribeStream",
                    "dynamodb:GetRecords",
                    "dynamodb:GetShardIterator",
                    "dynamodb:ListStreams",
                ),
                resources=(Arn("stream", "EventStore"),),
            ),
            Statement(
                because="dead letters of StoreRelay",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "StoreRelay"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "StoreRelay"),),
            ),
            Statement(
                because="tracing",
                actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                resources=("*",),
            ),
        ),
    ),
    FunctionRow(
        name="StatusManager",
        physical_name="folio-status-manager",
        doc="Keeps the status of every record, as the fold of its events.",
        handler="runtime.entry.handler",
        runtime="python3.13",
        architecture="arm64",
        memory_mb=1024,
        timeout_seconds=60,
        reserved_concurrency=2,
        libraries=(),
        dead_letters=None,
        environment=(
            ("FUNCTION", "StatusManager"),
            ("STAGE", StageName()),
            ("TABLE_STATUS_PROJECTIONS", PhysicalName("table", "StatusProjections")),
            ("TABLE_EVENT_STORE", PhysicalName("table", "EventStore")),
        ),
        statements=(
            Statement(
                because="reads StatusProjections",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "StatusProjections"),),
            ),
            Statement(
                because="reads StatusProjections",
                actions=("dynamodb:Query",),
                resources=(
                    Arn("index", "StatusProjections/status-updated_at-index"),
                    Arn("index", "StatusProjections/hotel_id-created_at-index"),
                ),
            ),
            Statement(
                because="reads EventStore",
                actions=("dynamodb:GetItem", "dynamodb:Query"),
                resources=(Arn("table", "EventStore"),),
            ),
            Statement(
                because="reads EventStore",
                actions=("dynamodb:Query",),
                resources=(
                    Arn("index", "EventStore/event_type-timestamp-index"),
                    Arn("index", "EventStore/correlation_id-timestamp-index"),
                ),
            ),
            Statement(
                because="writes StatusProjections",
                actions=("dynamodb:PutItem", "dynamodb:UpdateItem"),
                resources=(Arn("table", "StatusProjections"),),
            ),
            Statement(
                because="encryption customer_key",
                actions=("kms:Decrypt", "kms:GenerateDataKey"),
                resources=(Arn("key", "Data"),),
            ),
            Statement(
                because="from EventStore",
                actions=(
                    "dynamodb:DescribeStream",
                    "dynamodb:GetRecords",
                    "dynamodb:GetShardIterator",
                    "dynamodb:ListStreams",
                ),
                resources=(Arn("stream", "EventStore"),),
            ),
            Statement(
                because="dead letters of ProjectStatus",
                actions=("sqs:SendMessage",),
                resources=(Arn("dead_letters", "ProjectStatus"),),
            ),
            Statement(
                because="logs",
                actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                resources=(Arn("function_log", "StatusManager"),),
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
        name="CallHandler",
        physical_name="folio-call-handler",
        doc="One call to one hotel, asking for every folio of one batch.",
        definition="asl/call_handler.asl.json",
        substitutions=(
            ("CallInitiator", Arn("function", "CallInitiator")),
            ("IvrNavigator", Arn("function", "IvrNavigator")),
            ("VoiceAnalyzer", Arn("function", "VoiceAnalyzer")),
            ("CallInbox", Arn("function", "CallInbox")),
        ),
        statements=(
            Statement(
                because="tasks and awaits",
                actions=("lambda:InvokeFunction",),
                resources=(
                    Arn("function", "CallInitiator"),
                    Arn("function", "IvrNavigator"),
                    Arn("function", "VoiceAnalyzer"),
                    Arn("function", "CallInbox"),
                ),
            ),
            Statement(
                because="emit",
                actions=("events:PutEvents",),
                resources=(Arn("bus", "folio-event-bus"),),
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
        name="Journal",
        physical_name="folio-journal",
        doc="Facts that are not stored yet go to the one function that stores them.",
        definition="rules/journal.json",
        function="EventWriter",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="Journal",
    ),
    RuleRow(
        name="QueueNewRecords",
        physical_name="folio-queue-new-records",
        doc="",
        definition="rules/queue_new_records.json",
        function="Scheduler",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="QueueNewRecords",
    ),
    RuleRow(
        name="FollowUpCalls",
        physical_name="folio-follow-up-calls",
        doc="",
        definition="rules/follow_up_calls.json",
        function="Scheduler",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="FollowUpCalls",
    ),
    RuleRow(
        name="RedeliverFacts",
        physical_name="folio-redeliver-facts",
        doc="A fact whose claim was begun and not finished reaches the flow after all.",
        definition="rules/redeliver_facts.json",
        function="CallInbox",
        tries=185,
        keep_trying_seconds=86400,
        dead_letters="RedeliverFacts",
    ),
)

QUEUE_READERS: tuple[QueueReaderRow, ...] = (
    QueueReaderRow(
        name="PickUpHotels",
        doc="",
        queue="SchedulingQueue",
        function="BatchingEngine",
        batch=10,
        concurrency=5,
    ),
)

STREAMS: tuple[StreamRow, ...] = (
    StreamRow(
        name="StoreRelay",
        doc="What was stored is told to everyone.",
        table="EventStore",
        function="StoreRelay",
        batch=10,
        filters=({"eventName": ["INSERT"]},),
        tries=10,
        dead_letters="StoreRelay",
    ),
    StreamRow(
        name="ProjectStatus",
        doc="The projection of a record folds the facts about it, in their order.",
        table="EventStore",
        function="StatusManager",
        batch=100,
        filters=(
            {
                "eventName": ["INSERT"],
                "dynamodb": {
                    "NewImage": {
                        "event_type": {
                            "S": [
                                "RecordCreated",
                                "RecordQueued",
                                "RecordDeferred",
                                "RecordAssignedToCall",
                                "FolioRequested",
                                "FolioAgreed",
                                "FolioRefused",
                                "FolioNotFound",
                                "RecordEscalated",
                            ],
                        },
                    },
                },
            },
        ),
        tries=10,
        dead_letters="ProjectStatus",
    ),
)

SCHEDULES: tuple[ScheduleRow, ...] = (
    ScheduleRow(
        name="SweepLines",
        physical_name="folio-sweep-lines",
        doc="Calls that are due, and lines whose call was lost.",
        expression="rate(1 minute)",
        function="Scheduler",
        input={"schedule": "SweepLines"},
        tries=185,
        keep_trying_seconds=60,
        dead_letters="SweepLines",
    ),
)

ENDPOINTS: tuple[EndpointRow, ...] = (
    EndpointRow(
        name="RecordIntake",
        doc="",
        method="POST",
        path="/records",
        function="RecordIntake",
        auth="iam",
    ),
    EndpointRow(
        name="TwilioSignals",
        doc="",
        method="POST",
        path="/calls/{call_id}/{signal}",
        function="TwilioWebhook",
        auth="function",
    ),
)

ALARMS: tuple[AlarmRow, ...] = (
    AlarmRow(
        name="SchedulingQueueDeadLetters",
        physical_name="folio-scheduling-queue-dlq-alarm",
        doc="What SchedulingQueue handed out 5 times in vain.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "SchedulingQueue")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="JournalDeadLetters",
        physical_name="folio-journal-dlq-alarm",
        doc="What did not reach EventWriter (Journal).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "Journal")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="QueueNewRecordsDeadLetters",
        physical_name="folio-queue-new-records-dlq-alarm",
        doc="What did not reach Scheduler (QueueNewRecords).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "QueueNewRecords")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="FollowUpCallsDeadLetters",
        physical_name="folio-follow-up-calls-dlq-alarm",
        doc="What did not reach Scheduler (FollowUpCalls).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "FollowUpCalls")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="RedeliverFactsDeadLetters",
        physical_name="folio-redeliver-facts-dlq-alarm",
        doc="What did not reach CallInbox (RedeliverFacts).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "RedeliverFacts")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="StoreRelayDeadLetters",
        physical_name="folio-store-relay-dlq-alarm",
        doc="What did not reach StoreRelay (StoreRelay).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "StoreRelay")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="ProjectStatusDeadLetters",
        physical_name="folio-project-status-dlq-alarm",
        doc="What did not reach StatusManager (ProjectStatus).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "ProjectStatus")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="SweepLinesDeadLetters",
        physical_name="folio-sweep-lines-dlq-alarm",
        doc="What did not reach Scheduler (SweepLines).",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "SweepLines")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="SchedulerDeadLetters",
        physical_name="folio-scheduler-dlq-alarm",
        doc="What Scheduler failed at.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "Scheduler")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="CallInboxDeadLetters",
        physical_name="folio-call-inbox-dlq-alarm",
        doc="What CallInbox failed at.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "CallInbox")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
    AlarmRow(
        name="EventWriterDeadLetters",
        physical_name="folio-event-writer-dlq-alarm",
        doc="What EventWriter failed at.",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions=(("QueueName", PhysicalName("dead_letters", "EventWriter")),),
        statistic="Maximum",
        period_seconds=60,
        threshold=1,
    ),
)
