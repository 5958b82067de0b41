"""Close the day, step 3: the result in one sentence; then the day is final."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.keys import new_key
from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import moments, tally


class CloseResultScreen(KioskScreen):
    """Never blocks and never accuses: a difference may have a reason, or none."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    sentence = StringProperty("")
    difference = NumericProperty(0)
    counted_shown = StringProperty("")
    expected_shown = StringProperty("")
    reason = StringProperty("")
    closed = BooleanProperty(False)

    def enter(self, **given: Any) -> None:
        moment = moments.current_moment()
        if moment is None:
            self.kiosk.show("desk")
            return
        self._moment, self._key = moment.id, new_key()
        self._leftovers, self._counted = given["leftovers"], given["counted"]
        self.closed, self.reason = False, ""
        self.ids.feed.clear()
        self._say(tally.weigh_cash(moment=moment.id, counted=self._counted))

    def leave(self) -> None:
        self.ids.feed.clear()

    def _say(self, cash: tally.CashResult) -> None:
        self.difference = abs(cash.difference)
        self.expected_shown, self.counted_shown = euros(cash.expected), euros(cash.counted)
        if cash.difference == 0:
            self.sentence = "De kas klopt precies."
        elif cash.difference > 0:
            self.sentence = f"Er is {euros(cash.difference)} meer dan verwacht."
        else:
            self.sentence = f"Er is {euros(-cash.difference)} minder dan verwacht."

    def close(self) -> None:
        """The day is done: final, printed."""
        result = self.attempt(
            tally.close_moment,
            key=self._key,
            moment=self._moment,
            leftovers=self._leftovers,
            counted=self._counted,
            reason=self.reason,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
        )
        if result is None:
            return
        self.kiosk.spooler.wake()
        self.kiosk.copy_desk.copier.ask("close")
        self.kiosk.play("done")
        self.closed = True
