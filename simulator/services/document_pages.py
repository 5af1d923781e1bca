"""What is found in a document's pages.

It stands apart from the jobs because it is a pure function of the words and of which pages are
unreadable. Source: Textract API reference, Block, ExpenseDocument, ExpenseField, ExpenseType.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TYPES = {
    "vendor": "VENDOR_NAME",
    "invoice": "INVOICE_RECEIPT_ID",
    "date": "INVOICE_RECEIPT_DATE",
    "subtotal": "SUBTOTAL",
    "tax": "TAX",
    "total": "TOTAL",
}
"""Labels that the service knows as types of its own; any other is OTHER."""


@dataclass(frozen=True, slots=True)
class Found:
    """Lines as blocks and fields as expense documents, one for each page that has any.

    `unread` are pages that could not be read; `problem` says why nothing was.
    """

    pages: int = 0
    lines: list[dict[str, Any]] = field(default_factory=list)
    expenses: list[dict[str, Any]] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    problem: str = ""

    @property
    def status(self) -> str:
        """The status of a job that found this."""
        if self.problem:
            return "FAILED"
        return "PARTIAL_SUCCESS" if self.unread else "SUCCEEDED"


def read_pages(document: bytes, is_unreadable: Callable[[], bool]) -> Found:
    """Read a document, page by page."""
    try:
        pages = document.decode().split("\f")
    except UnicodeDecodeError:
        return Found(problem="INVALID_IMAGE_TYPE")
    unread = [number for number, _ in enumerate(pages, 1) if is_unreadable()]
    if len(unread) == len(pages):
        return Found(len(pages), problem="INTERNAL_ERROR")
    found = Found(len(pages), unread=unread)
    for number, text in enumerate(pages, 1):
        if number not in unread:
            _read_page(number, [line.strip() for line in text.splitlines()], found)
    return found


def _read_page(number: int, lines: list[str], found: Found) -> None:
    found.lines.extend(
        {"BlockType": "LINE", "Page": number, "Text": line} for line in lines if line
    )
    fields = [_field(number, *line.split(": ", 1)) for line in lines if ": " in line]
    if fields:
        index = len(found.expenses) + 1
        found.expenses.append({"ExpenseIndex": index, "SummaryFields": fields})


def _field(page: int, label: str, value: str) -> dict[str, Any]:
    return {
        "Type": {"Text": TYPES.get(label.lower(), "OTHER")},
        "LabelDetection": {"Text": label},
        "ValueDetection": {"Text": value},
        "PageNumber": page,
    }
