"""What stands on a paper, as plain data.

A print job stores such a document as JSON in the same transaction as the act that it documents;
the spooler draws it later, in its own thread. So a document holds everything that the paper says
(words, whole cents, ISO dates) and nothing that would have to be looked up when it is printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, TypeVar

_Paper = TypeVar("_Paper")


class BadDocument(ValueError):
    """The stored JSON is not a paper that this version of the kiosk knows."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """``quantity`` times a product; ``amount`` is the whole line in cents (0: free).

    ``picture`` is the key of a picture, ``word`` the name beside it, ``portion`` what one of it
    is ("zak 1 kg"); an empty portion is left out.
    """

    picture: str
    word: str
    quantity: int
    amount: int
    portion: str = ""


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


class _Stored:
    """A document that goes into a print job and comes out the same."""

    __slots__ = ()
    kind: ClassVar[str]

    def to_json(self) -> str:
        """The document as JSON text, with its kind under ``paper``."""
        data = asdict(self)  # type: ignore[call-overload]  # each subclass is a dataclass
        return json.dumps({"paper": self.kind, **data}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class OrderSlip(_Stored):
    """The slip that a participant takes to the counter; ``total`` in cents, ``day`` ISO."""

    kind: ClassVar[str] = "order_slip"

    group: str
    day: str
    number: int
    lines: tuple[PaperLine, ...]
    total: int

    @classmethod
    def from_json(cls, text: str) -> OrderSlip:
        """The slip from stored JSON; raises BadDocument."""
        return _read(text, cls)


@dataclass(frozen=True, slots=True)
class Receipt(_Stored):
    """Proof of a payment. All amounts in cents.

    ``total`` is the sum of the lines, ``due`` what is paid after the legal rounding of cash.
    ``method`` is ``cash``, ``bank`` or ``group``; ``received`` and ``change`` only count for
    cash, ``reason`` for ``group``. ``day`` is ISO, ``time`` local, ``14:52``.
    """

    kind: ClassVar[str] = "receipt"

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

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """The receipt from stored JSON; raises BadDocument."""
        return _read(text, cls)


@dataclass(frozen=True, slots=True)
class TallyStrip(_Stored):
    """The closed day, to be signed. Money in cents, products in portions, ``day`` ISO.

    ``visits`` counts check-ins, ``helps`` people who helped. ``cash_payments``, ``bank`` and
    ``on_group`` are what was paid per method; the cash difference is counted minus expected.
    """

    kind: ClassVar[str] = "tally_strip"

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

    @classmethod
    def from_json(cls, text: str) -> TallyStrip:
        """The strip from stored JSON; raises BadDocument."""
        return _read(text, cls)


Document = OrderSlip | Receipt | TallyStrip

_LINES: dict[type[Any], type[Any]] = {
    OrderSlip: PaperLine,
    Receipt: PaperLine,
    TallyStrip: TallyLine,
}


def document_from_json(text: str) -> Document:
    """Any document from stored JSON, by its own kind; raises BadDocument."""
    kind = _parse(text).get("paper")
    for paper in _LINES:
        if paper.kind == kind:
            document: Document = _read(text, paper)
            return document
    raise BadDocument(f"unknown paper: {kind!r}")


def _parse(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadDocument(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadDocument("a paper is a JSON object")
    return data


def _read(text: str, paper: type[_Paper]) -> _Paper:
    data = _parse(text)
    kind = data.pop("paper", None)
    if kind != getattr(paper, "kind", None):
        raise BadDocument(f"another paper: {kind!r}")
    try:
        data["lines"] = tuple(_LINES[paper](**line) for line in data["lines"])
        return paper(**data)
    except (KeyError, TypeError) as error:
        raise BadDocument(f"not a whole {kind}: {error}") from error
