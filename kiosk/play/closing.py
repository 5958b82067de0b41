"""What the volunteers do at the end of the day that is played, and when they open the next."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.money import fewest_pieces
from kiosk.play.player import Player, PlayFailed, Script
from kiosk.services import moments, tally
from kiosk.widgets.money import PieceCounter
from kiosk.widgets.picker import PickTile


def close(player: Player) -> Script:
    """Close the day: crates, cash, result."""
    yield from player.go("close_crates", word="Dag sluiten")
    yield from player.tap_on(picture="soup", label="soep")
    yield from player.type("3")
    yield from player.tap_on(picture="given")
    player.shot("close-crates")
    while True:
        yield from player.tap_on(picture="tick")
        if not player.screen.product:
            break
        yield from player.tap_on(picture="given" if player.chance.random() < 0.4 else "soup")
    yield from player.go("close_cash", word="Kassa")
    moment = moments.current_moment()
    if moment is None:
        raise PlayFailed("er is geen dag open")
    expected = tally.weigh_cash(moment=moment.id, counted={}).expected
    for cents, times in fewest_pieces(expected - 5).items():  # five cents went missing
        yield from player.tap_on(PieceCounter, cents=cents, times=times)
    player.shot("close-cash")
    yield from player.go("close_result", word="Geteld")
    player.shot("close-result")
    yield from player.tap_on(word="weet niet")
    yield from player.tap_on(word="Sluiten")
    yield player.paper_is_out
    player.shot("closed")
    yield from player.go("welcome", word="Tot ziens")
    player.shot("welcome-closed")


def open_again(player: Player) -> Script:
    """Open with the last list, and one more product."""
    yield from player.open_desk()
    yield from player.go("open_day", word="Dag openen")
    yield from player.tap_on(picture="history")
    yield from player.tap_on(picture="arrow_right")
    yield from player.tap(next(tile for tile in player.seen(PickTile) if _is_free(tile)))
    yield from player.type("149")
    player.shot("open-day")
    yield from player.tap_on(picture="tick")
    yield from player.type("20")
    yield from player.tap_on(picture="tick")
    yield from player.go("open_float", picture="check")
    for cents, times in ((1000, 2), (500, 3), (200, 5), (100, 4)):
        yield from player.tap_on(PieceCounter, cents=cents, times=times)
    player.shot("open-float")
    yield from player.go("desk", word="Open")


def _is_free(tile: Widget) -> bool:
    return bool(tile.key) and not tile.badge
