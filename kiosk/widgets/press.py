"""The press: what makes a shape a thing to touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from kivy.clock import Clock
from kivy.input import MotionEvent
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.widgets.ui import ui

# Touch panels report a wet or trembling finger as two presses a few hundredths apart.
BOUNCE_SECONDS = 0.06
SLIP_MM = 5.0


class Pressable(Widget):
    """One finger at a time: `pressed` follows it at once, `on_tap` fires when it lets go.

    A second finger on the same thing is swallowed, and so is the bounce of a wet finger, so that
    a palm or a trembling hand is one tap. A finger may slip a few millimetres off before it lifts.
    What cannot be seen (opacity 0) cannot be touched.
    One that still lay on a screen that has gone presses nothing: the others of a palm, mostly.
    """

    pressed = BooleanProperty(False)
    spoken = StringProperty("")
    """What is said when it is touched while the ear is on."""
    feedback: ClassVar[Callable[[], None] | None] = None
    voice: ClassVar[Callable[[str], None] | None] = None
    screens_shown: ClassVar[int] = 0
    __events__: tuple[str, ...] = ("on_tap",)

    def __init__(self, **kwargs: Any) -> None:
        self._finger: MotionEvent | None = None
        self._lifted_at = -1.0
        self._pressed_on = 0
        super().__init__(**kwargs)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not self.opacity or not self.collide_point(*touch.pos):
            return False
        if self.disabled:
            self._speak()  # nothing can be done with it, but what it is may be asked
            return True
        if super().on_touch_down(touch):
            return True
        if touch.is_mouse_scrolling:
            return False
        if self._finger is None and Clock.get_time() - self._lifted_at > BOUNCE_SECONDS:
            self._finger = touch
            self._pressed_on = Pressable.screens_shown
            touch.grab(self)
            self.pressed = True
            if Pressable.feedback is not None:
                Pressable.feedback()
            self._speak()
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._finger = None
        self._lifted_at = Clock.get_time()
        self.pressed = False
        slip = SLIP_MM * ui.mm
        inside_x = self.x - slip <= touch.x <= self.right + slip
        inside_y = self.y - slip <= touch.y <= self.top + slip
        still_shown = self._pressed_on == Pressable.screens_shown
        if inside_x and inside_y and still_shown and not self.disabled:
            self.dispatch("on_tap")
        return True

    def _speak(self) -> None:
        if ui.ear and Pressable.voice is not None:
            Pressable.voice(self.says())

    def says(self) -> str:
        """What is said when it is touched while the ear is on."""
        return str(self.spoken)

    def on_tap(self) -> None:
        """The finger let go of it: kv says what that means."""
