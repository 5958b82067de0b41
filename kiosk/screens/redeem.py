"""Letting people in: green, amber or red for each voucher that is scanned or typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final, Literal

from kivy.clock import Clock
from kivy.properties import BooleanProperty

from kiosk.keys import new_key
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import locks, vouchers
from kiosk.services.vouchers import Verdict
from kiosk.widgets.take_back import TakeBack
from kiosk.widgets.ui import ui

SIGNS: Final = {
    "welcome": ("done", "check", "Welkom!"),
    "used": ("used", "", "Al binnen"),
    "not_ours": ("stop", "state_stop", "Niet van ons"),
    "cancelled": ("stop", "state_stop", "Geldt niet meer"),
    "other_day": ("stop", "state_stop", "Andere dag"),
}
"""The colour, the sign and the words of each verdict; the sign of a used one is when it was."""


class RedeemScreen(KioskScreen):
    """A verdict stays until it is put away or the next paper comes; seats go in one or all at once.

    Who was let in can be taken back from the bar, whatever is shown, as long as the service allows.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    shown = BooleanProperty(False)

    def on_kv_post(self, _base: object) -> None:
        self._views = {True: self.ids.verdict.__self__, False: self.ids.asking.__self__}
        self._watch = Clock.schedule_interval(self.watch, 1.0)
        self._watch.cancel()
        self._let_in: list[vouchers.LetIn] = []
        self.again()

    def on_shown(self, *_args: object) -> None:
        """Only what is looked at is on the screen, so that nothing else can be touched."""
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._views[self.shown])

    def enter(self, **_given: Any) -> None:
        self.again()
        self.watch()
        self._watch()

    def leave(self) -> None:
        self._watch.cancel()
        self.again()

    def again(self) -> None:
        """The next paper."""
        self.shown = False
        self.on_shown()
        self.ids.entry.restart()

    def watch(self, *_args: object) -> None:
        """How long the typed codes must wait still, and who can be taken back still."""
        now = self.kiosk.now()
        left = locks.pause_left("voucher")
        self.ids.entry.pause = -(-left // timedelta(seconds=1))
        let_in = vouchers.just_let_in(now)
        if let_in != self._let_in:
            self._let_in = let_in
            self.show_let_in()

    def show_let_in(self) -> None:
        """Those who can be taken back, as many as the bar has room for."""
        self.ids.let_in.clear_widgets()
        for one in self._let_in[: 2 if ui.portrait else 3]:
            when = f"{self.kiosk.local(one.at):%H:%M}"
            tile = TakeBack(key=one.key, picture=one.picture, seats=one.seats, when=when)
            tile.bind(on_tap=lambda tile: self.undo(tile.key))
            self.ids.let_in.add_widget(tile)

    def scanned(self, text: str) -> None:
        self._show(vouchers.look_up(text, ring=self.kiosk.ring, today=self.kiosk.today()))

    def scan_refused(self) -> None:
        self._show(vouchers.NOT_OURS)

    def typed(self, pictures: tuple[str, str, str], digits: str) -> None:
        """A code was typed."""
        verdict = self.attempt(
            vouchers.look_up_typed,
            pictures,
            digits,
            at=self.kiosk.now(),
            today=self.kiosk.today(),
        )
        if verdict is not None:
            self._show(verdict)
        self.watch()

    def _show(self, verdict: Verdict, *, just_in: bool = False) -> None:
        self._verdict, self._key = verdict, new_key()
        going, view = verdict.outing, self.ids.verdict
        # whoever was let in just now is welcome, also when it was the last seat
        why = "welcome" if just_in else verdict.why
        view.task, view.sign, view.word = SIGNS[why]
        view.outing_picture = going.picture if going else "code_unknown"
        view.outing_name = going.name("nl") if going else ""
        view.day = going.day if going and why == "other_day" else None
        used = self.kiosk.local(verdict.used_at) if why == "used" and verdict.used_at else None
        view.used_at = used.hour * 60 + used.minute if used else None
        view.when = f"{day_shown(used.date())} om {used:%H:%M}" if used else ""
        view.adults, view.children_count = verdict.adults, verdict.children
        view.seats, view.redeemed = verdict.seats, verdict.redeemed
        view.left = verdict.left if verdict.light == "green" else 0
        self.shown = True
        self.kiosk.play("done" if why == "welcome" else "sorry")

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
            self._show(verdict, just_in=True)
        self.watch()

    def undo(self, key: str) -> None:
        """They are not inside after all."""
        verdict = self.attempt(
            vouchers.undo_redeem,
            key=key,
            at=self.kiosk.now(),
            today=self.kiosk.today(),
            volunteer=self.kiosk.volunteer,
        )
        if verdict is not None:
            self._show(verdict)
        self.watch()
