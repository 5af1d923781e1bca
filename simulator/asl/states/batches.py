"""ItemBatcher: the items of a distributed Map in groups, one execution for each group.

Stands apart because only here are items counted in bytes.
Source: Developer Guide, "ItemBatcher (Map)"; Amazon States Language specification, "Batching
Items". Whose bytes are counted, and what becomes of an item that is too large alone, they do not
say: here those of the execution's whole input, and such an item fails the Map.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from semantics.payload import MAX_PAYLOAD_BYTES, Json, json_text
from simulator.asl.definition import Fields
from simulator.asl.errors import too_large
from simulator.asl.languages.language import Language
from simulator.asl.machine import Evaluate, Frame
from simulator.asl.state_fields import batcher_fields
from simulator.asl.states.amounts import Amount, read_amount


@dataclass(frozen=True, slots=True)
class Batcher:
    """What an ItemBatcher says; a limit that it does not set is None."""

    fixed: Evaluate | None
    most_items: Amount | None
    most_bytes: Amount | None

    def batches(self, frame: Frame, value: Json, items: list[Json]) -> list[dict[str, Json]]:
        """The inputs of the executions, all items in order; raises StatesError."""
        fixed = {} if self.fixed is None else {"BatchInput": self.fixed(frame, value)}
        most_items = len(items) if self.most_items is None else self.most_items.whole(frame, value)
        most_bytes = MAX_PAYLOAD_BYTES
        if self.most_bytes is not None:
            most_bytes = min(most_bytes, self.most_bytes.whole(frame, value))
        room = most_bytes - _size({**fixed, "Items": []})
        groups = _groups(frame.state.name, items, most_items, room)
        return [{**fixed, "Items": group} for group in groups]


def _groups(state: str, items: list[Json], most: int, room: int) -> Iterator[list[Json]]:
    group: list[Json] = []
    used = 0
    for item in items:
        size = _size(item)
        if size > room:
            raise too_large(state, is_raised_by_service=True)
        if group and (len(group) == most or used + 1 + size > room):
            yield group
            group, used = [], 0
        used += size + bool(group)  # a comma before all but the first
        group.append(item)
    if group:
        yield group


def _size(value: Json) -> int:
    return len(json_text(value).encode(errors="surrogatepass"))


def read_batcher(fields: Fields, language: Language) -> Batcher | None:
    """The Map's ItemBatcher, None where it has none."""
    if "ItemBatcher" not in fields:
        return None
    batcher = fields.object("ItemBatcher")
    batcher.allow(batcher_fields(language.name))
    most_items = read_amount(batcher, language, "MaxItemsPerBatch", least=1)
    most_bytes = read_amount(batcher, language, "MaxInputBytesPerBatch", least=1)
    if most_items is None and most_bytes is None:
        raise batcher.error("MaxItemsPerBatch or MaxInputBytesPerBatch is needed")
    return Batcher(language.template(batcher, "BatchInput"), most_items, most_bytes)
