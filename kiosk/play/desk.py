"""What the volunteers do at the counter and the desk on the day that is played."""

from __future__ import annotations

from kiosk.play.player import Player, Script
from kiosk.widgets.money import PieceTile
from kiosk.widgets.order_tile import OrderTile


def counter(player: Player) -> Script:
    """Take the cash for the last order, and bank and group for two others; then the rest."""
    yield from player.open_desk()
    yield from player.go("counter", picture="till")
    player.shot("counter")
    yield from player.tap_on(PieceTile, cents=1000)
    yield from player.tap_on(PieceTile, cents=200)
    player.shot("counter-received")
    yield from player.go("paid", picture="check")
    yield player.paper_is_out
    player.shot("paid")
    yield from player.go("counter", word="Volgende")
    yield from take_for_seats(player)
    yield from player.go("pay_bank", picture="bank_qr")
    player.shot("pay-bank")
    yield from player.go("paid", picture="check")
    yield from player.go("counter", word="Volgende")
    yield from player.go("pay_group", picture="gift_of_group")
    player.shot("pay-group")
    yield from player.go("paid", word="Van harte")
    yield from player.go("counter", word="Volgende")
    while not player.screen.none_open:
        yield from player.tap_on(PieceTile, cents=2000)
        yield from player.go("paid", picture="check")
        yield from player.go("counter", word="Volgende")
    yield from player.go("desk", picture="arrow_back")


def take_for_seats(player: Player) -> Script:
    """Take the money for the seats that the participant booked; the voucher comes out."""
    tile = yield from player.look_for(
        OrderTile, lambda tile: (tile.due.kind, tile.due.id) == ("booking", player.booking)
    )
    yield from player.tap(tile)
    yield from player.tap_on(PieceTile, cents=2000)
    player.shot("counter-seats")
    yield from player.go("paid", picture="check")
    yield lambda: player.voucher_of(player.booking) is not None
    yield player.paper_is_out
    player.shot("paid-seats")
    yield from player.go("counter", word="Volgende")


def look_back(player: Player) -> Script:
    """Look at the last payments."""
    yield from player.go("payments", word="Betalingen")
    yield from player.tap(player.screen.ids.rows.children[-1])
    player.shot("payments")
    yield from player.go("desk", picture="arrow_back")


def settings(player: Player) -> Script:
    """See what can be chosen on the screen, and how loud the kiosk speaks."""
    yield from player.go("settings", picture="gear")
    player.shot("settings")
    yield from player.tap_on(name="sound")
    player.shot("settings-sound")
    yield from player.tap_on(picture="arrow_back")
    yield from player.go("desk", picture="arrow_back")
