"""A kill in the middle of something: what was typed is back, what was picked is released.

The files are copied as they are at that instant, which is what a kill leaves, and the kiosk starts
on the copy as a new program does.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from db.models.base import proxy
from kiosk.start import prepare
from tests.screens.hands import Hands


def kill(kiosk: Hands, tmp_path: Path) -> None:
    """Pull the plug and start again on what is on the disk."""
    tmp_path.mkdir(exist_ok=True)
    left = tmp_path / "left"
    kiosk.app.spooler.stop()
    shutil.copytree(kiosk.app.settings.data, left, ignore=shutil.ignore_patterns("*-shm"))
    proxy.obj.close()
    kiosk.app.settings = replace(kiosk.app.settings, data=left)
    prepare(kiosk.app.settings, kiosk.now.wall())
    kiosk.app.volunteer, kiosk.app.volunteer_name = None, ""
    kiosk.app.new_keys()
    for screen in [one for one in kiosk.app.root.screens if one.name != kiosk.at]:
        kiosk.app.root.remove_widget(screen)
    kiosk.app.show("sorry")  # nothing of the old screens is left in memory
    for screen in [one for one in kiosk.app.root.screens if one.name != "sorry"]:
        kiosk.app.root.remove_widget(screen)
    kiosk.app.show("welcome")
    kiosk.frames(3)


def test_the_basket_is_released_and_its_slip_does_not_come(kiosk: Hands, tmp_path: Path) -> None:
    stock = "SELECT sum(available) FROM offer"
    before, orders = kiosk.one(stock), kiosk.one("SELECT count(*) FROM orders WHERE number > 0")
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0], times=3)
    assert kiosk.one(stock) == before - 3
    kill(kiosk, tmp_path)
    assert kiosk.at == "welcome"
    assert kiosk.one(stock) == before
    assert kiosk.one("SELECT count(*) FROM orders WHERE state = 'basket'") == 0
    assert kiosk.one("SELECT count(*) FROM orders WHERE number > 0") == orders
    kiosk.to_produce()
    assert [tile.count for tile in kiosk.tiles()] == [0] * len(kiosk.tiles())


def test_a_half_typed_closing_is_back_up_to_the_last_coin(kiosk: Hands, tmp_path: Path) -> None:
    kiosk.settle_orders()
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap("FieldTile", label="soep")
    kiosk.type("4")
    kiosk.tap(word="Kassa")
    kiosk.tap("PieceCounter", cents=2000, times=2)
    kiosk.tap("PieceCounter", cents=50)
    kill(kiosk, tmp_path)
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    assert kiosk.screen.soup == "4"
    kiosk.tap(word="Kassa")
    assert kiosk.screen.ids.cash.pieces == {2000: 2, 50: 1}
    kiosk.tap(word="Geteld")
    kiosk.tap(word="Sluiten")
    assert kiosk.one("SELECT counted_cash FROM moment") == 4050


def test_a_half_typed_opening_is_back_with_the_float(kiosk: Hands, tmp_path: Path) -> None:
    kiosk.settle_orders()
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    for word in ("Kassa", "Geteld", "Sluiten"):
        kiosk.tap(word=word)
    kiosk.wait(0.5)
    kiosk.app.show("desk")
    kiosk.frames(3)
    kiosk.tap(word="Dag openen")
    tile = kiosk.seen("PickTile")[0]
    product = tile.key
    kiosk.touch(*kiosk.place(tile))
    kiosk.type("199")
    kiosk.app.root.current_screen.done()
    kiosk.type("12")
    kill(kiosk, tmp_path)
    kiosk.to_desk()
    kiosk.tap(word="Dag openen")
    assert [(one.product, one.shop_price, one.opening) for one in kiosk.screen.drafts()] == [
        (product, 199, 12)
    ]
    kiosk.screen.forward()
    kiosk.frames(3)
    kiosk.tap("PieceCounter", cents=200, times=3)
    kill(kiosk, tmp_path / "again")
    kiosk.to_desk()
    kiosk.tap(word="Dag openen")
    kiosk.screen.forward()
    kiosk.frames(3)
    assert kiosk.screen.ids.cash.pieces == {200: 3}
