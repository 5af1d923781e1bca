"""What is on file about hotels, in DynamoDB: an item has the fields of the type Hotel."""

from generated.types.hotel import Hotel
from generated.types.hotel_id import HotelId
from runtime.adapters.dynamodb_table import Table


class DynamoDBHotels:
    """Hotels."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, hotel_id: HotelId) -> Hotel | None:
        """Give a hotel, or None; values.Invalid if what is on file breaks a rule."""
        item = self._table.get({"hotel_id": hotel_id})
        return None if item is None else Hotel.from_data(dict(item), "hotel")
