"""How the kiosk opens: the first picture stands at once, the data follow, then the doors.

That picture is the splash; at a first start there is none, and the greeting goes before the data.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from kivy.clock import Clock
from kivy.core.window import Window

import db
from kiosk import screens
from kiosk.loop.chores import keep
from kiosk.opening import Opening
from kiosk.screens.base import KioskScreen
from kiosk.watchdog import BEAT_SECONDS
from kiosk.widgets import splash
from kiosk.widgets.ui import ui

if TYPE_CHECKING:
    from kiosk.app import KioskApp

PICTURES_SECONDS = 0.03
DRAWN_SECONDS = 1.0
"""By then a screen is laid out and its pictures are read, also on a Pi."""


class Doors:
    """Shut until the data are open and sound; ``refused`` is why the kiosk may not start at all.

    Without an ``opening`` the data are open already.
    """

    def __init__(self, kiosk: KioskApp, opening: Opening | None) -> None:
        self.are_open = False
        self.refused: BaseException | None = None
        self._kiosk = kiosk
        self._opening = opening
        self._damage: db.DamagedDatabase | None = None
        self._is_somebody_here = False

    def begin(self) -> None:
        """Greet, and open the data once the greeting stands."""
        if self._opening is None:
            self._opened()
            return
        root = self._kiosk.root
        root.add_widget(screens.build("welcome", Window.size))  # its own size is not known yet
        root.current_screen.greet()
        if self._opening.has_begun:
            Clock.schedule_interval(self._look_if_open, 0)
        else:
            Window.bind(on_flip=self._greeted)

    def knock(self) -> bool:
        """Somebody touched the welcome picture, which is kept in mind; whether they may go on."""
        self._is_somebody_here = not self.are_open
        return self.are_open

    def open(self) -> None:
        """Whoever touched the picture before is let in."""
        self.are_open = True
        self._kiosk.show("welcome")
        Window.bind(on_flip=self._drawn)
        if self._is_somebody_here:
            self._kiosk.begin_visit()

    def ask_recovery(self, damage: db.DamagedDatabase) -> None:
        """The data are damaged: the kiosk stays shut until a volunteer has chosen."""
        self._damage = damage
        backup = damage.backup
        made = datetime.fromtimestamp(backup.stat().st_mtime, UTC) if backup else None
        Window.bind(on_flip=self._alive)
        self._kiosk.show(
            "recover",
            sentence=str(damage),
            backup=self._kiosk.local(made).strftime("%d/%m %H:%M") if made else "",
        )

    def recover(self, restore: bool) -> None:
        """After damage: put the newest good backup back, or begin with nothing."""
        damage, kiosk = self._damage, self._kiosk
        if damage is None:
            return
        from kiosk.start import prepare

        try:
            if restore and damage.backup is not None:
                db.restore_backup(damage.backup, damage.path)
            prepare(kiosk.settings, kiosk.clock.begin, start_empty=not restore)
        except db.StorageError as trouble:
            kiosk.tell(str(trouble))
            return
        self._damage = None
        self.open()

    def _greeted(self, _window: object) -> None:
        """The greeting stands; its pictures, which another thread reads, go before the data."""
        Window.unbind(on_flip=self._greeted)
        Clock.schedule_once(self._open_data, PICTURES_SECONDS)

    def _open_data(self, _seconds: float) -> None:
        if self._opening is not None:
            self._opening.begin()
        Clock.schedule_interval(self._look_if_open, 0)

    def _look_if_open(self, _seconds: float) -> bool:
        opening = self._opening
        if opening is None or opening.is_done():
            self._opened()
            return False
        if opening.trouble and self._kiosk.root.current != "sorry":
            self._kiosk.show("sorry", sentence=opening.trouble, picture="help_hand", stays=True)
            self._kiosk.watchdog.ready()
            Clock.schedule_interval(self._look_if_open, BEAT_SECONDS)
            return False
        if opening.trouble:
            self._kiosk.watchdog.beat()
        return True

    def _opened(self) -> None:
        """The data were opened, or not: a refusal goes to whoever started the kiosk."""
        self._kiosk.read_codes()  # the first picture reads none
        error = self._opening.error if self._opening is not None else None
        if isinstance(error, db.DamagedDatabase):
            self.ask_recovery(error)
        elif error is not None:
            self.refused = error
            self._kiosk.stop()
        else:
            self.open()

    def _drawn(self, _window: object) -> None:
        """The first picture stands: what nobody has asked for yet no longer keeps it waiting."""
        Window.unbind(on_flip=self._drawn)
        self._alive()
        kiosk = self._kiosk
        for begin in (kiosk.start_printing, kiosk.start_copying, kiosk.listen):
            kiosk.chores.add(begin, 0)
        for name in screens.FOR_PEOPLE:
            kiosk.chores.add(partial(kiosk.screen, name))
        kiosk.chores.add(keep)
        kiosk.chores.add(self._draw_splash)  # on a screen that goes, so not one to keep

    def _draw_splash(self) -> None:
        """The next start shows at once what the greeting looks like."""
        file = splash.file_of(self._kiosk.settings)
        if not file.exists():
            greeting = screens.build("welcome", Window.size)
            greeting.greet()
            Clock.schedule_once(lambda _seconds: self._keep_splash(greeting, file), DRAWN_SECONDS)

    def _keep_splash(self, greeting: KioskScreen, file: Path) -> None:
        if ui.language == self._kiosk.settings.group.language:  # nobody came who reads another
            image = splash.pixels_of(greeting)
            Thread(target=splash.keep, args=(image, file), name="splash", daemon=True).start()

    def _alive(self, *_args: object) -> None:
        """A picture stands, be it the one that asks what to do: from now on systemd hears of it."""
        Window.unbind(on_flip=self._alive)
        self._kiosk.watchdog.ready()
        Clock.unschedule(self._beat)
        Clock.schedule_interval(self._beat, BEAT_SECONDS)

    def _beat(self, _seconds: float) -> None:
        self._kiosk.watchdog.beat()
