"""The system's page: who tells what to whom, and what each function does.

It stands apart because it is the map that a newcomer starts with.
"""

from collections.abc import Iterator

from generator.analysis.traffic import called_by, producers, taken_by, told_by_function
from generator.cases import snake
from generator.emit.docs.events_page import consumer_names
from generator.emit.docs.markdown import code, diagram, label, node, page, seconds, table, text
from generator.model import Endpoint, Function, Schedule, System


def system_page(system: System) -> str:
    """Write the page."""
    rows = [_row(system, each) for each in system.functions]
    head = ("Function", "What it does", "Size", "Takes", "Tells", "Reads", "Writes")
    flows = [
        f"- [{each.name}](flows/{snake(each.name)}.md): {text(each.doc)}" for each in system.flows
    ]
    return page(
        system.name,
        text(system.doc),
        _journal(system),
        diagram("flowchart LR", *_nodes(system), *_edges(system)),
        "## Flows\n\n" + "\n".join(flows) if flows else "",
        "## Functions",
        table(head, rows),
    )


def _journal(system: System) -> str:
    if system.journal is None:
        return ""
    writer, publisher = system.journal.writer.name, system.journal.publisher.name
    return (
        f"Every fact is stored before anybody acts on it: {code(writer)} appends it to "
        f"{code(system.journal.store.name)}, and {code(publisher)} tells what was stored. "
        "The diagram shows who speaks to whom by that."
    )


def _nodes(system: System) -> Iterator[str]:
    for function in system.functions:
        yield f'{node(function.name)}["{label(function.name)}"]'
    for flow in system.flows:
        yield f'{node(flow.name)}[["{label(flow.name)}"]]'
    for queue in system.queues:
        yield f'{node(queue.name)}>"{label(queue.name)}"]'
    stores = [*(each.name for each in system.tables), *(each.name for each in system.buckets)]
    for store in stores:
        yield f'{node(store)}[("{label(store)}")]'
    for endpoint in system.endpoints:
        yield f'{_entry(endpoint)}(("{label(f"{endpoint.method} {endpoint.path}")}"))'
    for schedule in system.schedules:
        yield f'{_entry(schedule)}(("{label(f"every {seconds(schedule.every)}")}"))'


def _edges(system: System) -> Iterator[str]:
    yield from _facts(system)
    entries: list[Endpoint | Schedule] = [*system.endpoints, *system.schedules]
    for each in entries:
        yield f"{_entry(each)} --> {node(each.to.name)}"
    for reader in system.queue_readers:
        yield f"{node(reader.source.name)} --> {node(reader.to.name)}"
    for flow in system.flows:
        for called in called_by(system, flow):
            yield f"{node(flow.name)} --> {node(called.name)}"
    for function in system.functions:
        for queue in function.sends:
            yield f"{node(function.name)} --> {node(queue.name)}"
        for started in function.starts:
            yield f"{node(function.name)} -- starts --> {node(started)}"
        stores = {str(each.name): "-.-" for each in function.reads}
        stores |= {str(each.name): "-.->" for each in function.writes}
        for store, arrow in stores.items():
            yield f"{node(function.name)} {arrow} {node(store)}"


def _entry(entry: Endpoint | Schedule) -> str:
    """Give the identifier of a node; an endpoint may be named as its function is."""
    return f"{entry.name}_entry"


def _facts(system: System) -> Iterator[str]:
    """Who tells which facts to whom: one line for each two."""
    told: dict[tuple[str, str], list[str]] = {}
    for event in system.events:
        for producer in producers(system, event):
            for consumer in consumer_names(system, event):
                told.setdefault((str(producer.name), consumer), []).append(str(event.name))
    for (producer_name, consumer), events in told.items():
        names = label(", ".join(events))
        yield f'{node(producer_name)} -- "{names}" --> {node(consumer)}'


def _row(system: System, function: Function) -> tuple[str, ...]:
    tasks = [f"task {code(each.name)}" for each in function.tasks]
    taken = [code(each.name) for each in taken_by(system, function)]
    told = [code(each.name) for each in told_by_function(function)]
    return (
        code(function.name),
        text(function.doc),
        f"{function.memory} MB, {seconds(function.timeout)}",
        ", ".join([*tasks, *taken]),
        ", ".join(told),
        ", ".join(code(each.name) for each in function.reads),
        ", ".join(code(each.name) for each in function.writes),
    )
