"""Rows of what computes: functions and flows."""

from collections.abc import Iterator

from generator.analysis.traffic import (
    called_by,
    is_invoked_by_events,
    source_of,
    stored_source,
    told_by_function,
)
from generator.cases import kebab, screaming, snake
from generator.emit.deployment.permissions import flow_statements, function_statements
from generator.emit.verbatim.rows import (
    Arn,
    FlowRow,
    FunctionRow,
    PhysicalName,
    StageName,
    Url,
    Value,
)
from generator.model import Access, Bucket, Flow, Function, System, Table

HANDLER = "runtime.entry.handler"
"""Every function starts in the same place; its environment says which one it is."""


def function_rows(system: System) -> tuple[FunctionRow, ...]:
    """The functions."""
    return tuple(_function(system, each) for each in system.functions)


def flow_rows(system: System) -> tuple[FlowRow, ...]:
    """The flows. In a definition `${Function}` stands for that function's ARN."""
    return tuple(
        FlowRow(
            name=str(each.name),
            physical_name=physical_name(system, each.name),
            doc=each.doc,
            definition=f"asl/{snake(each.name)}.asl.json",
            substitutions=_substitutions(system, each),
            statements=flow_statements(system, each),
        )
        for each in system.flows
    )


def physical_name(system: System, name: str) -> str:
    """`CallInitiator` as `folio-call-initiator`."""
    return f"{system.namespace}-{kebab(name)}"


def _function(system: System, function: Function) -> FunctionRow:
    return FunctionRow(
        name=str(function.name),
        physical_name=physical_name(system, function.name),
        doc=function.doc,
        handler=HANDLER,
        runtime=function.runtime,
        architecture=function.architecture,
        memory_mb=function.memory,
        timeout_seconds=function.timeout,
        reserved_concurrency=function.concurrency,
        libraries=tuple(str(each) for each in function.libraries),
        dead_letters=str(function.name) if is_invoked_by_events(system, function) else None,
        environment=tuple(_environment(system, function)),
        statements=function_statements(system, function),
    )


def _substitutions(system: System, flow: Flow) -> tuple[tuple[str, Arn], ...]:
    return tuple(
        (str(each.name), Arn("function", str(each.name))) for each in called_by(system, flow)
    )


def _environment(system: System, function: Function) -> Iterator[tuple[str, Value]]:
    """What a function may touch, and nothing else."""
    yield "FUNCTION", str(function.name)
    yield "STAGE", StageName()
    is_publisher = system.journal is not None and system.journal.publisher is function
    if told_by_function(function) or is_publisher:
        yield "EVENT_BUS", PhysicalName("bus", system.bus)
        source = stored_source(system) if is_publisher else source_of(system, function.name)
        yield "EVENT_SOURCE", source
    yield from _stores((*function.reads, *function.writes))
    for queue in function.sends:
        yield f"QUEUE_{screaming(queue.name)}", Url("queue", str(queue.name))
    for secret in function.secrets:
        yield f"SECRET_{screaming(secret.name)}", PhysicalName("secret", str(secret.name))
    for flow in function.starts:
        yield f"FLOW_{screaming(flow)}", Arn("flow", str(flow))


def _stores(accesses: tuple[Access, ...]) -> Iterator[tuple[str, Value]]:
    for store in {access.name: access.store for access in accesses}.values():
        match store:
            case Table(name=name):
                yield f"TABLE_{screaming(name)}", PhysicalName("table", str(name))
            case Bucket(name=name):
                yield f"BUCKET_{screaming(name)}", PhysicalName("bucket", str(name))
