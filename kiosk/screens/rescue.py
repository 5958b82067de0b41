"""Rescue: the digits of the rescue paper, whose PIN is forgotten, and the new one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Literal

from kivy.clock import Clock
from kivy.properties import OptionProperty

from kiosk.errors import KioskError
from kiosk.rescue_code import DIGITS
from kiosk.screens.base import KioskScreen
from kiosk.services import pins, rescue, volunteers
from kiosk.services.acts import in_thread
from kiosk.services.rescue import Rescued
from kiosk.widgets.background import Background


class RescueScreen(KioskScreen):
    """Three steps. Who the volunteers are is shown only after the code was right."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    step = OptionProperty("code", options=("code", "who", "new"))
    digits = DIGITS
    _background = Background()
    _rescue = 0
    _who = 0

    def on_kv_post(self, _base: object) -> None:
        self._views = {name: self.ids[name].__self__ for name in ("code", "who", "new")}
        self._watch = Clock.schedule_interval(self.watch, 1.0)
        self._watch.cancel()
        self.on_step()

    def on_step(self, *_args: object) -> None:
        """Only what is looked at is on the screen, so that nothing else can be touched."""
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._views[self.step])

    def enter(self, **_given: Any) -> None:
        self.step, self._rescue, self._who = "code", 0, 0
        self.ids.code.ask("Typ de cijfers van het reddingspapier")
        self.watch()
        self._watch()

    def leave(self) -> None:
        self._background.forget()
        self._watch.cancel()
        self._rescue, self._who = 0, 0
        self.ids.code.ask("")
        self.ids.new.ask("")
        self.ids.who.show([])

    def watch(self, *_args: object) -> None:
        """How long no code is taken yet."""
        self.ids.code.pause = -(-pins.pin_pause() // timedelta(seconds=1))

    def check(self, code: str) -> None:
        """Check the code in a worker, since the check is slow on purpose."""
        self.ids.code.busy = True
        now = self.kiosk.now()
        self._background.do(in_thread(lambda: rescue.check_code(code, now)), self._checked)

    def _checked(self, found: int | KioskError) -> None:
        if isinstance(found, KioskError):
            self.kiosk.play("sorry")
            self.ids.code.ask(str(found))
            self.watch()
            return
        self._rescue = found
        self.ids.who.show(self.attempt(volunteers.volunteers) or [])
        self.step = "who"

    def choose(self, volunteer: int) -> None:
        """This one gets a new PIN."""
        self._who, self.step = volunteer, "new"
        self.ids.new.ask("Kies een nieuwe code van 6 cijfers")

    def renew(self, pin: str) -> None:
        """The new PIN takes the place of the old one, and the next rescue paper comes out."""
        self.ids.new.busy = True
        code, who, now = self._rescue, self._who, self.kiosk.now()
        work = in_thread(lambda: rescue.use_code(code, who, pin, at=now))
        self._background.do(work, self._renewed)

    def _renewed(self, done: Rescued | KioskError) -> None:
        if isinstance(done, KioskError):
            self.kiosk.play("sorry")
            self.ids.new.ask(str(done))
            return
        owner = done.volunteer
        self.kiosk.unlock(owner.id, owner.name, to="rescue_paper", code=done.code)
