"""Letting people in: green, amber or red for each voucher that is scanned or typed."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Literal

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.keys import new_key
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import vouchers
from kiosk.services.vouchers import Verdict

TASKS: Final = {"green": "here", "amber": "produce", "red": "warn"}
PICTURES: Final = {
    "welcome": "check",
    "used": "clock",
    "not_ours": "code_unknown",
    "cancelled": "closed_today",
    "other_day": "calendar",
}
WORDS: Final = {
    "welcome": "Welkom!",
    "used": "Al binnen",
    "not_ours": "Niet van ons",
    "cancelled": "Geldt niet meer",
    "other_day": "Andere dag",
}


class RedeemScreen(KioskScreen):
    """A verdict stays until the next paper; seats are let in one by one or all at once."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    shown = BooleanProperty(False)
    task = StringProperty("plain")
    picture = StringProperty("")
    word = StringProperty("")
    about = StringProperty("")
    outing_picture = StringProperty("")
    day = ObjectProperty(None, allownone=True)
    adults = NumericProperty(0)
    children_count = NumericProperty(0)
    seats = NumericProperty(0)
    redeemed = NumericProperty(0)
    left = NumericProperty(0)
    can_undo = BooleanProperty(False)
    _undo_key = ""

    def enter(self, **_given: Any) -> None:
        self.again()

    def leave(self) -> None:
        self.again()

    def again(self) -> None:
        """The next paper."""
        self.shown, self.can_undo = False, False
        self.ids.entry.restart()

    def scanned(self, text: str) -> None:
        self._undo_key = ""
        self._show(vouchers.look_up(text, ring=self.kiosk.ring, today=self.kiosk.today()))

    def scan_refused(self) -> None:
        self._undo_key = ""
        self._show(vouchers.NOT_OURS)

    def typed(self, pictures: tuple[str, str, str], digits: str) -> None:
        """A code was typed."""
        self._undo_key = ""
        verdict = self.attempt(
            vouchers.look_up_typed,
            pictures,
            digits,
            at=self.kiosk.now(),
            today=self.kiosk.today(),
        )
        if verdict is not None:
            self._show(verdict)

    def _show(self, verdict: Verdict) -> None:
        self._verdict, going = verdict, verdict.outing
        # whoever was let in just now is welcome, also when it was the last seat
        welcome = verdict.light == "green" or bool(self._undo_key)
        self.task = "here" if welcome else TASKS[verdict.light]
        self.picture = PICTURES["welcome" if welcome else verdict.why]
        self.word = WORDS["welcome" if welcome else verdict.why]
        self.about = going.name("nl") if going else ""
        self.outing_picture, self.day = (going.picture, going.day) if going else ("", None)
        if verdict.why == "used" and verdict.used_at and not welcome:
            used = self.kiosk.local(verdict.used_at)
            self.about = f"{self.about} · {day_shown(used.date())} om {used:%H:%M}"
        self.adults, self.children_count = verdict.adults, verdict.children
        self.seats, self.redeemed = verdict.seats, verdict.redeemed
        self.left = verdict.left if verdict.light == "green" else 0
        self.can_undo, self.shown = bool(self._undo_key), True
        self._key = new_key()
        self.kiosk.play("done" if welcome else "sorry")

    def let_in(self, seats: int) -> None:
        """So many of the party are inside."""
        verdict = self.attempt(
            vouchers.redeem,
            key=self._key,
            voucher=self._verdict.voucher or 0,
            seats=seats,
            at=self.kiosk.now(),
            today=self.kiosk.today(),
            volunteer=self.kiosk.volunteer,
        )
        if verdict is not None:
            self._undo_key = self._key
            self._show(verdict)

    def undo(self) -> None:
        """They are not inside after all."""
        verdict = self.attempt(
            vouchers.undo_redeem,
            key=self._undo_key,
            at=self.kiosk.now(),
            today=self.kiosk.today(),
        )
        if verdict is not None:
            self._undo_key = ""
            self._show(verdict)
