"""Pages for people: each flow, the system, the events.

They stand apart because nothing runs them. Invariant: a page says what the specs say; a diagram
holds every state or function, and its lines change only with what they show.
"""

from generator.cases import snake
from generator.emit.docs.events_page import events_page
from generator.emit.docs.flow_page import flow_page
from generator.emit.docs.system_page import system_page
from generator.model import System


def emit_docs(system: System) -> dict[str, str]:
    """The pages, as Markdown."""
    return {
        **{f"docs/flows/{snake(each.name)}.md": flow_page(each) for each in system.flows},
        "docs/system.md": system_page(system),
        "docs/events.md": events_page(system),
    }
