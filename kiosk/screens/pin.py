"""PIN: the volunteers' door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Literal

from kivy.clock import Clock
from kivy.properties import BooleanProperty

from kiosk.errors import KioskError
from kiosk.screens.base import KioskScreen
from kiosk.services import pins, rescue, volunteers
from kiosk.services.acts import in_thread
from kiosk.services.pins import Volunteer
from kiosk.services.rescue import Rescued
from kiosk.widgets.background import Background


class PinScreen(KioskScreen):
    """Digits only; the slow check runs beside the screen. The first PIN ever is typed twice.

    On the way `to` what a passer-by at an open desk may not do, one's own PIN is asked again.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    first = BooleanProperty(False)
    again = BooleanProperty(False)
    _to = ""
    _background = Background()

    def on_kv_post(self, _base: object) -> None:
        self._views = {True: self.ids.new.__self__, False: self.ids.pad.__self__}
        self._watch = Clock.schedule_interval(self.watch, 1.0)
        self._watch.cancel()
        self.on_first()

    def on_first(self, *_args: object) -> None:
        """Only what is looked at is on the screen, so that nothing else can be touched."""
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._views[self.first])

    def enter(self, to: str = "", **_given: Any) -> None:
        self._to, self.again = to, bool(to)
        self.first = not volunteers.any_volunteer()
        if self.first:
            self.ids.new.ask("Kies een code van 6 cijfers")
        else:
            self._ask()
        self.watch()
        self._watch()

    def leave(self) -> None:
        self._background.forget()
        self._watch.cancel()
        for view in self._views.values():
            view.ask("")

    def watch(self, *_args: object) -> None:
        """How long no PIN is taken yet."""
        self.ids.pad.pause = -(-pins.pin_pause() // timedelta(seconds=1))

    def _ask(self, refused: str = "") -> None:
        question = "Code van de vrijwilliger"
        if self.kiosk.settings.practice:
            question = "Oefenen: code 1 2 3 4 5 6"
        elif self.again:
            question = "Typ nog eens je eigen code"
        self.ids.pad.ask(refused or question)

    def check(self, pin: str) -> None:
        """Check the code in a worker, since the check is slow on purpose."""
        self.ids.pad.busy = True
        now = self.kiosk.now()
        self._background.do(in_thread(lambda: pins.check_pin(pin, now)), self._checked)

    def _checked(self, owner: Volunteer | KioskError) -> None:
        if isinstance(owner, KioskError):
            self.kiosk.play("sorry")
            self._ask(str(owner))
            self.watch()
            return
        self.kiosk.unlock(owner.id, owner.name, to=self._to)
        if not rescue.has_rescue_code():
            self.kiosk.tell("Er is nog geen reddingspapier: Instellingen, Vrijwilligers.")

    def begin(self, pin: str) -> None:
        """The first PIN of this kiosk, typed twice; the rescue paper comes at once."""
        self.ids.new.busy = True
        now = self.kiosk.now()
        self._background.do(in_thread(lambda: volunteers.first_volunteer(pin, at=now)), self._begun)

    def _begun(self, begun: Rescued | KioskError) -> None:
        if isinstance(begun, KioskError):
            self.kiosk.play("sorry")
            self.ids.new.ask(str(begun))
            return
        owner = begun.volunteer
        self.kiosk.unlock(owner.id, owner.name, to="rescue_paper", code=begun.code)

    def back(self) -> None:
        """Away from the door, or back to what was open."""
        if self.again:
            self.kiosk.show("settings")
        else:
            self.kiosk.end_visit()
