"""One volunteer: a sign (a picture or a name) and a PIN, for somebody new or for oneself."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import OptionProperty, StringProperty

from kiosk.errors import KioskError
from kiosk.screens.base import KioskScreen
from kiosk.services import pins, volunteers
from kiosk.services.acts import in_thread
from kiosk.services.pins import Volunteer
from kiosk.signs import SIGNS
from kiosk.widgets.background import Background
from kiosk.widgets.picker import Pick

VIEWS = ("sign", "name", "pin")


class VolunteerScreen(KioskScreen):
    """`task` is `add` (a sign, then the new one types a PIN), or one's own `sign` or `pin`."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    view = OptionProperty("sign", options=VIEWS)
    task = OptionProperty("add", options=("add", "sign", "pin"))
    title = StringProperty("")
    _sign = ("", "")
    _background = Background()

    def on_kv_post(self, _base: object) -> None:
        self._views = {name: self.ids[name].__self__ for name in VIEWS}
        self.on_view()

    def on_view(self, *_args: object) -> None:
        """Only what is looked at is on the screen, so that nothing else can be touched."""
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._views[self.view])

    def enter(self, task: str = "add", **_given: Any) -> None:
        self.task, self._sign = task, ("", "")
        taken = {one.picture for one in volunteers.volunteers()}
        free = [Pick(key, word) for key, word in SIGNS.items() if key not in taken]
        self.ids.signs.show([Pick("pencil", "Naam"), *free])
        if task == "pin":
            self._ask("Kies een nieuwe code van 6 cijfers")
        else:
            self.view = "sign"
            self.title = "Nieuw: kies een prent" if task == "add" else "Kies een prent"

    def leave(self) -> None:
        self._background.forget()
        self._sign = ("", "")
        self.ids.pin.ask("")
        self.ids.keyboard.start("", "")

    def pick(self, key: str) -> None:
        """This picture it is; or a name after all."""
        if key == "pencil":
            self.ids.keyboard.start("", "Welke naam?", volunteers.NAME_LIMIT)
            self.view, self.title = "name", "Naam"
        else:
            self.signed(SIGNS[key], key)

    def signed(self, name: str, picture: str = "") -> None:
        """The sign is chosen; whoever is new now types a PIN."""
        if not name.strip():
            return
        self._sign = (name, picture)
        if self.task == "add":
            self._ask(f"{name}, kies een code van 6 cijfers")
        else:
            at, by = self.kiosk.now(), self.kiosk.volunteer or 0
            self._done(self.attempt(volunteers.change_sign, name, picture=picture, at=at, by=by))

    def _ask(self, question: str) -> None:
        self.view, self.title = "pin", "Nieuwe code"
        self.ids.pin.ask(question)

    def typed(self, pin: str) -> None:
        """Keep the PIN in a worker, since that is slow on purpose."""
        self.ids.pin.busy = True
        (name, picture), at, by = self._sign, self.kiosk.now(), self.kiosk.volunteer or 0

        def keep() -> Volunteer:
            if self.task == "pin":
                return pins.change_pin(pin, at=at, by=by)
            return volunteers.add_volunteer(name, pin, at=at, by=by, picture=picture)

        self._background.do(in_thread(keep), self._done)

    def _done(self, who: Volunteer | KioskError | None) -> None:
        if isinstance(who, KioskError):
            self.kiosk.play("sorry")
            self.ids.pin.ask(str(who))
        elif who is not None:
            if who.id == self.kiosk.volunteer:
                self.kiosk.volunteer_name = who.name
            self.kiosk.show("volunteers")
            added = self.task == "add"
            self.kiosk.tell(f"{who.name} kan erin." if added else f"Bewaard voor {who.name}.")
