"""What goes wrong: a broken screen, keys, no printer, missing files, a card that cannot be written."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

import db
from db.models.base import proxy
from kiosk import picture_atlas
from kiosk.services import backups, checkins, orders
from tests.screens.conftest import Start
from tests.screens.hands import Hands

SHIFT, CTRL, ALT, META = "shift", "ctrl", "alt", "meta"


def test_what_breaks_becomes_a_picture_then_home_and_is_logged(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_given: object) -> None:
        raise RuntimeError("a fault of our own")

    monkeypatch.setattr(checkins, "check_in", broken)
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    with kiosk.breaking(), caplog.at_level(logging.ERROR):
        kiosk.tap(word="Klaar")
        assert kiosk.at == "sorry"
    assert "a screen broke" in caplog.text
    kiosk.wait(7)
    assert kiosk.at == "welcome"
    monkeypatch.undo()
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap(word="Klaar")
    assert kiosk.at == "checked_in"


def test_what_breaks_while_a_screen_opens_is_caught_too(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("a fault of our own")

    kiosk.wake()
    monkeypatch.setattr(orders, "basket", broken)
    with kiosk.breaking():
        kiosk.tap(task="produce")
        assert kiosk.at == "sorry"
    kiosk.tap(picture="house")
    assert kiosk.at == "welcome"


def test_a_break_releases_the_basket(kiosk: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_given: object) -> None:
        raise RuntimeError("a fault of our own")

    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    monkeypatch.setattr(orders, "hand_in_order", broken)
    with kiosk.breaking():
        kiosk.tap(word="Klaar")
    kiosk.wait(7)
    assert kiosk.at == "welcome"
    assert kiosk.one("SELECT count(*) FROM orders WHERE state = 'basket'") == 0


@pytest.mark.parametrize("screen", ["welcome", "produce", "pin"])
@pytest.mark.parametrize(
    ("code", "text", "modifiers"),
    [
        (282, None, ()),  # F1: Kivy's settings
        (27, None, ()),  # Escape: leave the program
        (101, "e", (CTRL,)),  # Kivy's inspector
        (113, "q", (CTRL,)),
        (119, "w", (CTRL,)),
        (115, "s", (CTRL,)),
        (285, None, (ALT,)),  # Alt and F4
        (292, None, ()),  # F11: full screen
        (293, None, ()),
        (113, "q", (META,)),
        (13, None, ()),
        (9, None, (ALT,)),
        (49, "1", ()),
        (32, " ", ()),
    ],
)
def test_keys_change_nothing(
    kiosk: Hands, screen: str, code: int, text: str | None, modifiers: tuple[str, ...]
) -> None:
    from kivy.base import EventLoop
    from kivy.core.window import Window

    if screen == "produce":
        kiosk.to_produce()
    elif screen == "pin":
        kiosk.hold_logo()
    children, full = list(Window.children), Window.fullscreen
    kiosk.key(code, text, modifiers)
    assert kiosk.at == screen
    assert list(Window.children) == children
    assert Window.fullscreen == full
    assert not EventLoop.quit and EventLoop.status == "started"
    assert getattr(kiosk.screen, "dots", "") == ""


def test_without_a_printer_the_journey_goes_on(start: Start) -> None:
    kiosk = start(printer="tcp://127.0.0.1:1")
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap(word="Klaar")
    assert kiosk.at == "order_done"
    number = kiosk.one("SELECT max(number) FROM orders")
    kiosk.until(lambda: kiosk.app.notice)
    assert kiosk.reads(str(number))
    assert kiosk.seen("Picture", key="no_connection")
    assert kiosk.screen.ids.feed.texture is None
    waits = "SELECT state FROM print_job ORDER BY id DESC LIMIT 1"
    assert kiosk.one(waits) in ("queued", "sending")
    kiosk.wait(0.5)
    kiosk.tap(word="Goed")
    assert kiosk.at == "welcome"
    kiosk.to_counter()
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid"


def test_a_missing_picture_leaves_the_word(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kiosk.widgets import pictures

    monkeypatch.setattr(picture_atlas, "find", lambda key, pixels: None)
    pictures.forget()
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    tile = kiosk.tiles()[1]
    tile.picture, picture = "nowhere", tile.picture
    kiosk.frames(3)
    assert kiosk.reads(tile.word)
    kiosk.shot()
    kiosk.tap(word="Klaar")
    assert kiosk.at == "order_done"
    kiosk.shot()
    monkeypatch.undo()
    pictures.forget()
    tile.picture = picture


def test_a_database_that_is_gone_becomes_a_sentence_and_the_kiosk_lives(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_given: object) -> None:
        raise db.CannotWrite("/data")

    kiosk.settle_orders()
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap("FieldTile", label="soep")
    kiosk.tap(word="Kassa")
    kiosk.app.spooler.stop()
    with kiosk.breaking(), monkeypatch.context() as patch:
        patch.setattr(db, "transaction", gone)
        patch.setattr(db, "reading", gone)
        kiosk.tap(word="Geteld")
        assert kiosk.at == "sorry"
        assert kiosk.reads("alleen-lezen")
    kiosk.wait(7)
    assert kiosk.at == "welcome"


def test_damaged_data_are_kept_and_the_last_copy_comes_back(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.start import prepare

    data = kiosk.app.settings.data
    was_open = kiosk.one("SELECT count(*) FROM offer")
    backups.make_backup(kiosk.now.wall())
    proxy.obj.close()
    file = data / "onthaal.db"
    for rest in data.glob("onthaal.db-*"):
        rest.unlink()
    torn = bytearray(file.read_bytes())
    torn[4096 * 3 : 4096 * 9] = b"\xff" * (4096 * 6)
    file.write_bytes(torn)
    with pytest.raises(db.DamagedDatabase) as found:
        prepare(kiosk.app.settings, kiosk.now.wall())
    monkeypatch.setattr(kiosk.app.spooler, "start", lambda: None)
    kiosk.app.doors.ask_recovery(found.value)
    kiosk.frames(3)
    assert kiosk.at == "recover"
    assert kiosk.reads("beschadigd")
    kiosk.tap(picture="history")
    assert kiosk.at == "welcome"
    assert kiosk.one("SELECT count(*) FROM offer") == was_open
    assert next(data.glob("onthaal.damaged-*.db")).read_bytes() == bytes(torn)
