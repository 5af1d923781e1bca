"""What system.yaml says besides what functions have in common.

It stands apart because secrets come before functions, and the journal and the inbox after them.
Invariant: a system has a name, a namespace and a bus, or there is none.
"""

from generator.load.tree import Node
from generator.model import Inbox, Journal, Name, Secret, Stage
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.naming import Names, check_big, check_field

DEFAULT_LOG_DAYS = 30


def read_secrets(draft: Draft) -> None:
    """Fill the draft's secrets, whose names are a space of their own."""
    names = Names(draft)
    for name, node in reading.entries(_at(draft, "secrets")):
        names.give(name, "a secret")
        check_big(draft, name)
        physical = reading.text(reading.child(node, "name"))
        made = Secret(name, physical, reading.doc(node)) if physical else None
        draft.secrets[name] = draft.built(made)


def read_journal(draft: Draft) -> Journal | None:
    """How facts become lasting; None where nothing is said."""
    node = _at(draft, "journal")
    if node is None:
        return None
    store = draft.find(_name(node, "store"), draft.tables, "NAME105", "a table")
    writer = draft.find(_name(node, "writer"), draft.functions, "NAME103", "a function")
    publisher = draft.find(_name(node, "publisher"), draft.functions, "NAME103", "a function")
    if store is None or writer is None or publisher is None:
        return None
    return Journal(store, writer, publisher, node.span)


def read_inbox(draft: Draft) -> Inbox | None:
    """Where awaits are armed; None where nothing is said."""
    node = _at(draft, "inbox")
    if node is None:
        return None
    store = draft.find(_name(node, "store"), draft.tables, "NAME105", "a table")
    arms = draft.find(_name(node, "arms"), draft.functions, "NAME103", "a function")
    return Inbox(store, arms, node.span) if store is not None and arms is not None else None


def read_stages(draft: Draft) -> tuple[Stage, ...]:
    """Deployments' own values."""
    names, made = Names(draft), []
    for name, node in reading.entries(_at(draft, "stages")):
        names.give(name, "a stage")
        check_field(draft, name)
        reserves, keeps = (
            reading.flag(reading.child(node, each)) for each in ("reserve_concurrency", "keep_data")
        )
        made.append(Stage(name, reserves, keeps))
    return tuple(made)


def read_log_days(draft: Draft) -> int:
    """How long logs are kept."""
    return reading.days(reading.child(_at(draft, "logs"), "keep")) or DEFAULT_LOG_DAYS


def _at(draft: Draft, key: str) -> Node | None:
    return reading.child(draft.files.get("system.yaml"), key)


def _name(node: Node, key: str) -> Name | None:
    return reading.name(reading.child(node, key))
