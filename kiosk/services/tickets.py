"""The papers of bookings: slip and voucher, written with the act that they document; copies."""

from __future__ import annotations

from datetime import datetime

from db import models
from kiosk.codes import KeyRing, new_serial
from kiosk.outing import Outing
from kiosk.outing_errors import BookingNotOpen
from kiosk.paper.documents import PaperLine
from kiosk.paper.outing_documents import (
    BookingSlip,
    Passenger,
    PassengerList,
    VoucherPaper,
)
from kiosk.services import outings
from kiosk.services.acts import act, look, to_ms
from kiosk.services.printing import Group, Job, copy_job, job_of, queue_job
from kiosk.services.seats import find, refuse_cancelled
from kiosk.typed_code import TypedCode, new_typed_code, read_typed_code


def print_voucher(
    *, booking: int, at: datetime, group: Group, ring: KeyRing, volunteer: int | None = None
) -> Job:
    """Print the voucher of a confirmed booking; from the second time on it is marked KOPIE.

    A copy has the same code. A party that came up from the waiting line has no voucher until this
    first printing. Raises NoBooking, BookingNotOpen, OutingCancelled.
    """
    with act():
        found = find(booking)
        if found.state != "confirmed":
            raise BookingNotOpen()
        refuse_cancelled(found)
        models.Audit.note("print_voucher", "booking", booking, volunteer, to_ms(at))
        voucher = models.Voucher.issued(booking)
        if voucher is None:
            return job_of(queue_voucher(found, at=at, group=group, ring=ring))
        paper = voucher_paper(found, voucher, group, ring)
        first = models.PrintJob.first_about_booking(booking, VoucherPaper.kind)
        if first is None:
            again = queue_job(
                paper, at=at, moment=found.moment_id, booking=booking, number=found.number
            )
            return job_of(again)
        return job_of(copy_job(first, paper, at))


def typed_codes(outing: int) -> dict[int, TypedCode]:
    """The typed code of each voucher of an outing that counts, by booking."""
    with look():
        issued = models.Voucher.issued_of(outing)
        return {booking: read_typed_code(voucher.typed) for booking, voucher in issued.items()}


def print_passengers(
    *, outing: int, at: datetime, group: Group, volunteer: int | None = None
) -> Job:
    """Print the passenger list of an outing: parties and codes, no names. Raises NoOuting."""
    with act():
        going = outings.view(outings.find(outing))
        codes = typed_codes(outing)
        lines = []
        for booking in models.Booking.of(outing, "confirmed"):
            code = codes.get(booking.id)
            lines.append(
                Passenger(
                    code.pictures if code else (),
                    code.digits if code else "",
                    booking.adults,
                    booking.children,
                )
            )
        paper = PassengerList(
            group=group.name,
            picture=going.picture,
            name=going.name(group.language),
            day=going.day.isoformat(),
            starts=f"{going.starts:%H:%M}",
            transport=going.transport,
            lines=tuple(lines),
            waiting=going.waiting,
        )
        models.Audit.note("print_passengers", "outing", outing, volunteer, to_ms(at))
        return job_of(queue_job(paper, at=at))


def queue_slip(found: models.Booking, place: int, *, at: datetime, group: Group) -> None:
    """Queue the slip with the number, within the act; ``place`` in the waiting line or 0."""
    outing = _outing(found)
    moment = models.Moment.get_by_id(found.moment_id)
    paper = BookingSlip(
        group=group.name,
        day=moment.day,
        number=found.number or 0,
        picture=outing.picture,
        name=outing.name(group.language),
        own_name=_own_name(outing, found.language, group),
        outing_day=outing.day.isoformat(),
        starts=f"{outing.starts:%H:%M}",
        adults=found.adults,
        children=found.children,
        total=found.participant_price * found.seats,
        place=place,
        language=found.language,
    )
    queue_job(paper, at=at, moment=moment.id, booking=found.id)


def queue_voucher(
    found: models.Booking, *, at: datetime, group: Group, ring: KeyRing, money: int | None = None
) -> int:
    """Issue the voucher of a confirmed booking and queue its paper, within the act."""
    voucher = models.Voucher.create(
        booking=found.id,
        serial=new_serial(),
        typed=_free_typed_code(),
        key_id=ring.active.id,
        state="issued",
        seats=found.seats,
        valid_day=models.Outing.get_by_id(found.outing_id).day,
        issued_at=to_ms(at),
    )
    paper = voucher_paper(found, voucher, group, ring)
    return queue_job(
        paper,
        at=at,
        moment=found.moment_id,
        booking=found.id,
        money=money,
        number=found.number,
    )


def voucher_paper(
    found: models.Booking, voucher: models.Voucher, group: Group, ring: KeyRing
) -> VoucherPaper:
    """What stands on a voucher: the same for every price. Raises NoSuchKey."""
    outing = _outing(found)
    typed = read_typed_code(voucher.typed)
    return VoucherPaper(
        group=group.name,
        picture=outing.picture,
        name=outing.name(group.language),
        own_name=_own_name(outing, found.language, group),
        day=outing.day.isoformat(),
        starts=f"{outing.starts:%H:%M}",
        meeting_place=outing.meeting_place,
        meeting_time=f"{outing.meeting_time:%H:%M}" if outing.meeting_time else "",
        transport=outing.transport,
        adults=found.adults,
        children=found.children,
        code=ring.sign("V", voucher.serial, voucher.key_id),
        pictures=typed.pictures,
        digits=typed.digits,
        language=found.language,
    )


def receipt_lines(found: models.Booking, group: Group) -> tuple[PaperLine, ...]:
    """What a receipt says was bought."""
    outing = _outing(found)
    return (
        PaperLine(
            picture=outing.picture,
            word=outing.name(group.language),
            quantity=found.seats,
            amount=found.participant_price * found.seats,
            own_word=_own_name(outing, found.language, group),
        ),
    )


def _outing(found: models.Booking) -> Outing:
    return outings.view(outings.find(found.outing_id))


def _own_name(outing: Outing, language: str, group: Group) -> str:
    """The name in the language of the person, when it has one beside that of the group."""
    own = "" if language == group.language else outing.names.get(language, "")
    return "" if own == outing.name(group.language) else own


def _free_typed_code() -> str:
    while True:
        code = new_typed_code().text
        if models.Voucher.with_typed(code) is None:
            return code
