"""Plays the practice day through with real touches, and keeps what was seen and printed.

It is the proof that the journey works from the welcome picture to the closed tally, on a machine
without a screen or a printer as well; the pictures in the README are its screenshots.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input import MotionEvent
from kivy.uix.widget import Widget
from PIL import Image

from kiosk import practice
from kiosk.app import KioskApp
from kiosk.money import fewest_pieces
from kiosk.printer import folder_url
from kiosk.services import moments, tally
from kiosk.settings import Settings
from kiosk.start import prepare
from kiosk.widgets.figures import FigureCounter
from kiosk.widgets.logo import Logo
from kiosk.widgets.money import PieceCounter, PieceTile
from kiosk.widgets.picker import PickTile
from kiosk.widgets.press import Pressable
from kiosk.widgets.produce_tile import ProduceTile

log = logging.getLogger(__name__)

SATURDAY: Final = datetime(2026, 11, 28, 13, 20, tzinfo=UTC)  # 14:20 on the wall
SETTLE: Final = 0.12
LOOK: Final = 0.35  # nobody touches a new screen sooner, and screens count on that
PATIENCE: Final = 15.0

Script = Iterator[float | Callable[[], bool]]


class PlayFailed(Exception):
    """A step of the day did not happen."""


class Finger(MotionEvent):
    """A finger that touches the glass at (x, y) pixels."""

    def __init__(self, x: float, y: float, number: int) -> None:
        place = {"sx": x / Window.width, "sy": y / Window.height}
        super().__init__("play", number, place, is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["sx"], args["sy"]
        super().depack(args)

    def down(self) -> None:
        """Touch."""
        EventLoop.post_dispatch_input("begin", self)

    def up(self) -> None:
        """Let go."""
        EventLoop.post_dispatch_input("end", self)


class Player:
    """Touches what a person would touch, and checks that it had the effect."""

    def __init__(self, kiosk: KioskApp, out: Path) -> None:
        self.kiosk = kiosk
        self.out = out
        self.chance = random.Random(1)
        self._shots = 0
        self._fingers = 0

    # -- looking ------------------------------------------------------------------------------

    def find(self, kind: type[Widget] = Pressable, **wanted: Any) -> Any:
        """The thing to touch on this screen whose properties are as `wanted`."""
        for widget in self.kiosk.root.current_screen.walk():
            if isinstance(widget, kind) and all(
                getattr(widget, name, None) == value for name, value in wanted.items()
            ):
                if isinstance(widget, Pressable) and (widget.disabled or not widget.opacity):
                    continue
                return widget
        raise PlayFailed(f"op {self.kiosk.root.current} staat geen {wanted}")

    def at(self, name: str) -> Callable[[], bool]:
        """Waits until this screen is shown."""
        return lambda: bool(self.kiosk.root.current == name)

    def shot(self, name: str) -> None:
        """Keep what is on the screen."""
        self._shots += 1
        wide, high = Window.size
        pixels = glReadPixels(0, 0, wide, high, GL_RGBA, GL_UNSIGNED_BYTE)
        picture = Image.frombytes("RGBA", (wide, high), pixels).convert("RGB")
        picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        picture.save(self.out / f"{self._shots:02d}-{name}.png")

    # -- touching -----------------------------------------------------------------------------

    def touch(self, x: float, y: float, seconds: float = 0.08) -> Script:
        """Put a finger on the glass for a while."""
        self._fingers += 1
        finger = Finger(x, y, self._fingers)
        finger.down()
        yield seconds
        finger.up()
        yield SETTLE

    def tap(self, widget: Widget) -> Script:
        """Tap the middle of a widget."""
        x, y = widget.to_window(*widget.center)
        yield from self.touch(x, y)

    def tap_on(self, kind: type[Widget] = Pressable, times: int = 1, **wanted: Any) -> Script:
        """Find and tap."""
        for _ in range(times):
            yield from self.tap(self.find(kind, **wanted))

    def type(self, digits: str) -> Script:
        """Type on the number pad."""
        for digit in digits:
            yield from self.tap_on(word=digit)

    def open_desk(self) -> Script:
        """Hold the logo, type the PIN."""
        logo = self.find(Logo)
        x, y = logo.to_window(*logo.center)
        yield from self.touch(x, y, seconds=3.3)
        yield self.at("pin")
        yield from self.type(practice.PIN)
        self.shot("pin")
        yield from self.tap_on(picture="tick")
        yield self.at("desk")
        yield SETTLE
        self.shot("desk")


def participant(player: Player) -> Script:
    """Somebody comes in, checks in with a child, picks produce and hands the order in."""
    yield 0.6
    player.shot("welcome")
    yield from player.touch(Window.width * 0.5, Window.height * 0.5)
    yield player.at("home")
    player.shot("home")
    yield from player.tap_on(picture="hand_wave")
    yield player.at("check_in")
    counters = [w for w in player.kiosk.root.current_screen.walk() if isinstance(w, FigureCounter)]
    for counter, times in zip(counters, (1, 3), strict=True):
        plus = next(w for w in counter.walk() if getattr(w, "picture", "") == "plus_white")
        for _ in range(times):
            yield from player.tap(plus)
    yield from player.tap_on(picture="dishes")
    player.shot("check-in")
    yield from player.tap_on(picture="avatar_fox")
    yield player.at("my_picture")
    yield SETTLE
    player.shot("my-picture")
    yield from player.tap_on(picture="avatar_owl")
    player.shot("my-colour")
    yield from player.tap_on(marks=3)
    yield player.at("check_in")
    yield from player.tap_on(word="Klaar")
    yield player.at("checked_in")
    yield SETTLE
    player.shot("checked-in")
    yield from player.tap_on(word="Goed")
    yield player.at("home")
    yield from player.tap_on(task="produce")
    yield player.at("produce")
    yield SETTLE
    player.shot("produce")
    yield from pick(player)
    player.shot("produce-picked")
    yield from player.tap_on(picture="check")
    yield player.at("order_done")
    yield lambda: player.kiosk.root.current_screen.ids.feed.out == 1.0
    player.shot("order-done")
    yield from player.tap_on(word="Goed")
    yield player.at("welcome")


def pick(player: Player) -> Script:
    """Put a few things in the basket, and one back."""
    tiles = [w for w in player.kiosk.root.current_screen.walk() if isinstance(w, ProduceTile)]
    ready = sorted((t for t in tiles if t.offer and not t.sold_out), key=lambda t: (-t.y, t.x))
    for tile, times in ((ready[0], 1), (ready[2], 3), (ready[4], 1)):
        for _ in range(times):
            x, y = tile.to_window(tile.x + tile.width * 0.22, tile.center_y)
            yield from player.touch(x, y)
        if tile.count != times:
            raise PlayFailed(f"{tile.word} staat niet {times} keer in het mandje")
    minus = next(w for w in ready[2].walk() if getattr(w, "picture", "") == "minus")
    yield from player.tap(minus)
    if ready[2].count != 2:
        raise PlayFailed("de min nam er geen terug")


def counter(player: Player) -> Script:
    """The volunteer takes the cash for the last order, and bank and group for two others."""
    yield from player.open_desk()
    yield from player.tap_on(picture="till")
    yield player.at("counter")
    yield SETTLE
    player.shot("counter")
    yield from player.tap_on(PieceTile, cents=1000)
    yield from player.tap_on(PieceTile, cents=200)
    player.shot("counter-received")
    yield from player.tap_on(picture="check")
    yield player.at("paid")
    yield lambda: player.kiosk.root.current_screen.ids.feed.out == 1.0
    player.shot("paid")
    yield from player.tap_on(word="Volgende")
    yield player.at("counter")
    yield from player.tap_on(picture="bank_qr")
    yield player.at("pay_bank")
    yield SETTLE
    player.shot("pay-bank")
    yield from player.tap_on(picture="check")
    yield player.at("paid")
    yield from player.tap_on(word="Volgende")
    yield player.at("counter")
    yield from player.tap_on(picture="gift_of_group")
    yield player.at("pay_group")
    yield SETTLE
    player.shot("pay-group")
    yield from player.tap_on(word="Van harte")
    yield player.at("paid")
    yield from player.tap_on(word="Volgende")
    yield player.at("counter")
    while not player.kiosk.root.current_screen.none_open:
        yield from player.tap_on(PieceTile, cents=2000)
        yield from player.tap_on(picture="check")
        yield player.at("paid")
        yield from player.tap_on(word="Volgende")
        yield player.at("counter")
    yield from player.tap_on(picture="arrow_back")
    yield player.at("desk")
    yield from player.tap_on(word="Betalingen")
    yield player.at("payments")
    yield SETTLE
    first = player.kiosk.root.current_screen.ids.rows.children[-1]
    yield from player.tap(first)
    player.shot("payments")
    yield from player.tap_on(picture="arrow_back")
    yield player.at("desk")


def close(player: Player) -> Script:
    """The volunteer closes the day: crates, cash, result."""
    yield from player.tap_on(word="Dag sluiten")
    yield player.at("close_crates")
    yield from player.tap_on(picture="soup", label="soep")
    yield from player.type("3")
    yield from player.tap_on(picture="given")
    yield SETTLE
    player.shot("close-crates")
    while True:
        yield from player.tap_on(picture="tick")
        if not player.kiosk.root.current_screen.product:
            break
        yield from player.tap_on(picture="given" if player.chance.random() < 0.4 else "soup")
    yield from player.tap_on(word="Kassa")
    yield player.at("close_cash")
    moment = moments.current_moment()
    if moment is None:
        raise PlayFailed("er is geen dag open")
    expected = tally.weigh_cash(moment=moment.id, counted={}).expected
    for cents, times in fewest_pieces(expected - 5).items():  # five cents went missing
        yield from player.tap_on(PieceCounter, cents=cents, times=times)
    player.shot("close-cash")
    yield from player.tap_on(word="Geteld")
    yield player.at("close_result")
    yield SETTLE
    player.shot("close-result")
    yield from player.tap_on(word="weet niet")
    yield from player.tap_on(word="Sluiten")
    yield lambda: player.kiosk.root.current_screen.ids.feed.out == 1.0
    player.shot("closed")
    yield from player.tap_on(word="Tot ziens")
    yield player.at("welcome")
    yield SETTLE
    player.shot("welcome-closed")


def next_day(player: Player) -> Script:
    """A week later the volunteer opens with the last list, and one more product."""
    yield from player.open_desk()
    yield from player.tap_on(word="Dag openen")
    yield player.at("open_day")
    yield SETTLE
    yield from player.tap_on(picture="history")
    yield from player.tap_on(picture="arrow_right")
    fresh = next(w for w in player.kiosk.root.current_screen.walk() if _is_free(w))
    yield from player.tap(fresh)
    yield from player.type("149")
    player.shot("open-day")
    yield from player.tap_on(picture="tick")
    yield from player.type("20")
    yield from player.tap_on(picture="tick")
    yield from player.tap_on(picture="check")
    yield player.at("open_float")
    for cents, times in ((1000, 2), (500, 3), (200, 5), (100, 4)):
        yield from player.tap_on(PieceCounter, cents=cents, times=times)
    player.shot("open-float")
    yield from player.tap_on(word="Open")
    yield player.at("desk")


def _is_free(widget: Widget) -> bool:
    return isinstance(widget, PickTile) and bool(widget.key) and not widget.badge


def day(player: Player) -> Script:
    """The whole day."""
    for part in (participant, counter, close, next_day):
        yield from part(player)


def play(settings: Settings, out: Path, script: Callable[[Player], Script] = day) -> int:
    """Play the practice day, leave screenshots and papers in `out`; 0 when all of it happened."""
    papers = out / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    printer = replace(settings.printer, url=folder_url(papers))
    times = replace(settings.times, undo_seconds=20)
    group = replace(settings.group, name="Welzijnsschakel Lede", iban="BE68539007547034")
    settings = replace(
        settings,
        printer=printer,
        times=times,
        group=group if not settings.group.iban else settings.group,
    )
    prepare(settings, SATURDAY)
    started = datetime.now(UTC)
    kiosk = KioskApp(settings, clock=lambda: SATURDAY + (datetime.now(UTC) - started))
    player = Player(kiosk, out)
    outcome: list[BaseException | None] = []
    steps = script(player)
    until: list[Any] = [None, 0.0]

    def step(_seconds: float) -> None:
        waiting, until[0] = until[0], None
        if waiting is not None:
            if waiting():
                Clock.schedule_once(step, LOOK)
            elif Clock.get_boottime() > until[1]:
                fail(PlayFailed(f"na {PATIENCE:.0f} s nog altijd op {kiosk.root.current}"))
            else:
                until[0] = waiting
                Clock.schedule_once(step, 0.03)
            return
        try:
            wanted = next(steps)
        except StopIteration:
            outcome.append(None)
            kiosk.stop()
            return
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the play ends with it
            fail(error)
            return
        if callable(wanted):
            until[:] = [wanted, Clock.get_boottime() + PATIENCE]
            Clock.schedule_once(step, 0.03)
        else:
            Clock.schedule_once(step, wanted)

    def fail(error: BaseException) -> None:
        log.error("the play stopped", exc_info=error)
        outcome.append(error)
        player.shot("fout")
        kiosk.stop()

    Clock.schedule_once(step, 0.5)
    kiosk.run()
    return 0 if outcome == [None] else 1
