"""What a participant does on the day that is played, in whatever language.

Nothing is found by its words: only by its picture and its place, as who cannot read does it.
"""

from __future__ import annotations

from collections.abc import Generator

from kivy.core.window import Window

from kiosk.play.player import Player, PlayFailed, Script, Step
from kiosk.services import bookings, polls
from kiosk.widgets.figures import FigureCounter
from kiosk.widgets.outing_card import OutingCard
from kiosk.widgets.person_bar import GreetingTile
from kiosk.widgets.produce_tile import ProduceTile
from kiosk.widgets.ui import ui
from kiosk.widgets.vote_tile import VoteTile


def visit(player: Player) -> Script:
    """Somebody comes in, checks in, books outings, votes, and hands an order in."""
    yield 0.6
    player.shot("welcome")
    yield from player.touch(Window.width * 0.5, Window.height * 0.5)
    yield player.at("home")
    yield from greet(player)
    player.shot("home")
    yield from listen(player)
    yield from ask_help(player)
    yield from check_in(player)
    yield from book(player)
    yield from look_ahead(player)
    yield from order(player)


def greet(player: Player) -> Script:
    """Tap the greeting of one's own language, if the kiosk does not speak it yet."""
    if ui.language == player.language:
        return
    if not player.seen(GreetingTile, language=player.language):
        yield from player.go("languages", picture="languages")
        player.shot("languages")
    yield from player.tap_on(GreetingTile, language=player.language)
    yield player.at("home")
    if ui.language != player.language:
        raise PlayFailed(f"de kiosk spreekt nog altijd {ui.language}")


def listen(player: Player) -> Script:
    """Turn the ear on, and off again."""
    yield from player.tap_on(picture="ear")
    if not ui.ear:
        raise PlayFailed("het oor luistert niet")
    player.shot("home-ear")
    yield from player.tap_on(picture="ear_on")
    if ui.ear:
        raise PlayFailed("het oor ging niet uit")


def ask_help(player: Player) -> Script:
    """Ask for help; somebody comes and taps the raised hand away."""
    yield from player.go("help", picture="help_hand")
    player.shot("help")
    yield from player.touch(Window.width * 0.5, Window.height * 0.5)
    yield player.at("home")


def check_in(player: Player) -> Script:
    """I am here with another adult and three children; I do the dishes; I am the blue owl."""
    yield from player.go("check_in", picture="hand_wave")
    yield from bring(player, adults=2, children=3)
    yield from player.tap_on(picture="dishes")
    player.shot("check-in")
    yield from player.go("my_picture", picture="avatar_fox")
    player.shot("my-picture")
    yield from player.tap_on(picture="avatar_owl")
    player.shot("my-colour")
    yield from player.go("check_in", marks=3)
    yield from player.go("checked_in", picture="check")
    player.shot("checked-in")
    yield from player.go("home", picture="check")


def book(player: Player) -> Script:
    """Book what is free, what is to be paid, and what is full; the last not after all."""
    yield from player.go("outings", picture="bus")
    player.shot("outings")
    free = yield from choose(player, "open", is_free=True)
    yield from bring(player, adults=2, children=1)
    player.shot("outing-free")
    yield from player.go("booked", picture="check")
    yield player.paper_is_out
    player.shot("booked-free")
    booked = bookings.bookings_of(free)[-1].id
    yield lambda: player.voucher_of(booked) is not None
    player.voucher = player.voucher_of(booked)
    yield from player.go("home", picture="check")

    yield from player.go("outings", picture="bus")
    paid = yield from choose(player, "open", is_free=False)
    yield from bring(player, adults=2, children=0)
    player.shot("outing-paid")
    yield from player.go("booked", picture="check")
    yield player.paper_is_out
    player.shot("booked-paid")
    player.booking = bookings.bookings_of(paid)[-1].id
    yield from player.go("home", picture="check")

    yield from player.go("outings", picture="bus")
    full = yield from choose(player, "full", is_free=False)
    player.shot("outing-full")
    yield from player.go("booked", picture="waiting_line")
    yield player.paper_is_out
    player.shot("booked-waiting")
    waiting = bookings.bookings_of(full)[-1]
    yield from player.go("outing", picture="undo")
    if waiting in bookings.bookings_of(full):
        raise PlayFailed("de plaats in de wachtlijst werd niet teruggegeven")
    yield from player.go("home", picture="house")


def choose(player: Player, state: str, *, is_free: bool) -> Generator[Step, None, int]:
    """Tap the card of an outing of this kind, and see it large; gives its number."""
    card = yield from player.look_for(
        OutingCard, lambda card: card.state == state and is_free != bool(card.price)
    )
    outing = int(card.outing)
    yield from player.tap(card)
    yield player.at("outing")
    return outing


def bring(player: Player, *, adults: int, children: int) -> Script:
    """Tap the plus of the adults, of whom there is one already, and of the children."""
    counters = player.seen(FigureCounter)
    for counter, count in zip(counters, (adults, children), strict=True):
        plus = next(one for one in counter.walk() if getattr(one, "picture", "") == "plus_white")
        while counter.count < count:
            before = counter.count
            yield from player.tap(plus)
            if counter.count != before + 1:
                raise PlayFailed(f"de plus telde er {counter.count - before} bij")


def look_ahead(player: Player) -> Script:
    """See what is coming, vote for two pictures, and take the strip home."""
    yield from player.go("coming", picture="calendar")
    player.shot("coming")
    liked = player.seen(VoteTile)[:2]
    for tile in liked:
        yield from player.tap(tile)
    mine = polls.voted(player.kiosk.visit.key)
    if mine != {int(tile.choice) for tile in liked}:
        raise PlayFailed(f"er staan {len(mine)} stemmen in plaats van {len(liked)}")
    player.shot("coming-voted")
    yield from player.tap_on(picture="printer")
    yield player.paper_is_out
    player.shot("coming-strip")
    yield from player.go("home", picture="house")


def order(player: Player) -> Script:
    """Pick a few things and hand the order in."""
    yield from player.go("produce", task="produce")
    player.shot("produce")
    yield from pick(player)
    player.shot("produce-picked")
    yield from player.go("order_done", picture="check")
    yield player.paper_is_out
    player.shot("order-done")
    yield from player.go("welcome", picture="check")


def pick(player: Player) -> Script:
    """Put a few things in the basket, and one back."""
    tiles = [tile for tile in player.seen(ProduceTile) if tile.offer and not tile.sold_out]
    ready = sorted(tiles, key=lambda tile: (-tile.y, tile.x))
    across = 0.78 if ui.mirrored else 0.22  # beside the minus
    for tile, times in ((ready[0], 1), (ready[2], 3), (ready[4], 1)):
        for _ in range(times):
            x, y = tile.to_window(tile.x + tile.width * across, tile.center_y)
            yield from player.touch(x, y)
        if tile.count != times:
            raise PlayFailed(f"{tile.picture} staat niet {times} keer in het mandje")
    minus = next(one for one in ready[2].walk() if getattr(one, "picture", "") == "minus")
    yield from player.tap(minus)
    if ready[2].count != 2:
        raise PlayFailed("de min nam er geen terug")
