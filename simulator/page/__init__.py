"""One self-contained HTML page for a run, or for a story with all its calls.

It stands apart as the only part that makes HTML. Invariant: the page needs nothing but itself, all
payloads are escaped, and the same run gives the same bytes.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from semantics.payload import Json
from simulator.page.flow_graph import START
from simulator.page.run_view import view_run
from simulator.recordings.recording import Recording

_FOLDER = files(__name__)


def render(
    definition: Json, recording: Recording, *, title: str, notices: Sequence[str] = ()
) -> str:
    """The page of one run through a definition as text; `notices` stand above the run."""
    run = view_run(definition, recording)
    return template("run.html.j2").render(title=title, run=run, notices=notices)


@cache
def template(name: str) -> Template:
    """A template of this folder; it decides nothing that is not about looks."""
    texts = {file.name: file.read_text("utf-8") for file in _FOLDER.iterdir() if file.is_file()}
    environment = Environment(
        loader=DictLoader({name: text for name, text in texts.items() if name.endswith(".j2")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "style": texts["page.css"],
        "script": texts["page.js"],
        "start": START,
    }
    return environment.get_template(name)
