"""What the stores of a live call share: one table, keyed by the call and the kind of its item.

It stands apart because inbox, intents and calls lie in the same table. Invariant: an item says
when it may be deleted, and one whose time has come is not read any more.
"""

from collections.abc import Mapping
from datetime import timedelta

from runtime.adapters.dynamodb_table import Item, Table
from runtime.ports import Clock

KEPT_FOR = timedelta(hours=24)


class CallContext:
    """The items of calls."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def add(self, call_id: str, item: str, values: Item) -> bool:
        """Write an item unless it is there; False if it was."""
        new = {"call_id": call_id, "item": item, "expires_at": self._expiry(), **values}
        return self._table.put(new, "attribute_not_exists(call_id)")

    def get(self, call_id: str, item: str) -> Item | None:
        """Give an item, if it is there and not expired."""
        found = self._table.get({"call_id": call_id, "item": item})
        return found if found is not None and self._is_current(found) else None

    def starting_with(self, call_id: str, prefix: str) -> list[Item]:
        """Give a call's items of one kind."""
        found = self._table.query(
            "call_id = :call AND begins_with(#item, :prefix)",
            {":call": call_id, ":prefix": prefix},
            {"#item": "item"},  # a reserved word
        )
        return [item for item in found if self._is_current(item)]

    def update(
        self,
        call_id: str,
        item: str,
        sets: Mapping[str, object],
        adds: Mapping[str, object] | None = None,
        only_if: tuple[str, Item] | None = None,
    ) -> Item | None:
        """Set attributes and add to others; None if the condition, with its values, fails."""
        sets = {**sets, "expires_at": self._expiry()}
        adds = adds or {}
        names = {f"#{name}": name for name in [*sets, *adds]}
        values = {f":{name}": value for name, value in {**sets, **adds}.items()}
        expression = "SET " + ", ".join(f"#{name} = :{name}" for name in sets)
        if adds:
            expression += " ADD " + ", ".join(f"#{name} :{name}" for name in adds)
        condition, more = only_if or (None, {})
        key = {"call_id": call_id, "item": item}
        return self._table.update(key, expression, {**values, **more}, names, condition)

    def _expiry(self) -> int:
        return int((self._clock.now() + KEPT_FOR).timestamp())

    def _is_current(self, item: Item) -> bool:
        return bool(item["expires_at"] > self._clock.now().timestamp())
