"""Open the day, step 2: count the opening float, then open."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import StringProperty

from kiosk.errors import ClockBehind, KioskError
from kiosk.keys import new_key
from kiosk.screens.base import KioskScreen
from kiosk.services import drafts, moments

DRAFT = drafts.FLOAT


class OpenFloatScreen(KioskScreen):
    """The float is counted, never carried over silently."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    kind = StringProperty("produce")
    kind_picture = StringProperty("crate")
    kind_word = StringProperty("groenten")

    def enter(self, **given: Any) -> None:
        self._offers = given["offers"]
        self._rule = given["rule"]
        self._key = new_key()
        self.choose("produce")
        kept = drafts.load_draft(DRAFT) or {}
        self.ids.cash.pieces = {int(cents): int(n) for cents, n in kept.items()}

    def keep(self) -> None:
        """What is counted so far outlives a power cut."""
        counted = {str(cents): n for cents, n in self.ids.cash.pieces.items()}
        self.attempt(drafts.save_draft, DRAFT, counted)

    def choose(self, kind: str) -> None:
        """What kind of moment this is."""
        self.kind = kind
        self.kind_picture, self.kind_word = moments.KINDS[kind]

    def next_kind(self) -> None:
        """The next kind of moment; after the last the first."""
        kinds = list(moments.KINDS)
        self.choose(kinds[(kinds.index(self.kind) + 1) % len(kinds)])

    def open(self) -> None:
        """Open the day with what was chosen and counted."""
        try:
            moments.open_moment(
                key=self._key,
                kind=self.kind,
                offers=self._offers,
                float_pieces=self.ids.cash.pieces,
                rule=self._rule,
                at=self.kiosk.now(),
                day=self.kiosk.today(),
                volunteer=self.kiosk.volunteer,
            )
        except ClockBehind as refusal:
            self.kiosk.show("set_clock")
            self.kiosk.tell(str(refusal))
            return
        except KioskError as refusal:
            self.kiosk.tell(str(refusal))
            self.kiosk.play("sorry")
            return
        self.kiosk.play("done")
        self.kiosk.show("desk")
