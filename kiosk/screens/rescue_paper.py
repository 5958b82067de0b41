"""Rescue paper: the code for when a PIN is forgotten, on paper, or to be written down."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, StringProperty
from PIL.Image import Image

from kiosk.errors import KioskError
from kiosk.rescue_code import groups
from kiosk.screens.base import KioskScreen
from kiosk.services import rescue
from kiosk.services.acts import in_thread
from kiosk.widgets.background import Background


class RescuePaperScreen(KioskScreen):
    """With a code that was just made, or it makes a new one: older papers are worthless then.

    The digits are shown only where no paper comes out, since others stand around the glass.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    sentence = StringProperty("")
    digits = StringProperty("")
    busy = BooleanProperty(False)
    _background = Background()
    _code = ""

    def enter(self, code: str = "", **_given: Any) -> None:
        self.sentence, self.digits, self.busy = "", "", True
        if code:
            self._made(code)
        else:
            at, by = self.kiosk.now(), self.kiosk.volunteer or 0
            work = in_thread(lambda: rescue.renew_rescue_code(at=at, by=by))
            self._background.do(work, self._made)

    def leave(self) -> None:
        self._background.forget()
        self._code = self.digits = ""

    def _made(self, code: str | KioskError) -> None:
        self.busy = False
        if isinstance(code, KioskError):
            self.kiosk.play("sorry")
            self.sentence = str(code)
            return
        self._code = code
        if self.kiosk.settings.printer.url:
            self.sentence = "Het reddingspapier komt eraan. Berg het op achter slot."
            paper = rescue.rescue_paper(code, at=self.kiosk.now(), group=self.kiosk.group)
            self.kiosk.print_unkept(paper)
        else:
            self._show("Schrijf deze code op en berg ze op.")

    def no_paper(self, picture: str) -> None:
        """It did not come out: the digits can be written down."""
        if self._code:
            self._show("Geen papier. Schrijf de code op en berg ze op.")

    def paper(self, _paper: Image) -> None:
        """It is coming out; it is not shown, since anybody could read it from the glass."""

    def _show(self, sentence: str) -> None:
        self.sentence, self.digits = sentence, "  ".join(groups(self._code))
