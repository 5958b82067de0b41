"""How the printer is, on every screen; and the volunteers' list of papers."""

from __future__ import annotations

import pytest

from kiosk.printer_state import PICTURES, WORDS, PrinterState
from tests.printer.simulated import SimulatedPrinter
from tests.screens.conftest import Start
from tests.screens.hands import Hands


@pytest.mark.parametrize("state", PICTURES)
def test_each_state_has_a_picture_for_everybody_and_a_word_for_volunteers(
    kiosk: Hands, state: PrinterState
) -> None:
    kiosk.app.spooler.stop()  # the printer itself says nothing more
    kiosk.frames(3)
    kiosk.app.printer_state = state
    kiosk.frames(3)
    assert kiosk.at == "welcome"
    assert kiosk.seen("PrinterSign", key=PICTURES[state])
    assert not kiosk.reads(WORDS[state])
    kiosk.wake()
    assert bool(kiosk.seen("PrinterSign")) == (state in ("low", "out", "cover", "offline"))
    kiosk.app.unlock(1, "Wim")
    kiosk.frames(3)
    assert kiosk.seen("PrinterSign", key=PICTURES[state])
    assert kiosk.reads(WORDS[state])


def test_the_state_follows_the_printer_and_what_waits_comes_out_after_a_refill(
    start: Start,
) -> None:
    printer = SimulatedPrinter()
    try:
        kiosk = start(printer=printer.url)
        kiosk.until(lambda: kiosk.app.printer_state == "ok")
        printer.suffer(out=True)
        kiosk.to_produce()
        kiosk.take(kiosk.tiles()[0])
        kiosk.tap(word="Klaar")
        assert kiosk.at == "order_done"
        kiosk.until(lambda: kiosk.screen.ids.feed.sign == "paper_out")
        assert kiosk.app.printer_state == "out"
        assert kiosk.reads(str(kiosk.one("SELECT max(number) FROM orders")))
        printer.refill()
        kiosk.until(lambda: kiosk.app.printer_state == "ok")
        printer.wait_for(1)
        kiosk.until(kiosk.printed("order_slip"))
        assert kiosk.screen.ids.feed.texture is not None
    finally:
        kiosk.app.spooler.stop()
        printer.close()


def _to_papers(kiosk: Hands) -> None:
    kiosk.to_desk()
    kiosk.tap("DeskTile", picture="printer")
    assert kiosk.at == "papers"
    kiosk.frames(3)


def test_the_papers_of_today_newest_first_and_one_of_them_again(kiosk: Hands) -> None:
    newest = kiosk.one("SELECT max(id) FROM print_job")
    _to_papers(kiosk)
    first = kiosk.seen("PaperTile")[0]
    assert first.job == newest
    kiosk.tap("PaperTile", job=newest)
    kiosk.tap(word="Nog eens")
    copy = kiosk.one(f"SELECT id FROM print_job WHERE copy_of_id = {newest}")
    kiosk.until(lambda: kiosk.one(f"SELECT state FROM print_job WHERE id = {copy}") == "printed")
    kiosk.until(lambda: kiosk.screen.ids.feed.texture is not None)
    kiosk.frames(3)
    assert [tile.told for tile in kiosk.seen("PaperTile") if tile.job == copy] == ["kopie"]


def test_nothing_is_printed_before_a_paper_is_chosen(kiosk: Hands) -> None:
    before = kiosk.one("SELECT count(*) FROM print_job")
    _to_papers(kiosk)
    assert kiosk.seen(word="Nog eens")[0].disabled
    kiosk.touch(*kiosk.place(kiosk.seen(word="Nog eens")[0]))
    assert kiosk.one("SELECT count(*) FROM print_job") == before


