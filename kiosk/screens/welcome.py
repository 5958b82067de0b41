"""Welcome: what the kiosk shows while nobody touches it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.input import MotionEvent
from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen
from kiosk.widgets.ui import ui
from kiosk.widgets.words import Words


class WelcomeScreen(KioskScreen):
    """Any touch wakes it, and that touch presses nothing; holding the logo opens the desk."""

    card_checks_in = True
    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "nobody"
    is_known = BooleanProperty(False)
    is_open = BooleanProperty(False)
    kinds = StringProperty("")
    shown = ListProperty(["", "", ""])
    day = ObjectProperty(None, allownone=True)
    next_day = ObjectProperty(None, allownone=True)
    next_picture = StringProperty("")
    has_chart = BooleanProperty(False)

    def greet(self) -> None:
        """What can be shown before the data are open."""
        self._welcome()

    def enter(self, **_given: Any) -> None:
        self.greet()
        self.is_known = True
        from kiosk.services import moments  # it greets before there are data to load

        self.day = self.kiosk.today()
        moment = moments.current_moment()
        self.is_open = moment is not None
        offers = [offer for offer in moment.offers if offer.available] if moment else []
        self.kinds = str(len(offers))
        keys = [offer.product for offer in offers[:3]]
        self.shown = keys + [""] * (3 - len(keys))
        self._look_ahead()

    def _look_ahead(self) -> None:
        """The next thing to come, and the votes if the volunteers want all to see them."""
        from kiosk.services import planned, polls

        ahead = planned.ahead(self.kiosk.today(), ui.language)
        later = next((one for one in ahead if one.day > self.kiosk.today()), None)
        self.next_day = later.day if later else None
        self.next_picture = later.picture if later else ""
        poll = polls.current_poll()
        self.has_chart = poll is not None and poll.show_results
        choices = poll.choices if poll is not None and self.has_chart else ()
        self.ids.chart.show([(choice.picture, choice.votes) for choice in choices])

    def says(self) -> str:
        return translate("Welkom. Tik op het scherm.", self.kiosk.visit.language)

    def _welcome(self) -> None:
        """Welcome in every other language that is offered here, each in its own script."""
        others = [language for language in ui.languages if language != ui.language]
        welcomes = [translate("Welkom", language) for language in others]
        grid = self.ids.welcomes
        if [words.text for words in reversed(grid.children)] != welcomes:
            grid.clear_widgets()
            for welcome in welcomes:
                grid.add_widget(Words(text=welcome, bold=False, most=5.4))

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not self.is_known or not super().on_touch_down(touch):
            self.kiosk.begin_visit()
        return True
