"""Letting people in: what a voucher means now, and redeeming its seats, each once.

Nothing here needs a network: the key ring refuses what is not ours before any look-up, and the
database of this kiosk says the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from db import models
from kiosk.codes import KeyRing
from kiosk.errors import BadQuantity, NotOurs, TooLate
from kiosk.outing import Outing
from kiosk.outing_errors import OtherDay, VoucherCancelled, VoucherUsed
from kiosk.services import outings
from kiosk.services.acts import act, from_ms, look, to_ms
from kiosk.services.locks import count_guess, settle_guess
from kiosk.typed_code import TypedCode

Light = Literal["green", "amber", "red"]
Why = Literal["welcome", "used", "not_ours", "cancelled", "other_day"]

UNDO_WITHIN: Final = timedelta(minutes=5)
"""How long somebody who was let in by mistake can be taken back."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code means now.

    Green (``welcome``): ``left`` of ``seats`` may still come in. Amber (``used``): all were let
    in, the last at ``used_at``. Red: ``not_ours`` (then there is nothing else to tell),
    ``cancelled``, or for an ``other_day``. ``number`` is that of the booking.
    """

    light: Light
    why: Why
    voucher: int | None = None
    outing: Outing | None = None
    number: int | None = None
    seats: int = 0
    redeemed: int = 0
    adults: int = 0
    children: int = 0
    used_at: datetime | None = None

    @property
    def left(self) -> int:
        """Seats that were not let in yet."""
        return self.seats - self.redeemed


@dataclass(frozen=True, slots=True)
class LetIn:
    """Seats that were let in under ``key`` and can still be taken back; ``picture`` of the outing."""

    key: str
    picture: str
    seats: int
    at: datetime


NOT_OURS: Final = Verdict("red", "not_ours")


def look_up(scanned: str, *, ring: KeyRing, today: date) -> Verdict:
    """What a scanned code means; nothing is written, and whatever is wrong is a red light."""
    try:
        code = ring.read(scanned, today)
    except NotOurs:
        return NOT_OURS
    if code.kind != "V":
        return NOT_OURS
    with look():
        return _verdict(models.Voucher.with_serial(code.serial), today)


def look_up_typed(
    pictures: tuple[str, str, str], digits: str, *, at: datetime, today: date
) -> Verdict:
    """What a typed code means.

    A code of which the check digit is wrong is a slip of the finger: red at once, and not counted.
    Any other is counted before it is looked at, and wrong ones in a row are slowed down. Raises
    CodePause (not counted).
    """
    try:
        typed = TypedCode(pictures, digits).text
    except NotOurs:
        return NOT_OURS
    guess = count_guess("voucher", at)
    with look():
        verdict = _verdict(models.Voucher.with_typed(typed), today)
    settle_guess(guess, right=verdict.voucher is not None)
    return verdict


def redeem(
    *, key: str, voucher: int, seats: int, at: datetime, today: date, volunteer: int | None
) -> Verdict:
    """Let so many of a party in; the same key again lets nobody else in.

    One conditional update: two kiosks on one database cannot let the same seat in twice. Raises
    BadQuantity, VoucherUsed (fewer seats are left), VoucherCancelled, OtherDay.
    """
    if seats < 1:
        raise BadQuantity()
    with act():
        done = models.Redeeming.with_key(key)
        if done is not None:
            return _verdict(models.Voucher.get_by_id(done.voucher_id), today)
        found = models.Voucher.get_or_none(models.Voucher.id == voucher)
        verdict = _verdict(found, today)
        if verdict.why in ("not_ours", "cancelled"):
            raise VoucherCancelled()
        if verdict.why == "other_day":
            raise OtherDay()
        if not models.Voucher.redeem(voucher, seats):
            raise VoucherUsed()
        models.Redeeming.create(
            key=key, voucher=voucher, seats=seats, volunteer=volunteer, at=to_ms(at)
        )
        models.Audit.note("redeem", "voucher", voucher, volunteer, to_ms(at), seats=seats)
        return _verdict(models.Voucher.get_by_id(voucher), today)


def undo_redeem(*, key: str, at: datetime, today: date, volunteer: int | None = None) -> Verdict:
    """Take back what ``redeem`` did under this key, within 5 minutes; twice is once.

    A clock that went backwards since cannot tell how long ago it was: too late. Raises TooLate,
    VoucherCancelled.
    """
    with act():
        done = models.Redeeming.with_key(key)
        if done is None:
            raise TooLate("Er is niets om ongedaan te maken.")
        if done.undone_at is None:
            if not timedelta(0) <= at - from_ms(done.at) <= UNDO_WITHIN:
                raise TooLate("Ongedaan maken kan maar 5 minuten.")
            if not models.Voucher.take_back(done.voucher_id, done.seats):
                raise VoucherCancelled()
            models.Redeeming.undo(done.id, to_ms(at))
            models.Audit.note("undo_redeem", "voucher", done.voucher_id, volunteer, to_ms(at))
        return _verdict(models.Voucher.get_by_id(done.voucher_id), today)


def just_let_in(at: datetime, limit: int = 3) -> list[LetIn]:
    """The last so many who can still be taken back now, newest first."""
    with look():
        found = []
        for done in models.Redeeming.latest(limit):
            booking = models.Booking.get_by_id(done.voucher.booking_id)
            picture = outings.find(booking.outing_id).picture
            found.append(LetIn(done.key, picture, done.seats, from_ms(done.at)))
        return [one for one in found if timedelta(0) <= at - one.at <= UNDO_WITHIN]


def _verdict(found: models.Voucher | None, today: date) -> Verdict:
    if found is None:
        return NOT_OURS
    booking = models.Booking.get_by_id(found.booking_id)
    going = outings.view(outings.find(booking.outing_id))
    light: Light = "red"
    why: Why
    used_at = None
    if found.state == "void" or going.state == "cancelled":
        why = "cancelled"
    elif today not in _days(going):
        why = "other_day"
    elif found.redeemed < found.seats:
        light, why = "green", "welcome"
    else:
        light, why = "amber", "used"
    last = models.Redeeming.last_of(found.id) if found.redeemed else None
    if last is not None:
        used_at = from_ms(last.at)
    return Verdict(
        light=light,
        why=why,
        voucher=found.id,
        outing=going,
        number=booking.number,
        seats=found.seats,
        redeemed=found.redeemed,
        adults=booking.adults,
        children=booking.children,
        used_at=used_at,
    )


def _days(going: Outing) -> tuple[date, ...]:
    """The days on which its vouchers count: two for what ends after midnight."""
    if going.ends is not None and going.ends < going.starts:
        return (going.day, going.day + timedelta(days=1))
    return (going.day,)