def test_what_did_not_come_out_is_counted_on_the_desk_until_it_is_seen(kiosk: Hands) -> None:
    newest = kiosk.one("SELECT max(id) FROM print_job WHERE number IS NOT NULL")
    kiosk.sql(f"UPDATE print_job SET state = 'expired' WHERE id = {newest}")
    kiosk.to_desk()
    assert kiosk.reads("Papier (1)")
    kiosk.tap(word="Papier (1)")
    kiosk.frames(3)
    assert kiosk.reads("zeg het nummer")
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "desk"
    assert kiosk.seen(word="Papier")


def test_what_nobody_knows_of_is_found_on_any_page_and_printed_again(kiosk: Hands) -> None:
    newest, *_, oldest = kiosk.sql("SELECT id FROM print_job WHERE number > 0 ORDER BY id DESC")
    kiosk.sql(f"UPDATE print_job SET state = 'unknown' WHERE id IN ({newest}, {oldest})")
    kiosk.to_desk()
    kiosk.tap(word="Papier (2)")
    kiosk.frames(3)
    assert newest in [tile.job for tile in kiosk.seen("PaperTile")]
    assert oldest not in [tile.job for tile in kiosk.seen("PaperTile")]
    kiosk.tap(picture="arrow_back")
    kiosk.tap(word="Papier (1)")
    kiosk.frames(3)
    assert kiosk.screen.page
    assert [tile.told for tile in kiosk.seen("PaperTile") if tile.job == oldest] == ["misschien"]
    kiosk.tap("PaperTile", job=oldest)
    kiosk.tap(word="Nog eens")
    assert kiosk.one(f"SELECT count(*) FROM print_job WHERE copy_of_id = {oldest}") == 1
    kiosk.tap(picture="arrow_back")
    assert kiosk.seen(word="Papier")


def test_every_paper_of_a_printer_that_tells_nothing_may_be_lost_and_comes_again(
    start: Start,
) -> None:
    printer = SimulatedPrinter(model="", tells_status=False, tells_done=False)
    try:
        kiosk = start(printer=printer.url)
        before = kiosk.one("SELECT max(id) FROM print_job")
        waiting = "SELECT id FROM print_job WHERE state IN ('queued', 'sending')"
        for offer in range(3):
            kiosk.to_produce()
            kiosk.take(kiosk.tiles()[offer])
            kiosk.tap(word="Klaar")
            kiosk.until(lambda: not kiosk.sql(waiting))
            kiosk.until(lambda: kiosk.screen.ids.feed.sign == "printer_unknown")
            kiosk.app.show("welcome")
            kiosk.frames(3)
        first, copy, *others = kiosk.sql(f"SELECT id FROM print_job WHERE id > {before}")
        assert kiosk.one(f"SELECT copy_of_id FROM print_job WHERE id = {copy}") == first
        assert len(others) == 2
        kiosk.wake()
        kiosk.to_desk()
        kiosk.tap(word="Papier (3)")
        kiosk.frames(3)
        told = {tile.job: tile.told for tile in kiosk.seen("PaperTile")}
        assert [told[job] for job in (first, copy)] == ["misschien", "kopie misschien"]
        for job in others:
            assert told[job] == "misschien"
            kiosk.tap("PaperTile", job=job)
            kiosk.tap(word="Nog eens")
            assert kiosk.one(f"SELECT count(*) FROM print_job WHERE copy_of_id = {job}") == 1
    finally:
        kiosk.app.spooler.stop()
        printer.close()


def test_all_papers_can_be_reached(kiosk: Hands) -> None:
    _to_papers(kiosk)
    seen: set[int] = set()
    for _ in range(int(kiosk.screen.pages)):
        seen |= {int(tile.job) for tile in kiosk.seen("PaperTile")}
        kiosk.tap(picture="arrow_right")
        kiosk.frames(3)
    assert seen == set(kiosk.sql("SELECT id FROM print_job WHERE state <> 'cancelled'"))


def test_a_day_without_papers(empty: Hands) -> None:
    empty.app.unlock(1, "Wim")
    empty.app.show("papers")
    empty.frames(3)
    assert empty.reads("Nog geen papier")
