"""The papers of a day: what came out, what did not, once more; and what printers can tell."""

from __future__ import annotations

import pytest

from db import models
from kiosk.errors import NoPaper
from kiosk.printer_state import Profile
from kiosk.services import bookings, papers, printers, printing, tickets
from tests.services import trips
from tests.services.day import GROUP, at, hand_in, open_day

pytestmark = pytest.mark.usefixtures("db")


def test_the_papers_of_a_day_newest_first() -> None:
    offer = open_day().offers[0].id
    hand_in(offer, minutes=2)
    first = printing.jobs_of(order=1)[0]
    later = printing.jobs_of(order=hand_in(offer, minutes=5).id)[0]
    undone = printing.jobs_of(order=hand_in(offer, minutes=6).id)[0]
    models.PrintJob.call_off(0, order=3)
    assert printing.find_job(undone.id).state == "cancelled"
    assert [job.id for job in papers.papers_since(at())] == [later.id, first.id]
    assert [job.id for job in papers.papers_since(at(4))] == [later.id]


def test_what_cannot_be_read_is_left_out() -> None:
    job = printing.jobs_of(order=hand_in(open_day().offers[0].id).id)[0]
    models.PrintJob.update(document='{"paper":"scroll"}').where(
        models.PrintJob.id == job.id
    ).execute()
    assert papers.papers_since(at()) == []


def test_what_did_not_come_is_counted_until_a_volunteer_saw_it() -> None:
    hand_in(open_day().offers[0].id, minutes=2)
    assert papers.untold() == set()
    assert printing.next_job(at(9)) is None
    assert papers.untold() == {1}
    papers.mark_seen(at(10))
    assert papers.untold() == set()


def test_what_stands_on_another_page_is_not_seen() -> None:
    offer = open_day().offers[0].id
    for minutes in (2, 3):
        hand_in(offer, minutes=minutes)
    printing.next_job(at(9))
    papers.mark_seen(at(10), {1})
    assert papers.untold() == {1}


def test_printing_again_tells_as_well() -> None:
    hand_in(open_day().offers[0].id, minutes=2)
    printing.next_job(at(9))
    printing.reprint(1, at(10))
    assert papers.untold() == set()


def test_a_voucher_that_does_not_count_any_more_is_not_printed_again() -> None:
    open_day()
    booking = trips.book(trips.add(trips.free()))
    (first,) = papers.papers_since(at())
    assert printing.reprint(first.id, at(2)).copy_of == first.id
    trips.cancel(booking)
    with pytest.raises(NoPaper):
        printing.reprint(first.id, at(4))


def test_a_voucher_of_before_the_seats_were_moved_is_not_printed_again() -> None:
    open_day()
    booking = trips.book(trips.add(trips.free()))
    (first,) = papers.papers_since(at())
    moved = bookings.move_booking(
        key="move",
        booking=booking.id,
        outing=trips.add(trips.free()).id,
        at=at(2),
        volunteer=None,
        group=GROUP,
        ring=trips.RING,
    )
    with pytest.raises(NoPaper):
        printing.reprint(first.id, at(4))
    tickets.print_voucher(booking=moved.id, at=at(5), group=GROUP, ring=trips.RING)
    newest = papers.papers_since(at())[0]
    assert printing.reprint(newest.id, at(6)).copy_of is not None


def test_what_is_learned_of_a_printer_is_kept() -> None:
    assert printers.find("TM-T20II") is None
    printers.keep(Profile("TM-T20II", status=True))
    assert printers.find("TM-T20II") == Profile("TM-T20II", status=True, done=None)
    printers.keep(Profile("TM-T20II", status=True, done=False))
    assert printers.find("TM-T20II") == Profile("TM-T20II", status=True, done=False)
    assert printers.find("tcp://192.168.1.50") is None
