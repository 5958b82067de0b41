"""What the volunteers do with outings on the day that is played, and on the day of one of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.app import HOME_ZONE
from kiosk.paper.outing_documents import VoucherPaper
from kiosk.play.player import Player, PlayFailed, Script
from kiosk.services import bookings, outings
from kiosk.widgets.day_grid import DayTile
from kiosk.widgets.money import PieceTile
from kiosk.widgets.outing_line import OutingLine
from kiosk.widgets.verdict_view import VerdictView

EARLY = timedelta(minutes=20)
"""How long before the start of an outing people come in."""


def plan(player: Player) -> Script:
    """Copy an outing to another day, sell a seat of another one, see who comes along."""
    paid = next(
        going.id
        for going in outings.coming(player.kiosk.today())
        if player.booking in [booking.id for booking in bookings.bookings_of(going.id)]
    )
    yield from player.go("plan_outings", word="Uitstappen")
    yield from choose(player, paid)
    player.shot("plan-outings")
    yield from player.go("plan_outing", word="Kopiëren")
    player.shot("plan-outing-day")
    yield from player.tap_on(DayTile, task="done")
    player.shot("plan-outing")
    yield from player.go("plan_outings", word="Bewaar")
    yield from choose(player, paid)
    yield from player.go("sell_seats", word="Verkopen")
    player.shot("sell-seats")
    yield from player.go("counter", word="Toog")
    yield from player.tap_on(PieceTile, cents=1000)
    yield from player.go("paid", word="Betaald")
    yield player.paper_is_out
    player.shot("paid-on-the-spot")
    yield from player.go("counter", word="Volgende")
    yield from player.go("desk", picture="arrow_back")
    yield from player.go("plan_outings", word="Uitstappen")
    yield from choose(player, paid)
    yield from player.go("passengers", word="Wie gaat mee")
    yield from player.tap_on(word="Lijst")
    player.shot("passengers")
    yield from player.go("plan_outings", picture="arrow_back")
    yield from player.go("shares", word="Wie betaalt")
    yield from player.tap_on(word="Strook")
    player.shot("shares")
    yield from player.go("plan_outings", picture="arrow_back")
    yield from player.go("poll", picture="vote")
    player.shot("poll")
    yield from player.go("plan_outings", picture="arrow_back")
    yield from player.go("desk", picture="arrow_back")


def choose(player: Player, outing: int) -> Script:
    """Tap this outing in the list."""
    line = yield from player.look_for(OutingLine, lambda line: line.outing == outing)
    yield from player.tap(line)


def let_in(player: Player) -> Script:
    """On its day: one of the party by typing the code, the others by scanning, nobody twice."""
    voucher = player.voucher
    if voucher is None:
        raise PlayFailed("de deelnemer heeft geen bon")
    starts = datetime.fromisoformat(f"{voucher.day}T{voucher.starts}").replace(tzinfo=HOME_ZONE)
    player.time.forward(starts - EARLY)
    yield from player.open_desk()
    yield from player.go("redeem", word="Binnenlaten")
    player.shot("redeem-pictures")
    seats = voucher.adults + voucher.children
    for picture in voucher.pictures:
        yield from player.tap_on(picture=picture)
    yield from player.type(voucher.digits)
    _expect(player, "done", seats)
    player.shot("redeem")
    yield from player.tap_on(word="één")
    _expect(player, "done", seats - 1)
    yield from player.tap_on(picture="arrow_back")
    yield from player.scan(voucher.code)
    _expect(player, "done", seats - 1)
    yield from player.tap_on(word=f"alle {seats - 1}")
    player.shot("redeem-all")
    yield from player.scan(voucher.code)
    _expect(player, "used", 0)
    player.shot("redeem-used")
    yield from player.scan(_altered(voucher))
    _expect(player, "stop", 0)
    player.shot("redeem-not-ours")
    yield from player.tap_on(picture="arrow_back")
    yield from player.go("desk", picture="arrow_back")
    yield from player.go("welcome", picture="house")


def _expect(player: Player, task: str, left: int) -> None:
    """The light on the screen, and how many may still come in."""
    for verdict in player.seen(VerdictView):
        if (verdict.task, verdict.left) == (task, left):
            return
        raise PlayFailed(f"binnenlaten toont {verdict.task} voor {verdict.left}: {verdict.word}")
    raise PlayFailed("binnenlaten toont niets")


def _altered(voucher: VoucherPaper) -> str:
    """Almost the code of this voucher: what somebody makes who has no key."""
    return voucher.code[:-1] + ("B" if voucher.code[-1] != "B" else "C")
