"""A small system as text, to be changed in one place and resolved."""

from typing import TYPE_CHECKING, NamedTuple

from generator.diagnostics import Diagnostic, Sources
from generator.load.source import load_text
from generator.model import Flow, State, System
from generator.resolve import resolve

if TYPE_CHECKING:
    from generator.load.tree import Node

FILES = {
    "system.yaml": """\
system: Bakery
namespace: bakery
bus: bakery-bus
inbox: {store: Shelf, arms: Waiter}
functions: {memory: 256MB, timeout: 20s}
secrets:
  Till: {name: bakery/till}
""",
    "types.yaml": """\
types:
  OrderId: {is: string, pattern: "order-[0-9]{1,9}"}
  Grams: {is: integer, at_least: 1, at_most: 9000}
  Dough: {one_of: [rye, wheat]}
  Loaf:
    fields:
      dough: Dough
      weight: Grams
      note: {type: string, optional: true}
  Order:
    fields:
      order_id: OrderId
      loaves: {list: Loaf, at_least: 1, at_most: 20}
      due: timestamp
      gift: {type: Loaf, optional: true}
""",
    "events/order.yaml": """\
aggregate: order
key: {order_id: OrderId}
events:
  BreadBaked: {fields: {dough: Dough, weights: {list: Grams, at_most: 20}}}
  BreadFetched: {fields: {tip: {type: integer, optional: true}}}
""",
    "functions.yaml": """\
functions:
  Oven:
    tasks:
      Bake:
        takes: {order_id: OrderId, dough: Dough, hint: {type: string, optional: true}}
        gives: {weight: Grams, crust: {type: string, optional: true}}
        raises: {OvenCold: {degrees: number}}
        effect: once
        key: [order_id]
        within: 6s
        enables: [BreadFetched]
      Smell: {takes: {order_id: OrderId}, effect: pure}
  Waiter: {writes: [Shelf], delivers: [BreadFetched]}
  Clerk: {starts: [Sell], secrets: [Till], sends: [Slips]}
""",
    "storage.yaml": """\
tables:
  Shelf: {name: bakery-shelf, key: {order_id: string, item: string}}
queues:
  Slips: {name: bakery-slips}
""",
    "routes.yaml": """\
routes:
  Tell: {on: [BreadBaked], to: Clerk}
""",
    "flows/sell.yaml": """\
flow: Sell
input: Order
correlate: input.order_id
timeout: 10m
time: {each: 4s, tries: 3}
variables:
  weight: Grams
  dough: {type: Dough, optional: true}
  at: {type: integer, starts: 0}
start: Bake
at_any_await:
  BreadFetched: Done
states:
  Bake:
    task: Oven.Bake
    with: {order_id: input.order_id, dough: rye}
    set: {weight: result.weight}
    catch:
      OvenCold: Done
    next: Tell
  Tell:
    emit: BreadBaked
    with: {order_id: input.order_id, dough: "input.loaves[at].dough", weights: input.loaves.weight}
    next: Listen
  Listen:
    await:
      BreadFetched: {set: {at: at + 1}, next: Done}
    within: 60s
    otherwise: Done
  Done: {end: true}
""",
}


class Resolved(NamedTuple):
    """What came of it; `sources` tell which words a diagnostic marks."""

    system: System | None
    diagnostics: list[Diagnostic]
    sources: Sources

    def told(self) -> list[tuple[str, str]]:
        """Each code with the words that it marks."""
        return sorted({(each.code, self.marked(each)) for each in self.diagnostics})

    def marked(self, diagnostic: Diagnostic) -> str:
        """The words that a diagnostic marks."""
        span = diagnostic.span
        lines = self.sources.lines(span.file)
        if lines is None or span.line != span.end_line:
            return "..."
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]

    def flow(self) -> Flow:
        """The one flow."""
        assert self.system is not None, self.diagnostics
        return self.system.flows[0]

    def state(self, name: str) -> State:
        """A state of the flow."""
        state = self.flow().state(name)
        assert state is not None
        return state


def bakery(*changes: tuple[str, str]) -> Resolved:
    """Resolve the bakery with texts changed; each must stand in exactly one file, once."""
    texts = dict(FILES)
    for old, new in changes:
        homes = [path for path, text in texts.items() if text.count(old) == 1]
        assert len(homes) == 1, f"{old!r} stands in {homes}"
        texts[homes[0]] = texts[homes[0]].replace(old, new)
    return resolved(texts)


def resolved(texts: dict[str, str]) -> Resolved:
    """Resolve texts by their paths."""
    files: dict[str, Node] = {}
    sources = Sources()
    for path, text in texts.items():
        sources.add(path, text)
        root, diagnostics = load_text(path, text)
        assert root is not None, diagnostics
        files[path] = root
    system, diagnostics = resolve(files, sources)
    return Resolved(system, diagnostics, sources)
