"""The way of the volunteers to an outing of the practice day, and what the data say of it."""

from __future__ import annotations

from db import models
from kiosk.keys import new_key
from kiosk.services import bookings, outings
from kiosk.services.bookings import Booking
from kiosk.services.outings import Outing
from tests.screens.hands import Hands

ZOO, SOUP, CIRCUS = "outing_zoo", "soup", "outing_circus"
"""Outings of the practice day by their picture: with seats, for free, full with people waiting."""

LAST_MONEY = "SELECT method, total, reason FROM money ORDER BY id DESC LIMIT 1"


def going(kiosk: Hands, picture: str) -> Outing:
    """The outing of the practice day with this picture."""
    return next(one for one in outings.coming(kiosk.app.today()) if one.picture == picture)


def to_list(kiosk: Hands) -> None:
    """The volunteer comes to the outings."""
    kiosk.app.unlock(1, "Wim")
    kiosk.frames(3)
    kiosk.tap(word="Uitstappen")
    assert kiosk.at == "plan_outings"
    kiosk.frames(3)


def work_on(kiosk: Hands, picture: str, word: str) -> None:
    """Choose an outing in the list, then what to do with it."""
    to_list(kiosk)
    kiosk.tap("OutingLine", picture=picture)
    kiosk.tap("OutingAction", word=word)
    kiosk.frames(3)


def of_state(kiosk: Hands, picture: str, state: str) -> Booking:
    """The first party of an outing that is in this state."""
    found = bookings.bookings_of(going(kiosk, picture).id)
    return next(one for one in found if one.state == state)


def again(booking: Booking) -> Booking:
    """A booking as it stands now."""
    found = bookings.booking_of(booking.key)
    assert found is not None
    return found


def vouchers_of(booking: Booking) -> list[str]:
    """The states of its vouchers."""
    rows = models.Voucher.select().where(models.Voucher.booking == booking.id)
    return [row.state for row in rows]


def reserve(kiosk: Hands, picture: str, adults: int = 1) -> Booking:
    """A party that reserved and still has to pay."""
    return bookings.reserve(
        key=new_key(),
        outing=going(kiosk, picture).id,
        adults=adults,
        children=0,
        language="nl",
        at=kiosk.now.wall(),
        group=kiosk.app.group,
        ring=kiosk.app.ring,
    )
