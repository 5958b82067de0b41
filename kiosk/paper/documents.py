"""What stands on a paper, as plain data.

A print job stores such a document as JSON in the same transaction as the act that it documents;
the spooler draws it later, in its own thread. So a document holds everything that the paper says
(words, whole cents, ISO dates) and nothing that would have to be looked up when it is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, get_args

from kiosk.paper.outing_documents import (
    BookingSlip,
    ComingStrip,
    PassengerList,
    SharesStrip,
    VoucherPaper,
)
from kiosk.paper.report_documents import ReportStrip
from kiosk.paper.stored import BadDocument, Stored, parse


@dataclass(frozen=True, slots=True)
class PaperLine:
    """``quantity`` times a product; ``amount`` is the whole line in cents (0: free).

    ``picture`` is the key of a picture, ``word`` the name beside it, ``portion`` what one of it
    is ("zak 1 kg"); an empty portion is left out. ``own_word`` is the name in the language of
    the person, empty when that is the same word.
    """

    picture: str
    word: str
    quantity: int
    amount: int
    portion: str = ""
    own_word: str = ""


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One product in the tally, in portions.

    ``leftovers`` maps the word for a reason ("soep") to a count. ``difference`` is counted minus
    expected, so that something missing is negative.
    """

    picture: str
    word: str
    opening: int
    sold: int
    leftovers: Mapping[str, int] = field(default_factory=dict)
    difference: int = 0


@dataclass(frozen=True, slots=True)
class OrderSlip(Stored):
    """The slip that a participant takes to the counter; ``total`` in cents, ``day`` ISO.

    ``language`` is that of the participant: its words stand under the Dutch ones.
    """

    kind: ClassVar[str] = "order_slip"
    line: ClassVar[type[Any] | None] = PaperLine

    group: str
    day: str
    number: int
    lines: tuple[PaperLine, ...]
    total: int
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Receipt(Stored):
    """Proof of a payment. All amounts in cents.

    ``total`` is the sum of the lines, ``due`` what is paid after the legal rounding of cash.
    ``method`` is ``cash``, ``bank`` or ``group``; ``received`` and ``change`` only count for
    cash, ``reason`` for ``group``. ``day`` is ISO, ``time`` local, ``14:52``. ``language`` is
    that of the participant: its words stand under the Dutch ones.
    """

    kind: ClassVar[str] = "receipt"
    line: ClassVar[type[Any] | None] = PaperLine

    group: str
    day: str
    time: str
    number: int
    lines: tuple[PaperLine, ...]
    total: int
    due: int
    method: str
    received: int = 0
    change: int = 0
    reason: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class TallyStrip(Stored):
    """The closed day, to be signed. Money in cents, products in portions, ``day`` ISO.

    ``visits`` counts check-ins, ``helps`` people who helped. ``cash_payments``, ``bank`` and
    ``on_group`` are what was paid per method; the cash difference is counted minus expected.
    """

    kind: ClassVar[str] = "tally_strip"
    line: ClassVar[type[Any] | None] = TallyLine

    group: str
    day: str
    visits: int
    adults: int
    children: int
    helps: int
    lines: tuple[TallyLine, ...]
    expected_cash: int
    counted_cash: int
    cash_payments: int = 0
    bank: int = 0
    on_group: int = 0
    reason: str = ""


Document = (
    OrderSlip
    | Receipt
    | TallyStrip
    | BookingSlip
    | VoucherPaper
    | PassengerList
    | ComingStrip
    | SharesStrip
    | ReportStrip
)


def document_from_json(text: str) -> Document:
    """Any document from stored JSON, by its own kind; raises BadDocument."""
    kind = parse(text).get("paper")
    for paper in get_args(Document):
        if paper.kind == kind:
            document: Document = paper.from_json(text)
            return document
    raise BadDocument(f"unknown paper: {kind!r}")
