"""The player: touches, waits and looks like a person in front of the kiosk."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input import MotionEvent
from kivy.uix.widget import Widget
from PIL import Image

from db import models
from kiosk import practice
from kiosk.app import KioskApp
from kiosk.paper.outing_documents import VoucherPaper
from kiosk.widgets import pictures
from kiosk.widgets.logo import Logo
from kiosk.widgets.press import Pressable

log = logging.getLogger(__name__)

SATURDAY: Final = datetime(2026, 11, 28, 13, 20, tzinfo=UTC)
"""When the practice day is played: 14:20 on the wall."""

SETTLE: Final = 0.12
LOOK: Final = 0.35  # nobody touches a new screen sooner, and screens count on that
PATIENCE: Final = 15.0
KNOCK_SECONDS: Final = 3.3
ENTER: Final = 13

Step = float | Callable[[], bool]
"""Seconds to wait, or what to wait for."""

Script = Generator[Step, None, None]
"""What somebody does, with the waiting in between."""


class PlayFailed(Exception):
    """A step of the day did not happen."""


class Time:
    """The clock on the wall while the day is played: it runs, and can be put forward."""

    def __init__(self) -> None:
        self._started = datetime.now(UTC)
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return SATURDAY + self._ahead + (datetime.now(UTC) - self._started)

    def forward(self, to: datetime) -> None:
        """Nothing happens until then."""
        self._ahead += to - self()


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

    def __init__(self, kiosk: KioskApp, time: Time, out: Path, language: str) -> None:
        self.kiosk = kiosk
        self.time = time
        self.out = out
        self.language = language
        self.chance = random.Random(1)
        self.voucher: VoucherPaper | None = None
        """The paper that the participant holds."""
        self.booking = 0
        """What is still to be paid at the counter."""
        self._shots = 0
        self._fingers = 0

    # -- looking ------------------------------------------------------------------------------

    @property
    def screen(self) -> Any:
        """The screen that is shown."""
        return self.kiosk.root.current_screen

    def seen(self, kind: type[Widget] = Pressable, **wanted: Any) -> list[Any]:
        """What can be seen on this screen of a kind, with properties that are as `wanted`."""
        return [
            widget
            for widget in self.screen.walk()
            if isinstance(widget, kind)
            and all(getattr(widget, name, None) == value for name, value in wanted.items())
            and _is_visible(widget, self.screen)
        ]

    def find(self, kind: type[Widget] = Pressable, **wanted: Any) -> Any:
        """The first of these that can be touched."""
        for widget in self.seen(kind, **wanted):
            if not (isinstance(widget, Pressable) and widget.disabled):
                return widget
        raise PlayFailed(f"op {self.kiosk.root.current} staat geen {kind.__name__} {wanted}")

    def at(self, name: str) -> Callable[[], bool]:
        """Waits until this screen is shown."""
        return lambda: bool(self.kiosk.root.current == name)

    def paper_is_out(self) -> bool:
        """Whether the paper on this screen came out whole."""
        return bool(self.screen.ids.feed.out == 1.0)

    def voucher_of(self, booking: int) -> VoucherPaper | None:
        """The voucher of a booking, as who holds the paper can read it; None while it prints."""
        job = models.PrintJob.first_about_booking(booking, VoucherPaper.kind)
        if job is None or job.state != "printed":
            return None
        return VoucherPaper.from_json(job.document)

    def shot(self, name: str) -> None:
        """Keep what is on the screen."""
        self._shots += 1
        pictures.settle()
        Window.dispatch("on_draw")
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

    def go(self, name: str, **wanted: Any) -> Script:
        """Tap what is as `wanted`, and wait until that shows this screen."""
        yield from self.tap_on(**wanted)
        yield self.at(name)
        yield SETTLE

    def look_for(
        self, kind: type[Widget], is_it: Callable[[Any], bool]
    ) -> Generator[Step, None, Any]:
        """The first of a kind that is meant, turning the pages of this screen until it is there."""
        for _ in range(int(self.screen.pages)):
            for widget in self.seen(kind):
                if is_it(widget):
                    return widget
            turns = self.seen(picture="arrow_right") or self.seen(picture="arrow_left")
            if turns:
                yield from self.tap(turns[0])
        raise PlayFailed(f"op {self.kiosk.root.current} staat die {kind.__name__} niet")

    def type(self, digits: str) -> Script:
        """Type on the number pad."""
        for digit in digits:
            yield from self.tap_on(word=digit)

    def scan(self, code: str) -> Script:
        """Hold a paper before the scanner, which types what it reads."""
        yield LOOK
        for key, letter in [*((ord(letter.lower()), letter) for letter in code), (ENTER, "")]:
            for event in ("on_key_down", "on_keyboard"):  # both, as Kivy's own loop does it
                Window.dispatch(event, key, 0, letter, [])
            Window.dispatch("on_key_up", key, 0)
        yield SETTLE

    def open_desk(self) -> Script:
        """Hold the logo, type the PIN."""
        logo = self.find(Logo)
        x, y = logo.to_window(*logo.center)
        yield from self.touch(x, y, seconds=KNOCK_SECONDS)
        yield self.at("pin")
        yield from self.type(practice.PIN)
        self.shot("pin")
        yield from self.go("desk", picture="tick")
        self.shot("desk")

    # -- the whole script ---------------------------------------------------------------------

    def follow(self, script: Script) -> BaseException | None:
        """Run the kiosk while the script is followed; what stopped it, None at its end."""
        stopped: list[BaseException] = []
        until: list[Any] = [None, 0.0]

        def step(_seconds: float) -> None:
            waiting, until[0] = until[0], None
            try:
                if waiting is None:
                    wanted = next(script)
                elif waiting():
                    wanted = LOOK
                elif Clock.get_boottime() > until[1]:
                    raise PlayFailed(f"na {PATIENCE:.0f} s nog altijd op {self.kiosk.root.current}")
                else:
                    wanted, until[0] = 0.03, waiting
            except StopIteration:
                self.kiosk.stop()
                return
            except Exception as error:  # whatever went wrong, the play ends with it
                log.error("the play stopped", exc_info=error)
                stopped.append(error)
                self.shot("fout")
                self.kiosk.stop()
                return
            if callable(wanted):
                until[:] = [wanted, Clock.get_boottime() + PATIENCE]
                wanted = 0.03
            Clock.schedule_once(step, wanted)

        Clock.schedule_once(step, 0.5)
        self.kiosk.run()
        return stopped[0] if stopped else None


def _is_visible(widget: Widget, screen: Widget) -> bool:
    if min(widget.size) <= 1:
        return False
    while widget is not screen:
        if not widget.opacity:
            return False
        widget = widget.parent
    return True
