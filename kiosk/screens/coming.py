"""What is coming: the next moments and outings, to take home, and a say in what comes after."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock, ClockEvent
from kivy.properties import BooleanProperty, NumericProperty
from PIL import Image

from kiosk import spoken, spoken_time
from kiosk.i18n import translate
from kiosk.outing_pictures import picture_word
from kiosk.screens.base import KioskScreen
from kiosk.services import planned, polls
from kiosk.widgets.vote_tile import VoteTile

STRIP_SHOWN_SECONDS = 6.0


class ComingScreen(KioskScreen):
    """Each picture can be liked or not, as many as one likes; nobody sees who liked what."""

    has_vote = BooleanProperty(False)
    choices = NumericProperty(0)
    none = BooleanProperty(False)
    printing = BooleanProperty(False)
    _clock: ClockEvent | None = None

    def enter(self, **_given: Any) -> None:
        self._put_away()
        self._lines = planned.ahead(self.kiosk.today(), self.kiosk.visit.language)
        self.none = not self._lines
        self.ids.lines.show(self._lines)
        self._show_vote(polls.current_poll())

    def leave(self) -> None:
        self._put_away()

    def reword(self) -> None:
        self.enter()

    def says(self) -> str:
        language = self.kiosk.visit.language
        if not self._lines:
            return translate("Er staat nog niets op de kalender.", language)
        first = self._lines[0]
        parts = (first.name, spoken_time.day(first.day, language))
        return spoken.listed([*parts, spoken_time.clock(first.starts, language)], language)

    def _show_vote(self, poll: polls.Poll | None) -> None:
        grid = self.ids.votes
        grid.clear_widgets()
        self.has_vote = poll is not None
        self.choices = len(poll.choices) if poll else 0
        liked = polls.voted(self.kiosk.visit.key)
        for choice in poll.choices if poll else ():
            tile = VoteTile(choice=choice.id, picture=choice.picture, chosen=choice.id in liked)
            tile.word = picture_word(choice.picture, self.kiosk.visit.language)
            tile.bind(on_tap=self.like)
            grid.add_widget(tile)

    def like(self, tile: VoteTile) -> None:
        """I would like this; a second tap takes it back."""
        key = self.kiosk.visit.key
        if tile.chosen:
            poll = self.attempt(polls.take_back_vote, key=key, choice=int(tile.choice))
        else:
            poll = self.attempt(polls.vote, key=key, choice=int(tile.choice), at=self.kiosk.now())
        if poll is None:
            self._show_vote(polls.current_poll())  # it was closed meanwhile
        else:
            tile.chosen = not tile.chosen

    def take_home(self) -> None:
        """Print the strip."""
        job = self.attempt(
            planned.print_coming,
            at=self.kiosk.now(),
            language=self.kiosk.visit.language,
            group=self.kiosk.group,
        )
        if job is not None:
            self.printing = True
            self.kiosk.spooler.wake()
            self._clock = Clock.schedule_once(self._put_away, STRIP_SHOWN_SECONDS)

    def paper(self, paper: Image.Image) -> None:
        """The strip comes out of the printer."""
        if self.printing:
            super().paper(paper)

    def _put_away(self, *_args: object) -> None:
        if self._clock is not None:
            self._clock.cancel()
        self.printing = False
        self.ids.feed.clear()
