"""What is deployed, as typed rows.

It stands apart because whoever deploys reads these rows and nothing else. Invariant: the rows say
all; a new function, table or route is a new row.
"""

from generator.emit.constant import verbatim
from generator.emit.deployment.compute import flow_rows, function_rows
from generator.emit.deployment.delivery import (
    alarm_rows,
    dead_letters_rows,
    queue_reader_rows,
    rule_rows,
    schedule_rows,
    stream_rows,
)
from generator.emit.deployment.storage import (
    bucket_rows,
    key_rows,
    queue_rows,
    secret_rows,
    table_rows,
)
from generator.emit.literals import literal
from generator.emit.verbatim.rows import ApiRow, BusRow, EndpointRow, StageRow, SystemRow
from generator.model import System


def emit_deployment(system: System) -> dict[str, str]:
    """The module of rows: their classes, then the rows by kind."""
    api = ApiRow(str(system.api), str(system.api)) if system.api else None
    constants = [
        _constant("SYSTEM", "SystemRow", _system(system)),
        _constant("BUS", "BusRow", BusRow(system.bus)),
        _constant("API", "ApiRow | None", api),
        _rows("STAGES", "StageRow", _stages(system)),
        _rows("KEYS", "KeyRow", key_rows(system)),
        _rows("SECRETS", "SecretRow", secret_rows(system)),
        _rows("TABLES", "TableRow", table_rows(system)),
        _rows("BUCKETS", "BucketRow", bucket_rows(system)),
        _rows("QUEUES", "QueueRow", queue_rows(system)),
        _rows("DEAD_LETTERS", "DeadLettersRow", dead_letters_rows(system)),
        _rows("FUNCTIONS", "FunctionRow", function_rows(system)),
        _rows("FLOWS", "FlowRow", flow_rows(system)),
        _rows("RULES", "RuleRow", rule_rows(system)),
        _rows("QUEUE_READERS", "QueueReaderRow", queue_reader_rows(system)),
        _rows("STREAMS", "StreamRow", stream_rows(system)),
        _rows("SCHEDULES", "ScheduleRow", schedule_rows(system)),
        _rows("ENDPOINTS", "EndpointRow", _endpoints(system)),
        _rows("ALARMS", "AlarmRow", alarm_rows(system)),
    ]
    return {"deployment.py": verbatim("rows.py") + "\n\n" + "\n\n".join(constants) + "\n"}


def _rows(name: str, row: str, rows: tuple[object, ...]) -> str:
    return _constant(name, f"tuple[{row}, ...]", rows)


def _constant(name: str, kind: str, value: object) -> str:
    start = f"{name}: {kind} = "
    return start + literal(value, prefix=len(start))


def _system(system: System) -> SystemRow:
    return SystemRow(str(system.name), system.doc, system.namespace, system.keep_logs_days)


def _stages(system: System) -> tuple[StageRow, ...]:
    return tuple(
        StageRow(str(each.name), each.reserves_concurrency, each.keeps_data)
        for each in system.stages
    )


def _endpoints(system: System) -> tuple[EndpointRow, ...]:
    return tuple(
        EndpointRow(
            name=str(each.name),
            doc=each.doc,
            method=each.method,
            path=each.path,
            function=str(each.to.name),
            auth=each.auth,
        )
        for each in system.endpoints
    )
