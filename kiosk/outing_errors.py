"""Every way an act about outings, bookings, vouchers and votes can be refused, by name."""

from __future__ import annotations

from kiosk.errors import KioskError


class BadOuting(KioskError):
    """What was filled in about an outing cannot be; the sentence says what."""

    sentence = "Dit kan niet voor een uitstap. Kijk het nog eens na."


class NoOuting(KioskError):
    """There is no such outing."""

    sentence = "Die uitstap is er niet."
    picture = "calendar"


class OutingCancelled(KioskError):
    """The outing does not take place."""

    sentence = "Die uitstap gaat niet door."
    picture = "closed_today"


class TooLateToBook(KioskError):
    """The deadline for booking is over, or the outing itself."""

    sentence = "De tijd om in te schrijven is voorbij."
    picture = "clock"


class TooManySeats(KioskError):
    """A party larger than the whole quota: it would wait for ever and keep all others waiting."""

    sentence = "Zoveel plaatsen heeft die uitstap niet."
    picture = "bus_full"


class OutingFull(KioskError):
    """There are not so many seats free."""

    sentence = "Er zijn niet genoeg plaatsen vrij."
    picture = "bus_full"


class NoBooking(KioskError):
    """There is no such booking, or it was cancelled."""

    sentence = "Die inschrijving is er niet (meer)."
    picture = "calendar"


class BookingNotOpen(KioskError):
    """The booking does not wait for this (any more)."""

    sentence = "Die inschrijving staat niet meer open."


class VoucherUsed(KioskError):
    """Seats of this voucher were let in already."""

    sentence = "Die bon is al gebruikt."


class VoucherCancelled(KioskError):
    """The voucher does not count any more."""

    sentence = "Die bon geldt niet meer."


class OtherDay(KioskError):
    """The voucher is for another day."""

    sentence = "Die bon is voor een andere dag."
    picture = "calendar"


class CodePause(KioskError):
    """Too many wrong codes were typed; a pause is running."""

    sentence = "Te veel foute codes. Wacht even."
    picture = "lock"


class BadPoll(KioskError):
    """Not two to six different pictures to vote for."""

    sentence = "Kies twee tot zes verschillende prenten."


class NoPoll(KioskError):
    """No vote is open on this picture."""

    sentence = "Die stemming is er niet (meer)."
    picture = "vote"


class NothingComing(KioskError):
    """No moment and no outing is planned, so there is nothing to take home."""

    sentence = "Er staat nog niets op de kalender."
    picture = "calendar"
