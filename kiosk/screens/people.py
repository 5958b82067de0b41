"""People: their pictures and cards; a new one, another one, none any more."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.person_pictures import PersonPicture
from kiosk.screens.base import KioskScreen
from kiosk.services import people
from kiosk.services.people import Person
from kiosk.widgets.person_disc import PersonTile


class PeopleScreen(KioskScreen):
    """Tap somebody, or scan a card; then print, change or erase."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    page = NumericProperty(0)
    pages = NumericProperty(1)
    mode = StringProperty("")
    """Empty while nobody is chosen; then `chosen`, or `new` and `other` to choose a picture."""
    person = 0
    shown = ObjectProperty(None, allownone=True)
    _everybody: list[Person]
    _free: list[PersonPicture]

    def enter(self, **_given: Any) -> None:
        self.page = 0
        self.fill()

    def leave(self) -> None:
        self._nobody()
        self.ids.grid.clear_widgets()
        self._everybody = []

    def fill(self) -> None:
        """Show everybody of the page; nobody is chosen."""
        self._nobody()
        self._everybody = self.attempt(people.people) or []
        size = int(self.ids.grid.cols * self.ids.grid.rows)
        self.pages = max(1, -(-len(self._everybody) // size))
        self.page = min(self.page, self.pages - 1)
        self.ids.grid.clear_widgets()
        first = int(self.page) * size
        for one in self._everybody[first : first + size]:
            tile = PersonTile(person=one.picture, who=one.id)
            tile.bind(on_tap=lambda tile: self.choose(int(tile.who)))
            self.ids.grid.add_widget(tile)
        while len(self.ids.grid.children) < size:
            self.ids.grid.add_widget(Widget())  # so that a last page has tiles of the same size

    def turn(self) -> None:
        """The next page, after the last the first."""
        self.page = (self.page + 1) % self.pages
        self.fill()

    def choose(self, person: int) -> None:
        """Somebody: what is to be done is asked beside."""
        found = next((one for one in self._everybody if one.id == person), None)
        if found is None:
            return
        self.mode, self.person = "chosen", person
        self.shown = found.picture
        self.ids.feed.clear()
        self._mark(person)

    def scanned(self, text: str) -> None:
        """A card: choose whose it is."""
        found = self.attempt(
            people.find_by_card, text, ring=self.kiosk.ring, today=self.kiosk.today()
        )
        if found is not None:
            self.choose(found.id)

    def offer(self, mode: str) -> None:
        """Show a picture that nobody has, for somebody `new` or in the place of an `other`."""
        free = self.attempt(people.pictures_to_give)
        if free is not None:
            self._free, self.mode, self.shown = free, mode, free[0]
            self.ids.feed.clear()
            if mode == "new":
                self._mark(0)

    def following(self) -> None:
        """Rather another one."""
        self._free = [*self._free[1:], self._free[0]]
        self.shown = self._free[0]

    def take(self) -> None:
        """This picture it is; the card comes out at once."""
        if self.mode == "new":
            language = self.kiosk.settings.group.language
            given = self.attempt(
                people.give_picture, picture=self.shown, language=language, **self._signed()
            )
        else:
            given = self.attempt(
                people.change_picture, person=self.person, picture=self.shown, **self._signed()
            )
        self.fill()
        if given is not None:
            self.choose(given.id)
            self.print_card()

    def print_card(self) -> None:
        """The card comes out, with the same code as before if there was one."""
        ring, group = self.kiosk.ring, self.kiosk.group
        card = self.attempt(
            people.card_of, person=self.person, ring=ring, group=group, **self._signed()
        )
        if card is not None:
            self.kiosk.print_unkept(card)

    def erase(self) -> None:
        """Held for three seconds: this person is forgotten for good."""
        self.attempt(people.erase, person=self.person, **self._signed())
        self.fill()

    def _signed(self) -> dict[str, Any]:
        """When an act is done, and by whom."""
        return {"at": self.kiosk.now(), "volunteer": self.kiosk.volunteer}

    def _mark(self, person: int) -> None:
        for tile in self.ids.grid.children:
            if isinstance(tile, PersonTile):
                tile.task = "done" if tile.who == person else "plain"

    def _nobody(self) -> None:
        self.mode, self.person, self.shown = "", 0, None
        self.ids.feed.clear()
