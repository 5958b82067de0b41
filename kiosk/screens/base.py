"""What all screens share: how they are entered, left and refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, ParamSpec, TypeVar

from kivy.app import App
from kivy.clock import Clock
from kivy.input import MotionEvent
from kivy.uix.screenmanager import Screen

from kiosk.errors import KioskError
from kiosk.widgets.press import Pressable

if TYPE_CHECKING:
    from PIL.Image import Image

    from kiosk.app import KioskApp

P = ParamSpec("P")
R = TypeVar("R")


class KioskScreen(Screen):
    """One step of the journey.

    `waits_for` says whose silence ends it: a `person` gets a warning and then the welcome picture,
    the volunteers' `desk` locks, and `nobody` means the screen may stay.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "person"
    deaf_seconds: ClassVar[float] = 0.0
    """How long no new touch counts: the second half of a double tap was for the screen before."""
    card_checks_in: ClassVar[bool] = False
    """Whether a card that is scanned here means: I am here."""
    _shown_at = 0.0

    @property
    def kiosk(self) -> KioskApp:
        """The running kiosk."""
        kiosk: KioskApp = App.get_running_app()
        return kiosk

    @property
    def for_volunteers(self) -> bool:
        """Whether it is in Dutch, from left to right, whatever the first language of the group."""
        return self.waits_for == "desk"

    def on_pre_enter(self, *_args: object) -> None:
        self._shown_at = Clock.get_time()
        Pressable.screens_shown += 1

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if Clock.get_time() - self._shown_at < self.deaf_seconds:
            return True
        return bool(super().on_touch_down(touch))

    def on_touch_move(self, _touch: MotionEvent) -> bool:
        """Nobody else is told: whoever took hold of a touch (`grab`) follows it anywhere."""
        return False

    on_touch_up = on_touch_move

    def enter(self, **_given: Any) -> None:
        """Called each time before the screen is shown."""

    def leave(self) -> None:
        """Called each time after the screen has gone; what belongs to a person is let go here."""

    def reword(self) -> None:
        """The visit's language changed: write anew what kv does not write itself."""

    def scanned(self, text: str) -> None:
        """A paper was scanned here; whether it is ours is still to be read."""
        if self.card_checks_in:
            self._check_in_by_card(text)
        else:
            self.kiosk.play("sorry")

    def scan_refused(self) -> None:
        """Something was scanned that cannot be ours."""
        if self.card_checks_in:
            self._not_ours("code_unknown")
        else:
            self.kiosk.play("sorry")

    def says(self) -> str:
        """One sentence about this screen, said while the ear is on; nothing for volunteers."""
        return ""

    def may_say(self) -> Iterable[str]:
        """What else may be said here soon, beside what its tiles say."""
        return ()

    def paper(self, paper: Image) -> None:
        """A paper comes out of the printer; a screen that shows it has a `feed`."""
        if "feed" in self.ids:
            self.ids.feed.feed(paper)

    def no_paper(self, picture: str) -> None:
        """The paper does not come; `picture` shows why."""
        if "feed" in self.ids:
            self.ids.feed.refuse(picture)

    def attempt(self, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Do an act; a refusal is shown (sentence or picture) and gives None."""
        return self.kiosk.attempt(act, *args, **kwargs)

    def _check_in_by_card(self, text: str) -> None:
        """Whoever scans a card is here at once, in the language of the card."""
        from kiosk.services import people  # the first picture does not wait for it

        try:
            arrival = people.check_in_by_card(
                text,
                key=self.kiosk.visit.key,
                ring=self.kiosk.ring,
                at=self.kiosk.now(),
                today=self.kiosk.today(),
            )
        except KioskError as refusal:
            self._not_ours(refusal.picture)
            return
        person = arrival.person
        if arrival.is_next:
            self.kiosk.next_visit()
        visit = self.kiosk.visit
        visit.key, visit.participant = arrival.seen.key, person.id
        visit.animal = person.picture.animal
        self.kiosk.speak_language(person.language)
        self.kiosk.show("checked_in", seen=arrival.seen, person=person.picture)

    def _not_ours(self, picture: str) -> None:
        self.kiosk.play("sorry")
        self.kiosk.screen("not_ours").picture = picture
        self.kiosk.aside("not_ours")
