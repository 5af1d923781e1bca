"""One DynamoDB table in Python's own values: what the adapters of stores share.

It stands apart because conditions and pages are read alike everywhere. Invariant: a table is read
strongly consistently; a condition that does not hold is an answer, not an error.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Item = Mapping[str, Any]
"""Values as boto3 gives them: numbers are Decimal."""

_write = TypeSerializer().serialize
_read = TypeDeserializer().deserialize


class Table:
    """A table by its name. `names` and `values` fill the `#name`s and `:value`s of expressions."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self._name = name

    def get(self, key: Item) -> Item | None:
        """Give the item with this key, if there is one."""
        found = self._client.get_item(
            TableName=self._name, Key=_written(key), ConsistentRead=True
        ).get("Item")
        return None if found is None else _plain(found)

    def put(
        self,
        item: Item,
        only_if: str,
        values: Item | None = None,
        names: Mapping[str, str] | None = None,
    ) -> bool:
        """Write an item where a condition holds; False if it does not."""
        more = _expressions(values or {}, names or {})
        try:
            self._client.put_item(
                TableName=self._name, Item=_written(item), ConditionExpression=only_if, **more
            )
        except ClientError as error:
            return _is_refused(error)
        return True

    def update(
        self,
        key: Item,
        expression: str,
        values: Item,
        names: Mapping[str, str],
        only_if: str | None = None,
    ) -> Item | None:
        """Change an item and give all of it; None if a condition does not hold."""
        more = _expressions(values, names)
        if only_if is not None:
            more["ConditionExpression"] = only_if
        try:
            changed = self._client.update_item(
                TableName=self._name,
                Key=_written(key),
                UpdateExpression=expression,
                ReturnValues="ALL_NEW",
                **more,
            )
        except ClientError as error:
            _is_refused(error)
            return None
        return _plain(changed["Attributes"])

    def query(
        self,
        condition: str,
        values: Item,
        names: Mapping[str, str] | None = None,
        *,
        index: str | None = None,
        only: str | None = None,
    ) -> Iterator[Item]:
        """Give the items of a key condition in their order, page by page.

        `only` names the attribute that is wanted. An index is not strongly consistent.
        """
        more = _expressions(values, names or {})
        more |= {"ConsistentRead": True} if index is None else {"IndexName": index}
        if only is not None:
            more["ProjectionExpression"] = only
        pages = self._client.get_paginator("query").paginate(
            TableName=self._name, KeyConditionExpression=condition, **more
        )
        for page in pages:
            for item in page["Items"]:
                yield _plain(item)


def _is_refused(error: ClientError) -> bool:
    """Give False for a condition that did not hold; any other error is one."""
    if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
        raise error
    return False


def _written(item: Item) -> dict[str, Any]:
    return {name: _write(value) for name, value in item.items()}


def _plain(item: Mapping[str, Any]) -> Item:
    return {name: _read(value) for name, value in item.items()}


def _expressions(values: Item, names: Mapping[str, str]) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    if values:
        parts["ExpressionAttributeValues"] = _written(values)
    if names:
        parts["ExpressionAttributeNames"] = dict(names)
    return parts
