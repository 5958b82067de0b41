"""The ear: while it is on, each screen and each thing that is touched says what it is.

It is off until somebody touches it, off again after each person, and it says nothing on the screens
of the volunteers.
"""

from __future__ import annotations

from collections.abc import Iterator

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.screens.base import KioskScreen
from kiosk.sounds import Sounds
from kiosk.widgets.press import Pressable
from kiosk.widgets.ui import ui


class Ear:
    """Listens for the person: speaks through ``sounds`` in the language of the visit."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds
        self._screen: KioskScreen | None = None
        # By the next frame everything on the screen is in the new language and says what it is.
        self._tell_soon = Clock.create_trigger(self._tell, 0)
        ui.fbind("ear", self._turned)
        ui.fbind("language", self._tell_soon)

    def arrive(self, screen: KioskScreen) -> None:
        """Another screen is shown: what was said about the one before stops."""
        self._screen = screen
        self._sounds.hush()
        self._tell()

    def say(self, sentence: str) -> None:
        """Say this now, if the ear is on and there is something to say."""
        if sentence and self._is_listening():
            self._sounds.say(sentence, ui.language)

    def prepare(self) -> None:
        """What can be touched changed: have all of it ready before a finger comes."""
        if self._screen is not None and self._is_listening():
            sentences = dict.fromkeys([*self._screen.may_say(), *_spoken_on(self._screen)])
            self._sounds.prepare(sentences, ui.language)

    def _turned(self, *_args: object) -> None:
        if ui.ear:
            self._tell_soon()
        else:
            self._sounds.hush()
            self._sounds.forget()

    def _tell(self, *_args: object) -> None:
        if self._screen is not None and self._is_listening():
            self.say(self._screen.says())
            self.prepare()

    def _is_listening(self) -> bool:
        return bool(ui.ear) and self._screen is not None and self._screen.waits_for != "desk"


def _spoken_on(screen: Widget) -> Iterator[str]:
    """What the things on a screen say that can be seen now."""
    for part in screen.walk():
        if isinstance(part, Pressable) and part.opacity and min(part.size) > 1:
            yield part.says()
