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
    kiosk.tap(word="Kopie")
    copy = kiosk.one(f"SELECT id FROM print_job WHERE copy_of_id = {newest}")
    kiosk.until(lambda: kiosk.one(f"SELECT state FROM print_job WHERE id = {copy}") == "printed")
    kiosk.until(lambda: kiosk.screen.ids.feed.texture is not None)
    kiosk.frames(3)
    assert [tile.told for tile in kiosk.seen("PaperTile") if tile.job == copy] == ["kopie"]


def test_nothing_is_printed_before_a_paper_is_chosen(kiosk: Hands) -> None:
    before = kiosk.one("SELECT count(*) FROM print_job")
    _to_papers(kiosk)
    assert kiosk.seen(word="Kopie")[0].disabled
    kiosk.touch(*kiosk.place(kiosk.seen(word="Kopie")[0]))
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
