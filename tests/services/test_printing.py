"""Papers: written with the act, printed in time or told, never twice unmarked."""

from __future__ import annotations

import pytest

from db import models
from kiosk.errors import NoPaper
from kiosk.services import orders, printing
from tests.services import trips
from tests.services.day import at, hand_in, open_day, pay

pytestmark = pytest.mark.usefixtures("db")


def queued(minutes: float = 2) -> printing.Job:
    order = hand_in(open_day().offers[0].id, minutes=minutes)
    return printing.jobs_of(order=order.id)[0]


def state(job: printing.Job) -> str:
    return printing.find_job(job.id).state


def test_a_paper_goes_its_way_once() -> None:
    job = queued()
    assert printing.next_job(at(2)) == job
    assert printing.mark_sending(job.id, at(2))
    assert not printing.mark_sending(job.id, at(2))
    assert printing.next_job(at(2)) is None
    assert printing.mark_printed(job.id, at(2.1))
    assert not printing.mark_failed(job.id, at(2.2))
    assert state(job) == "printed"
    assert printing.jobs_to_tell() == []


@pytest.mark.parametrize(("minutes", "expired"), [(4, False), (4.1, True), (0, False), (-1, True)])
def test_a_paper_that_is_late_is_told_and_never_bursts_out(minutes: float, expired: bool) -> None:
    job = queued()
    found = printing.next_job(at(minutes))
    assert (found is None) is expired
    assert state(job) == ("expired" if expired else "queued")
    told = printing.jobs_to_tell()
    assert [paper.number for paper in told] == ([1] if expired else [])
    if expired:
        printing.mark_told(job.id, at(minutes))
        assert printing.jobs_to_tell() == []


def test_in_order_of_writing() -> None:
    first = queued()
    pay(orders.open_orders()[0])
    assert printing.mark_sending(first.id, at(3))
    second = printing.next_job(at(3))
    assert second is not None and second.kind == "receipt"
    assert printing.mark_expired(second.id, at(3))
    assert printing.next_job(at(3)) is None


def test_a_power_cut_while_sending_is_unknown_and_prints_one_copy() -> None:
    job = queued()
    printing.mark_sending(job.id, at(2))
    assert printing.recover_jobs(at(3)) == 1
    assert printing.recover_jobs(at(3)) == 0
    assert state(job) == "unknown"
    copy = printing.next_job(at(3))
    assert copy is not None
    assert (copy.copy_of, copy.document, copy.made_at) == (job.id, job.document, job.made_at)
    assert printing.jobs_to_tell() == []  # the copy tells how it ended
    printing.mark_sending(copy.id, at(3))
    assert printing.recover_jobs(at(3.5)) == 1
    assert printing.next_job(at(3.5)) is None
    assert [paper.id for paper in printing.jobs_to_tell()] == [copy.id]


def test_a_copy_comes_no_later_than_its_paper_would_have() -> None:
    job = queued()
    printing.mark_sending(job.id, at(2))
    printing.recover_jobs(at(62))
    assert printing.next_job(at(62)) is None
    assert [(paper.copy_of, paper.state) for paper in printing.jobs_to_tell()] == [
        (job.id, "expired")
    ]


@pytest.mark.parametrize("note", ["untold", "no answer"])
def test_what_lets_in_is_never_printed_again_by_itself(note: str) -> None:
    open_day()
    trips.book(trips.add(trips.free()))
    voucher = printing.next_job(at(2))
    assert voucher is not None and voucher.kind == "voucher"
    printing.mark_sending(voucher.id, at(2))
    assert printing.mark_unknown(voucher.id, at(2), note)
    assert printing.next_job(at(2)) is None
    assert [paper.id for paper in printing.jobs_to_tell()] == [voucher.id]


def test_of_a_printer_that_never_tells_nothing_is_printed_again() -> None:
    job = queued()
    printing.mark_sending(job.id, at(2))
    assert printing.mark_unknown(job.id, at(2), "untold", again=False)
    assert printing.next_job(at(2)) is None
    assert [paper.id for paper in printing.jobs_to_tell()] == [job.id]


def test_whether_the_last_paper_may_hang_half_out_of_the_printer() -> None:
    assert not printing.broke_off()
    job = queued()
    assert not printing.broke_off()
    printing.mark_sending(job.id, at(2))
    assert printing.broke_off()
    printing.mark_unknown(job.id, at(2))
    assert printing.broke_off()
    copy = printing.next_job(at(2))
    assert copy is not None
    printing.mark_sending(copy.id, at(2))
    printing.mark_printed(copy.id, at(2))
    assert not printing.broke_off()


def test_a_printer_that_took_nothing_leaves_it_waiting() -> None:
    job = queued()
    assert not printing.requeue(job.id)
    printing.mark_sending(job.id, at(2))
    assert printing.requeue(job.id)
    assert printing.next_job(at(2)) == job
    printing.mark_sending(job.id, at(2))
    assert printing.mark_unknown(job.id, at(2), "no answer")
    assert printing.find_job(job.id).note == "no answer"


def test_a_reprint_is_a_copy_of_the_first() -> None:
    job = queued()
    printing.mark_sending(job.id, at(2))
    printing.mark_failed(job.id, at(2), "paper out")
    copy = printing.reprint(job.id, at(9))
    assert (copy.copy_of, copy.state, copy.document) == (job.id, "queued", job.document)
    assert printing.reprint(copy.id, at(9)).copy_of == job.id
    assert printing.next_job(at(9)) == copy
    with pytest.raises(NoPaper):
        printing.reprint(99, at(9))


def test_what_was_undone_is_not_printed_again() -> None:
    job = queued()
    orders.cancel_order(order=1, at=at(3), volunteer=None)
    assert state(job) == "cancelled"
    assert not printing.mark_sending(job.id, at(3))
    with pytest.raises(NoPaper):
        printing.reprint(job.id, at(3))
    with pytest.raises(NoPaper):
        printing.find_job(99)


def test_a_paper_that_cannot_be_read_lets_the_next_one_through() -> None:
    day = open_day()
    broken = printing.jobs_of(order=hand_in(day.offers[0].id, minutes=2).id)[0]
    good = printing.jobs_of(order=hand_in(day.offers[0].id, minutes=2).id)[0]
    models.PrintJob.update(document='{"paper":"scroll"}').where(
        models.PrintJob.id == broken.id
    ).execute()
    assert printing.next_job(at(2)) == good
    assert models.PrintJob.get_by_id(broken.id).state == "failed"
    assert [job.id for job in printing.jobs_to_tell()] == []
