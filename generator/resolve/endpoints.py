"""The HTTP endpoints of api.yaml.

They stand apart because an endpoint may bear the name of the function behind it, so their names are
a space of their own. Invariant: no two endpoints answer one method and path.
"""

from generator.diagnostics import quote
from generator.load.tree import Node
from generator.model import Endpoint, Name
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.naming import Names, check_big


def read_endpoints(draft: Draft) -> tuple[Endpoint, ...]:
    """Every endpoint that could be bound."""
    names, made = Names(draft), []
    taken: dict[tuple[str, str], Name] = {}
    root = draft.files.get("api.yaml")
    for name, node in reading.entries(reading.child(root, "endpoints")):
        names.give(name, "an endpoint")
        check_big(draft, name)
        endpoint = draft.built(_endpoint(name, node, draft))
        if endpoint is None:
            continue
        made.append(endpoint)
        place = (endpoint.method, endpoint.path)
        if place in taken:
            message = (
                f"{endpoint.method} {quote(endpoint.path)} is answered by {taken[place]} already"
            )
            related = ((taken[place].span, "the other"),)
            draft.complain("NAME120", message, name.span, None, related)
        taken.setdefault(place, name)
    return tuple(made)


def _endpoint(name: Name, node: Node, draft: Draft) -> Endpoint | None:
    get, post = (reading.text(reading.child(node, each)) for each in ("get", "post"))
    to = draft.find(
        reading.name(reading.child(node, "to")), draft.functions, "NAME103", "a function"
    )
    if to is None or not (get or post):
        return None
    auth = reading.text(reading.child(node, "auth"))
    return Endpoint(
        name,
        reading.doc(node),
        "POST" if post else "GET",
        post or get,
        to,
        "iam" if auth == "iam" else "function",
        name.span,
    )
