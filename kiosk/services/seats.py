"""The seats of one party: what a booking is, and how its row is written, within an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

from db import models
from kiosk.errors import BadQuantity
from kiosk.outing import Outing
from kiosk.outing_errors import NoBooking, OutingCancelled, OutingFull, TooLateToBook
from kiosk.services import outings
from kiosk.services.acts import local_day, to_ms

BookingState = Literal["reserved", "confirmed", "waiting", "cancelled"]

LARGEST_PARTY: Final = 20
"""More people in one booking than that is palms on the glass."""


@dataclass(frozen=True, slots=True)
class Booking:
    """Seats for one party at the price of when it booked; ``total`` in cents for all seats.

    ``number`` is that of the slip. ``place`` is the place in the waiting line, from 1, None for
    who does not wait. Who came up from the line for something free is confirmed without a voucher,
    until a volunteer prints it (``has_voucher``).
    """

    id: int
    key: str
    outing: Outing
    number: int | None
    state: BookingState
    adults: int
    children: int
    seats: int
    total: int
    language: str
    place: int | None
    has_voucher: bool


def take_seats(
    *,
    key: str,
    outing: int,
    adults: int,
    children: int,
    participant: int | None = None,
    language: str,
    past_line: bool = False,
    moved_from: models.Booking | None = None,
    at: datetime,
    zone: str,
) -> models.Booking:
    """Write a booking of seats that are free now, within an act: confirmed if free, or reserved.

    A party that moves from another date keeps the prices that it booked at. Raises NoOuting,
    OutingCancelled, TooLateToBook (only once its day is over), BadQuantity, OutingFull.
    """
    going = outings.view(outings.find(outing))
    check_party(adults, children)
    if going.state == "cancelled":
        raise OutingCancelled()
    if going.day < local_day(at, zone):
        raise TooLateToBook()
    if going.waiting and not past_line:
        raise OutingFull("Er wacht nog iemand op een plaats.")
    if not models.Outing.take_seats(outing, adults + children):
        raise OutingFull()
    return write(
        key=key,
        going=going,
        state=None,
        adults=adults,
        children=children,
        participant=participant,
        language=language,
        moved_from=moved_from,
        at=at,
    )


def write(
    *,
    key: str,
    going: Outing,
    state: Literal["waiting"] | None,
    adults: int,
    children: int,
    participant: int | None,
    language: str,
    moved_from: models.Booking | None = None,
    at: datetime,
) -> models.Booking:
    """The row of a new booking, within an act; with a number while a moment is open."""
    prices = moved_from or going
    moment = models.Moment.current()
    free = prices.participant_price == 0
    state_ = state or ("confirmed" if free else "reserved")
    return models.Booking.create(
        key=key,
        outing=going.id,
        participant=participant,
        moment=moment.id if moment else None,
        number=models.Moment.next_number(moment.id) if moment else None,
        state=state_,
        adults=adults,
        children=children,
        participant_price=prices.participant_price,
        group_share=prices.group_share,
        town_share=prices.town_share,
        language=language,
        made_at=to_ms(at),
        confirmed_at=to_ms(at) if state_ == "confirmed" else None,
        moved_from=moved_from.id if moved_from else None,
    )


def check_party(adults: int, children: int) -> None:
    """A party has people, and not more than ``LARGEST_PARTY``. Raises BadQuantity."""
    if adults < 0 or children < 0 or not 1 <= adults + children <= LARGEST_PARTY:
        raise BadQuantity()


def refuse_cancelled(found: models.Booking) -> None:
    """Raises OutingCancelled when the outing of a booking does not take place."""
    if models.Outing.get_by_id(found.outing_id).state == "cancelled":
        raise OutingCancelled()


def find(booking: int) -> models.Booking:
    """The row of a booking, within an act. Raises NoBooking."""
    found = models.Booking.get_or_none(models.Booking.id == booking)
    if found is None:
        raise NoBooking()
    return found


def reload(booking: int) -> Booking:
    """The booking as it was just written, within an act."""
    return view(find(booking))


def view(found: models.Booking) -> Booking:
    """The row of a booking as plain data, within an act."""
    return views([found])[0]


def views(rows: Sequence[models.Booking]) -> list[Booking]:
    """Rows of bookings as plain data, within an act."""
    going = {id_: outings.view(outings.find(id_)) for id_ in {row.outing_id for row in rows}}
    return [
        Booking(
            id=row.id,
            key=row.key,
            outing=going[row.outing_id],
            number=row.number,
            state=cast(BookingState, row.state),
            adults=row.adults,
            children=row.children,
            seats=row.seats,
            total=row.participant_price * row.seats,
            language=row.language,
            place=models.Booking.place(row) if row.state == "waiting" else None,
            has_voucher=models.Voucher.issued(row.id) is not None,
        )
        for row in rows
    ]
