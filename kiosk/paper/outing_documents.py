"""What stands on the papers of outings, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kiosk.paper.stored import Stored


@dataclass(frozen=True, slots=True)
class BookingSlip(Stored):
    """The slip that goes along to the counter, or that says the place in the waiting line.

    ``total`` in cents for all seats; ``place`` in the line, 0 for seats that are kept. ``day`` is
    that of the moment, ``outing_day`` that of the outing, both ISO; ``starts`` as ``14:30``.
    ``own_name`` is the name in the ``language`` of the person, empty when there is none.
    """

    kind: ClassVar[str] = "booking_slip"

    group: str
    day: str
    number: int
    picture: str
    name: str
    own_name: str
    outing_day: str
    starts: str
    adults: int
    children: int
    total: int
    place: int
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class VoucherPaper(Stored):
    """The signed paper for a confirmed booking.

    It has no price, no name, no number of a person or pass: nothing on it follows from what was
    paid. ``code`` is the text of the QR code, ``pictures`` and ``digits`` what is typed instead.
    ``meeting_time`` is empty when people just come at the start.
    """

    kind: ClassVar[str] = "voucher"

    group: str
    picture: str
    name: str
    own_name: str
    day: str
    starts: str
    meeting_place: str
    meeting_time: str
    transport: str
    adults: int
    children: int
    code: str
    pictures: tuple[str, ...]
    digits: str
    language: str = "nl"

    def __post_init__(self) -> None:
        object.__setattr__(self, "pictures", tuple(self.pictures))


@dataclass(frozen=True, slots=True)
class Passenger:
    """A party on the passenger list: its code and size; no code before its voucher is printed."""

    pictures: tuple[str, ...]
    digits: str
    adults: int
    children: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "pictures", tuple(self.pictures))


@dataclass(frozen=True, slots=True)
class PassengerList(Stored):
    """Who may come along, without a name, to be ticked; ``waiting`` parties have no seats."""

    kind: ClassVar[str] = "passenger_list"
    line: ClassVar[type[Any] | None] = Passenger

    group: str
    picture: str
    name: str
    day: str
    starts: str
    transport: str
    lines: tuple[Passenger, ...]
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A moment or an outing on the take-home strip; ``transport`` is empty for a moment."""

    picture: str
    name: str
    own_name: str
    day: str
    starts: str
    place: str = ""
    transport: str = ""


@dataclass(frozen=True, slots=True)
class ComingStrip(Stored):
    """What is coming, to take home; ``day`` is that of printing, ISO."""

    kind: ClassVar[str] = "coming_strip"
    line: ClassVar[type[Any] | None] = ComingLine

    group: str
    day: str
    lines: tuple[ComingLine, ...]
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class SharesLine:
    """One outing on the strip of shares; money in cents, ``no_shows`` None until it is over."""

    picture: str
    name: str
    day: str
    seats: int
    paid: int
    on_group: int
    group: int
    town: int
    no_shows: int | None = None


@dataclass(frozen=True, slots=True)
class SharesStrip(Stored):
    """Who bore what of the outings between two days, ISO."""

    kind: ClassVar[str] = "shares_strip"
    line: ClassVar[type[Any] | None] = SharesLine

    group: str
    first: str
    last: str
    lines: tuple[SharesLine, ...]
