"""What all screens share: how they are entered, left and refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, ParamSpec, TypeVar

from kivy.app import App
from kivy.clock import Clock
from kivy.input import MotionEvent
from kivy.uix.screenmanager import Screen

if TYPE_CHECKING:
    from kiosk.app import KioskApp

P = ParamSpec("P")
R = TypeVar("R")


class KioskScreen(Screen):
    """One step of the journey.

    `waits_for` says whose silence ends it: a `person` gets a warning and then the welcome picture,
    the volunteers' `desk` locks, and `nobody` means the screen may stay.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "person"
    deaf_seconds: ClassVar[float] = 0.0
    """How long no new touch counts: the second half of a double tap was for the screen before."""
    _shown_at = 0.0

    @property
    def kiosk(self) -> KioskApp:
        """The running kiosk."""
        kiosk: KioskApp = App.get_running_app()
        return kiosk

    def on_pre_enter(self, *_args: object) -> None:
        self._shown_at = Clock.get_time()

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if Clock.get_time() - self._shown_at < self.deaf_seconds:
            return True
        return bool(super().on_touch_down(touch))

    def enter(self, **_given: Any) -> None:
        """Called each time before the screen is shown."""

    def leave(self) -> None:
        """Called each time after the screen has gone; what belongs to a person is let go here."""

    def attempt(self, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Do an act; a refusal is shown (sentence or picture) and gives None."""
        return self.kiosk.attempt(act, *args, **kwargs)
