"""The hands and the eyes of the screen tests: real touches, and what they can see on the glass.

Kivy is imported inside functions only, since it may not be loaded before its environment is closed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from db.models.base import proxy
from kiosk.services import orders

SATURDAY: Final = datetime(2026, 11, 28, 13, 20, tzinfo=UTC)
"""The practice day, 14:20 on the wall."""

FRAME: Final = 1 / 60
PATIENCE: Final = 30.0


class Time:
    """The time that the kiosk sees, both the frames and the wall; it moves only when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.shift = timedelta(0)

    def __call__(self) -> float:
        return self.seconds

    def wall(self) -> datetime:
        """What the clock of the machine says."""
        return SATURDAY + timedelta(seconds=self.seconds - 1000.0) + self.shift


class Hands:
    """One person, or several, at the kiosk of one test."""

    def __init__(self, app: Any, now: Time, papers: Path) -> None:
        self.app = app
        self.now = now
        self.papers = papers
        self.breaks = 0
        self._failed_before = int(app.fail_safe.failures)
        self._touches = 0
        self._drawn = ""

    # -- time ---------------------------------------------------------------------------------

    def frames(self, count: int = 1) -> None:
        """Let so many frames pass, 60 in a second."""
        from kivy.base import EventLoop
        from kivy.clock import Clock
        from kivy.lang import Builder

        from kiosk.widgets import pictures

        steps = (Clock.tick, EventLoop.dispatch_input, Builder.sync, Clock.tick_draw, Builder.sync)
        for _ in range(count):
            self.now.seconds += FRAME
            for step in steps:
                self._guarded(step)
        pictures.settle()
        if self._drawn != self.at:  # drawing is slow here, so each new screen is drawn once
            self._drawn = self.at
            self._guarded(EventLoop.idle)

    def wait(self, seconds: float) -> None:
        """Nobody touches anything for so long."""
        whole, rest = divmod(seconds, 0.5)
        for step in [0.5] * int(whole) + [rest]:
            self.now.seconds += max(0.0, step - FRAME)
            self.frames()
        self.frames()

    def until(self, happened: Callable[[], object]) -> None:
        """Give another thread (PIN, printer) the time to do it."""
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, f"still on {self.screen.name}"
            time.sleep(FRAME)  # so that the kiosk's time never runs ahead of the others'
            self.frames(1)

    # -- looking ------------------------------------------------------------------------------

    @property
    def at(self) -> str:
        """The screen that is shown."""
        return str(self.app.root.current)

    @property
    def screen(self) -> Any:
        """The screen that is shown, as it is."""
        return self.app.root.current_screen

    def seen(self, kind: str = "Pressable", **wanted: Any) -> list[Any]:
        """What is on this screen of a kind, with these properties, that a person can see."""
        found = []
        for widget in self.screen.walk():
            names = {base.__name__ for base in type(widget).__mro__}
            if kind not in names or not _is_visible(widget, self.screen):
                continue
            if all(getattr(widget, name, None) == value for name, value in wanted.items()):
                found.append(widget)
        return sorted(found, key=lambda one: (-one.to_window(*one.pos)[1], one.to_window(*one.pos)))

    def free(self, kind: str = "Pressable", **wanted: Any) -> list[Any]:
        """What of that can be tapped."""
        return [one for one in self.seen(kind, **wanted) if not one.disabled]

    def find(self, kind: str = "Pressable", **wanted: Any) -> Any:
        """The first of these."""
        found = self.seen(kind, **wanted)
        assert found, f"on {self.at} there is no {kind} {wanted}"
        return found[0]

    def reads(self, sentence: str) -> bool:
        """Whether these words stand on the screen."""
        return any(sentence in str(words.text) for words in self.seen("Words"))

    def shot(self) -> Any:
        """What is on the glass, as a picture."""
        from kivy.base import EventLoop
        from kivy.core.window import Window
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
        from PIL import Image

        self._guarded(EventLoop.idle)
        Window.canvas.ask_update()
        self._guarded(EventLoop.idle)
        wide, high = Window.size
        pixels = glReadPixels(0, 0, wide, high, GL_RGBA, GL_UNSIGNED_BYTE)
        picture = Image.frombytes("RGBA", (wide, high), pixels).convert("RGB")
        return picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)

    def sql(self, question: str) -> list[Any]:
        """What the database says; a row of one column is its value."""
        rows = proxy.obj.sql(question).fetchall()
        return [row[0] if len(row) == 1 else tuple(row) for row in rows]

    def one(self, question: str) -> Any:
        """The one value that answers the question."""
        (answer,) = self.sql(question)
        return answer

    # -- touching -----------------------------------------------------------------------------

    def finger(self, x: float, y: float) -> Any:
        """A finger that goes down on these pixels of the window."""
        from kiosk.play.player import Finger

        self._touches += 1
        finger = Finger(x, y, self._touches)
        self._guarded(finger.down)
        return finger

    def lift(self, finger: Any) -> None:
        """The finger lets go."""
        self._guarded(finger.up)

    def place(self, widget: Any, across: float = 0.5, up: float = 0.5) -> tuple[float, float]:
        """Where a widget is in the window; in its middle, or so far across and up."""
        x, y = widget.x + widget.width * across, widget.y + widget.height * up
        left, bottom = widget.to_window(x, y)
        return float(left), float(bottom)

    def touch(self, x: float, y: float, seconds: float = 0.06) -> None:
        """One finger, for a moment."""
        finger = self.finger(x, y)
        self.frames()
        self.wait(seconds)
        self.lift(finger)
        self.frames(6)

    def tap(self, kind: str = "Pressable", times: int = 1, **wanted: Any) -> None:
        """Tap what is seen."""
        for _ in range(times):
            self.touch(*self.place(self.find(kind, **wanted)))

    def tap_with_two(self, one: Any, other: Any | None = None) -> None:
        """Two fingers at once, on one thing or on two."""
        fingers = [
            self.finger(*self.place(one, 0.22, 0.5)),
            self.finger(*self.place(one if other is None else other, 0.28, 0.6)),
        ]
        self.frames()
        for finger in fingers:
            self.lift(finger)
        self.frames(6)

    def tap_twice_fast(self, widget: Any, seconds: float) -> None:
        """The same place twice, with so long between letting go and the next touch."""
        x, y = self.place(widget)
        for _ in range(2):
            finger = self.finger(x, y)
            self.frames(2)
            self.lift(finger)
            self.now.seconds += seconds - FRAME
            self.frames()
        self.frames(6)

    def type(self, digits: str) -> None:
        """Type on the number pad."""
        for digit in digits:
            self.tap(word=digit)

    def key(self, code: int, text: str | None = None, modifiers: tuple[str, ...] = ()) -> None:
        """A key of a keyboard that somebody plugged in."""
        from kivy.core.window import Window

        for event in ("on_key_down", "on_keyboard"):  # both, as Kivy's own loop does it
            self._guarded(partial(Window.dispatch, event, code, 0, text, [*modifiers]))
        self.frames(2)
        self._guarded(lambda: Window.dispatch("on_key_up", code, 0))
        self.frames(2)

    # -- whole walks --------------------------------------------------------------------------

    def wake(self) -> None:
        """Touch the welcome picture."""
        self.touch(*self.place(self.screen))
        assert self.at == "home"

    def to_produce(self) -> None:
        """From the welcome picture to the vegetables and fruit."""
        if self.at == "welcome":
            self.wake()
        self.tap(task="produce")
        assert self.at == "produce"
        self.frames(3)

    def tiles(self) -> list[Any]:
        """The offers on this page that can be taken."""
        return [tile for tile in self.seen("ProduceTile") if tile.offer and not tile.sold_out]

    def take(self, tile: Any, times: int = 1) -> None:
        """Tap an offer, beside the minus."""
        for _ in range(times):
            self.touch(*self.place(tile, 0.22))

    def put_back(self, tile: Any) -> None:
        """Tap the minus of an offer."""
        minus = next(one for one in tile.walk() if getattr(one, "picture", "") == "minus")
        assert minus.opacity and minus.width > 1
        self.touch(*self.place(minus))

    def hold_logo(self) -> None:
        """Hold the logo until the PIN is asked."""
        self.touch(*self.place(self.find("Logo")), seconds=3.3)
        assert self.at == "pin"

    def first_pin(self, pin: str = "246810") -> None:
        """The volunteer of a new kiosk chooses a PIN and writes the rescue code down."""
        self.hold_logo()
        for _ in range(2):
            self.type(pin)
            self.tap(picture="tick")
        self.until(lambda: self.at == "rescue_paper")
        self.tap(word="Klaar")
        assert self.at == "desk"

    def to_desk(self, pin: str = "123456") -> None:
        """The volunteer comes to the desk."""
        self.hold_logo()
        self.type(pin)
        self.tap(picture="tick")
        self.until(lambda: self.at == "desk")
        self.frames(3)

    def to_counter(self) -> None:
        """The volunteer comes to the counter."""
        self.to_desk()
        self.tap(picture="till")
        assert self.at == "counter"
        self.frames(3)

    def printed(self, kind: str) -> Callable[[], bool]:
        """Whether a paper of this kind, the newest of them, came out."""
        newest = f"SELECT state FROM print_job WHERE kind = '{kind}' ORDER BY id DESC LIMIT 1"
        return lambda: self.sql(newest) == ["printed"]

    def settle_orders(self) -> None:
        """Somebody else paid for, or gave up, every order that waits."""
        for order in orders.open_orders():
            orders.cancel_order(order=order.id, at=self.now.wall(), volunteer=None)

    # -- what breaks --------------------------------------------------------------------------

    @contextmanager
    def breaking(self) -> Iterator[None]:
        """What happens here may break a screen; elsewhere the test fails by it."""
        before = self.broken()
        yield
        self.breaks += self.broken() - before

    def broken(self) -> int:
        """How often a screen broke since these hands began."""
        return int(self.app.fail_safe.failures) - self._failed_before

    def _guarded(self, step: Callable[[], object]) -> None:
        """Do it as Kivy's main loop does it: what breaks goes to the kiosk's own handler."""
        from kivy.base import ExceptionManager

        try:
            step()
        except Exception as error:
            if ExceptionManager.handle_exception(error) == ExceptionManager.RAISE:
                raise


def type_keys(hands: Hands, text: str, end: int = 13, gap: float = 0.002) -> None:
    """What a scanner sends to Kivy's window: key by key, Shift before each capital."""
    from kivy.core.window import Window

    def press(code: int, typed: str | None, held: list[str]) -> None:
        for step in (
            partial(Window.dispatch, "on_key_down", code, 0, typed, held),
            partial(Window.dispatch, "on_textinput", typed or ""),
            partial(Window.dispatch, "on_key_up", code, 0),
        ):
            hands._guarded(step)
        hands.now.seconds += gap

    for letter in text:
        if letter.isupper():
            press(304, None, [])
        press(ord(letter.lower()), letter.lower(), ["shift"] if letter.isupper() else [])
    press(end, None, [])
    hands.frames(4)
    hands.now.seconds += 0.5


def _is_visible(widget: Any, screen: Any) -> bool:
    if min(widget.size) <= 1:
        return False
    while widget is not screen:
        if not widget.opacity:
            return False
        widget = widget.parent
    return True
