"""The papers of bookings: what stands on them, copies with the same code, lists without names."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from db import models
from kiosk.codes import new_serial
from kiosk.outing_errors import BookingNotOpen, NoBooking, NoOuting, OutingCancelled
from kiosk.paper.outing_documents import BookingSlip, PassengerList, VoucherPaper
from kiosk.paper.render import render
from kiosk.services import bookings, outings, printing, tickets
from kiosk.services.printing import Job
from kiosk.typed_code import PICTURES
from tests.services.day import GROUP, at, key, open_day
from tests.services.trips import RING, TRIP_DAY, ZOO, add, book, cancel, free, priced, settle

pytestmark = pytest.mark.usefixtures("db")


def papers(kind: type) -> list[Job]:
    jobs = [
        printing.find_job(row.id) for row in models.PrintJob.select().order_by(models.PrintJob.id)
    ]
    return [job for job in jobs if isinstance(job.document, kind)]


def voucher_of(booking: bookings.Booking, minutes: float = 5) -> Job:
    return tickets.print_voucher(booking=booking.id, at=at(minutes), group=GROUP, ring=RING)


def test_a_slip_says_the_number_and_what_was_chosen() -> None:
    open_day()
    zoo = add(quota=3)
    book(zoo, 2, 1)
    bookings.reserve(
        key=key(),
        outing=zoo.id,
        adults=1,
        children=0,
        language="fr",
        at=at(),
        group=GROUP,
        ring=RING,
    )
    first, second = (job.document for job in papers(BookingSlip))
    assert isinstance(first, BookingSlip) and isinstance(second, BookingSlip)
    assert (first.number, first.total, first.place, first.own_name) == (1, 1200, 0, "")
    assert (second.number, second.place, second.own_name) == (2, 1, "Zoo d'Anvers")
    assert [job.number for job in papers(BookingSlip)] == [1, 2]


def test_a_voucher_says_the_same_for_every_price() -> None:
    open_day()
    code = RING.sign("V", new_serial())
    seen, drawn = [], set()
    for price in (0, 1, 400, 1999, 2000, 5000):
        booked = book(add(free() if price == 0 else priced(price)), 2, 1)
        if price:
            settle(booked, "group" if price == 1999 else "cash")
        document = papers(VoucherPaper)[-1].document
        assert isinstance(document, VoucherPaper)
        alike = replace(document, code=code, pictures=PICTURES[:3], digits="123456")
        drawn |= {(dots, render(alike, dots).tobytes()) for dots in (384, 576)}
        data = asdict(document)
        ring_code = RING.read(data.pop("code"), TRIP_DAY)
        assert ring_code.kind == "V" and len(data.pop("digits")) == 6
        assert len(data.pop("pictures")) == 3
        seen.append(data)
    assert seen == [seen[0]] * 6
    assert len(drawn) == 2
    assert not {"price", "total", "number", "participant"} & set(seen[0])


def test_a_copy_has_the_same_code_and_says_that_it_is_one() -> None:
    open_day()
    booked = book(add(free()), 2)
    (first,) = papers(VoucherPaper)
    for minutes in (5, 6):
        copy = voucher_of(booked, minutes)
        assert copy.copy_of == first.id
        assert copy.document == first.document
    assert models.Voucher.select().count() == 1


def test_who_came_up_from_the_line_gets_a_first_paper_that_is_no_copy() -> None:
    open_day()
    soup = add(free(), quota=1)
    first, second = book(soup), book(soup)
    bookings.undo_reserve(key=first.key, at=at(2))
    printed = voucher_of(second)
    assert (printed.copy_of, printed.number) == (None, second.number)
    assert voucher_of(second, 6).copy_of == printed.id


def test_only_what_is_confirmed_has_a_voucher() -> None:
    open_day()
    zoo = add()
    with pytest.raises(BookingNotOpen):
        voucher_of(book(zoo))
    paid = book(zoo)
    settle(paid)
    with pytest.raises(NoBooking):
        voucher_of(replace(paid, id=99))
    outings.cancel_outing(outing=zoo.id, reason="regen", at=at(), volunteer=None)
    with pytest.raises(OutingCancelled):
        voucher_of(paid)


def test_an_undone_voucher_that_still_waits_does_not_print() -> None:
    open_day()
    booked = book(add(free()))
    cancel(booked)
    assert papers(VoucherPaper)[0].state == "cancelled"
    with pytest.raises(BookingNotOpen):
        voucher_of(booked)


def test_the_passenger_list_has_parties_and_codes_but_no_names() -> None:
    open_day()
    zoo = add(free(), quota=6)
    book(zoo, 2, 1)
    gone, late = book(zoo, 3), book(zoo, 1)
    bookings.undo_reserve(key=gone.key, at=at(2))
    book(zoo, 4)
    job = tickets.print_passengers(outing=zoo.id, at=at(3), group=GROUP)
    document = job.document
    assert isinstance(document, PassengerList)
    family, came_up = document.lines
    assert (family.adults, family.children, len(family.digits)) == (2, 1, 6)
    assert (came_up.adults, came_up.digits, came_up.pictures) == (1, "", ())
    assert document.waiting == 1
    assert late.place == 1
    with pytest.raises(NoOuting):
        tickets.print_passengers(outing=99, at=at(), group=GROUP)


def test_a_receipt_of_seats_says_what_was_bought() -> None:
    open_day()
    settle(book(add(ZOO), 3), received=1500)
    job = printing.find_job(models.PrintJob.select().order_by(models.PrintJob.id.desc()).first().id)
    line = job.document.lines[0]  # type: ignore[union-attr]
    assert (line.picture, line.quantity, line.amount) == ("outing_zoo", 3, 1200)  # type: ignore[union-attr]
