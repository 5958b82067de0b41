"""What all screens share: how they are entered, left and refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, ParamSpec, TypeVar

from kivy.app import App
from kivy.uix.screenmanager import Screen

if TYPE_CHECKING:
    from kiosk.app import KioskApp

P = ParamSpec("P")
R = TypeVar("R")


class KioskScreen(Screen):  # type: ignore[misc]
    """One step of the journey.

    `waits_for` says whose silence ends it: a `person` gets a warning and then the welcome picture,
    the volunteers' `desk` locks, and `nobody` means the screen may stay.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "person"

    @property
    def kiosk(self) -> KioskApp:
        """The running kiosk."""
        return App.get_running_app()  # type: ignore[no-any-return]

    def enter(self, **_given: Any) -> None:
        """Called each time before the screen is shown."""

    def leave(self) -> None:
        """Called each time after the screen has gone; what belongs to a person is let go here."""

    def attempt(self, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Do an act; a refusal is shown (sentence or picture) and gives None."""
        return self.kiosk.attempt(act, *args, **kwargs)
