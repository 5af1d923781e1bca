"""Resolves the specs' trees into the model: names bound, defaults applied, expressions typed.

It stands apart because everything after it may rely on names that mean something. Invariant: what
can be built is built, every mistake is told, and the system is given only if it is whole: a check
on half a system would complain of what is missing because of mistakes that were told already.
"""

from collections.abc import Mapping

from generator.cases import JOURNAL_RULE
from generator.diagnostics import Diagnostic, Sources, Span, did_you_mean, quote
from generator.load.tree import Node
from generator.model import EnumType, Event, RecordType, ScalarType, System
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.endpoints import read_endpoints
from generator.resolve.flows import declare_flows, read_flows
from generator.resolve.functions import read_functions
from generator.resolve.naming import Names
from generator.resolve.routes import read_routes
from generator.resolve.settings import (
    read_inbox,
    read_journal,
    read_log_days,
    read_secrets,
    read_stages,
)
from generator.resolve.storage import read_storage
from generator.resolve.texts import check_texts
from generator.resolve.types import Types
from generator.schemas import WHERE, kind_of


def resolve(
    files: Mapping[str, Node], sources: Sources | None = None
) -> tuple[System | None, list[Diagnostic]]:
    """The system that the files mean, and every mistake in what they say.

    `files` holds trees by their path below the folder of specs. `sources` are the files' texts:
    with them a mistake in an expression that is folded over lines has its own place, too. The
    system is None if something in it could not be built.
    """
    draft = Draft(dict(sorted(files.items())), sources)
    _check_files(draft)
    check_texts(draft)
    names = Names(draft)
    names.reserve(JOURNAL_RULE, "the rule that feeds the journal")
    types = Types(draft, names)
    read_secrets(draft)
    read_storage(draft, names)
    declare_flows(draft, names)
    read_functions(draft, types, names)
    read_flows(draft, types)
    system = _system(draft, types, names)
    return (system if draft.is_whole else None), draft.diagnostics


def _check_files(draft: Draft) -> None:
    """Look for files that nothing reads, and for the one that must be there."""
    for path, root in draft.files.items():
        if kind_of(path) is not None:
            continue
        folder, _, file = path.rpartition("/")
        places = [
            each.replace("*.yaml", file) for each in WHERE.values() if folder or "*" not in each
        ]
        advice = did_you_mean(path, places)
        listed = f"specs are {', '.join(WHERE.values())}"
        message = f"{quote(path)} is not a spec, nothing reads it"
        draft.complain("SPEC040", message, Span.of_file(root.span.file), advice or listed)
    if draft.files and "system.yaml" not in draft.files:
        path, root = next(iter(draft.files.items()))
        folder = root.span.file.removesuffix(path)
        place = Span.of_file(f"{folder}system.yaml")
        draft.complain("SPEC043", "there is no system.yaml, which names the system", place)


def _system(draft: Draft, types: Types, names: Names) -> System | None:
    root = draft.files.get("system.yaml")
    name = reading.name(reading.child(root, "system"))
    namespace, bus = (reading.text(reading.child(root, each)) for each in ("namespace", "bus"))
    built = types.all()
    journal, inbox, stages = read_journal(draft), read_inbox(draft), read_stages(draft)
    routes, endpoints = read_routes(draft, types, names), read_endpoints(draft)
    if name is None or not namespace or not bus:
        return draft.built(None)
    return System(
        name,
        reading.doc(root),
        namespace,
        bus,
        read_log_days(draft),
        journal,
        inbox,
        stages,
        tuple(each for each in draft.secrets.values() if each),
        tuple(each for each in built if isinstance(each, ScalarType)),
        tuple(each for each in built if isinstance(each, EnumType)),
        tuple(each for each in built if isinstance(each, RecordType)),
        tuple(types.aggregates()),
        tuple(each for each in built if isinstance(each, Event)),
        tuple(each for each in draft.functions.values() if each),
        tuple(each for each in draft.flows.values() if each),
        tuple(each for each in draft.tables.values() if each),
        tuple(each for each in draft.buckets.values() if each),
        tuple(each for each in draft.queues.values() if each),
        routes.routes,
        routes.queue_readers,
        routes.streams,
        routes.schedules,
        reading.name(reading.child(draft.files.get("api.yaml"), "api")),
        endpoints,
    )
