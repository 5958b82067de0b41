"""The vote: the volunteers put up to six pictures, and see how often each was liked."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from kiosk import produce
from kiosk.keys import new_key
from kiosk.outing_pictures import WORDS
from kiosk.screens.base import KioskScreen
from kiosk.services import polls
from kiosk.widgets.picker import Pick


class PollScreen(KioskScreen):
    """One vote is open at a time; a new one closes it."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    about = StringProperty("outings")
    chosen = ListProperty([])
    choosing = BooleanProperty(True)
    visible = BooleanProperty(False)
    is_open = BooleanProperty(False)
    has_last = BooleanProperty(False)
    votes = NumericProperty(0)
    _poll: polls.Poll | None = None

    def on_kv_post(self, _base: object) -> None:
        self._parts = {name: self.ids[name].__self__ for name in ("picker", "bars")}

    def enter(self, **_given: Any) -> None:
        self._key, self.chosen = new_key(), []
        self._show(polls.last_poll())
        self._turn(choosing=not self.is_open)

    def _show(self, poll: polls.Poll | None) -> None:
        self._poll = poll
        self.has_last = poll is not None
        self.is_open = poll is not None and poll.closed_at is None
        self.visible = poll is not None and poll.show_results
        choices = poll.choices if poll else ()
        self.votes = sum(choice.votes for choice in choices)
        self.ids.bars.show([(choice.picture, choice.votes) for choice in choices])

    def _turn(self, *, choosing: bool) -> None:
        self.choosing = choosing
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._parts["picker" if choosing else "bars"])
        self._picks()

    def _picks(self) -> None:
        if self.about == "outings":
            words = list(WORDS.items())
        else:
            month = self.kiosk.today().month
            words = [(one.key, produce.word(one.key, "nl")) for one in produce.in_season(month)]
        picks = [Pick(key, word, "✓" if key in self.chosen else "") for key, word in words]
        self.ids.picker.show(picks)

    def switch(self) -> None:
        """The other view: the last counts, or choosing pictures for a new vote."""
        self._turn(choosing=not self.choosing)

    def ask_about(self) -> None:
        """Outings or produce."""
        self.about = "produce" if self.about == "outings" else "outings"
        self.chosen, self.ids.picker.page = [], 0
        self._picks()

    def pick(self, picture: str) -> None:
        """This one too, or not after all; six at most."""
        if picture in self.chosen:
            self.chosen = [one for one in self.chosen if one != picture]
        elif len(self.chosen) < polls.MOST_CHOICES:
            self.chosen = [*self.chosen, picture]
        self._picks()

    def ask(self) -> None:
        """From now on people can vote."""
        opened = self.attempt(
            polls.open_poll,
            key=self._key,
            about="outings" if self.about == "outings" else "produce",
            pictures=tuple(self.chosen),
            show_results=False,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        if opened is not None:
            self._key, self.chosen = new_key(), []
            self._show(opened)
            self._turn(choosing=False)

    def close(self) -> None:
        """Nobody votes any more; the counts stay."""
        if self._poll is not None:
            self._change(polls.close_poll)

    def let_see(self) -> None:
        """Everybody may see the counts on the welcome picture, or not."""
        if self._poll is not None:
            self._change(polls.show_results, show=not self.visible)

    def _change(self, act: Any, **how: Any) -> None:
        changed = self.attempt(
            act,
            poll=self._poll.id if self._poll else 0,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            **how,
        )
        if changed is not None:
            self._show(changed)
