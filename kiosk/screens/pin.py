"""PIN: the volunteers' door."""

from __future__ import annotations

from threading import Thread
from typing import Any, ClassVar, Literal

from kivy.clock import mainthread
from kivy.properties import BooleanProperty, StringProperty

from kiosk.errors import KioskError
from kiosk.screens.base import KioskScreen
from kiosk.services import volunteers
from kiosk.services.acts import end_thread

LEAST_DIGITS = 6
MOST_DIGITS = 12


class PinScreen(KioskScreen):
    """Digits only; the slow check runs beside the screen. The first PIN ever is typed twice."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    dots = StringProperty("")
    question = StringProperty("")
    busy = BooleanProperty(False)
    _typed = ""
    _first = ""
    _setting_up = False

    def enter(self, **_given: Any) -> None:
        self._typed = self._first = ""
        self._setting_up = not volunteers.any_volunteer()
        self._ask()

    def leave(self) -> None:
        self._typed = self._first = ""
        self.dots = ""

    def _ask(self) -> None:
        self._typed, self.dots, self.busy = "", "", False
        if not self._setting_up:
            hint = self.kiosk.settings.practice
            self.question = "Oefenen: code 1 2 3 4 5 6" if hint else "Code van de vrijwilliger"
        elif self._first:
            self.question = "Nog een keer dezelfde code"
        else:
            self.question = "Kies een code van 6 cijfers"

    def digit(self, digit: str) -> None:
        """One digit more."""
        if not self.busy and len(self._typed) < MOST_DIGITS:
            self._typed += digit
            self.dots = "\u2022 " * len(self._typed)

    def back(self) -> None:
        """One digit fewer."""
        self._typed = self._typed[:-1]
        self.dots = "\u2022 " * len(self._typed)

    def done(self) -> None:
        """Check the code in a worker, since the check is slow on purpose."""
        if self.busy or len(self._typed) < LEAST_DIGITS:
            return
        if self._setting_up and self._first != self._typed:
            again = bool(self._first)
            self._first = "" if again else self._typed
            self._ask()
            if again:
                self.kiosk.tell("De twee codes waren niet gelijk. Begin opnieuw.")
            return
        self.busy = True
        work = self._add_first if self._setting_up else self._check
        Thread(target=work, args=(self._typed,), name="pin", daemon=True).start()

    def _add_first(self, pin: str) -> None:
        try:
            volunteers.add_volunteer("Vrijwilliger", pin, at=self.kiosk.now())
            self._opened(volunteers.check_pin(pin, at=self.kiosk.now()))
        except KioskError as refusal:
            self._refused(str(refusal))
        finally:
            end_thread()

    def _check(self, pin: str) -> None:
        try:
            self._opened(volunteers.check_pin(pin, at=self.kiosk.now()))
        except KioskError as refusal:
            self._refused(str(refusal))
        finally:
            end_thread()

    @mainthread
    def _opened(self, volunteer: volunteers.Volunteer) -> None:
        if self.manager.current == self.name:
            self.kiosk.unlock(volunteer.id, volunteer.name)

    @mainthread
    def _refused(self, sentence: str) -> None:
        if self.manager.current == self.name:
            self._ask()
            self.kiosk.play("sorry")
            self.question = sentence
