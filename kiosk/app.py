"""The running kiosk: which screen is shown, whose visit it is, and what happens in silence."""

from __future__ import annotations

import gc
import logging
import signal
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from kivy.app import App
from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock, mainthread
from kivy.core.audio import Sound, SoundLoader
from kivy.core.window import Window
from kivy.input import MotionEvent
from kivy.properties import StringProperty
from kivy.uix.screenmanager import NoTransition, ScreenManager

import db
from kiosk import practice, produce, screens, widgets
from kiosk.errors import KioskError, NotStored
from kiosk.keys import new_key
from kiosk.printer import folder_url
from kiosk.screens.base import KioskScreen
from kiosk.services import orders, printing
from kiosk.services.printing import Group
from kiosk.settings import Settings
from kiosk.spooler import Spooler, SpoolEvent
from kiosk.widgets.press import Pressable
from kiosk.widgets.ui import PAPER, ui

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

HOME_ZONE = ZoneInfo("Europe/Brussels")
NOTICE_SECONDS = 6.0
MOST_FAILURES = 20
FAILURES_SECONDS = 300.0
BUILD_REST_AFTER_SECONDS = 0.2


@dataclass
class Visit:
    """One person at the kiosk, from the waking touch until home: nothing of it outlives that.

    The check-in counts once by `key`; a basket that was cancelled is followed by a new `basket`.
    """

    language: str
    key: str = field(default_factory=new_key)
    basket: str = field(default_factory=new_key)
    participant: int | None = None
    animal: str = ""


class FailSafe(ExceptionHandler):
    """Whatever breaks is logged and becomes a picture; the kiosk goes on."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk

    def handle_exception(self, exception: BaseException) -> int:
        if isinstance(exception, (KeyboardInterrupt, SystemExit)):
            return int(ExceptionManager.RAISE)
        log.exception("a screen broke", exc_info=exception)
        self._kiosk.fail(exception)
        return int(ExceptionManager.PASS)


class KioskApp(App):
    """Owns the screens; knows the person (visit) and the volunteer at the desk, if any."""

    notice = StringProperty("")
    volunteer_name = StringProperty("")

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] | None = None,
        damage: db.DamagedDatabase | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.group = Group(name=settings.group.name)
        self.visit = Visit(settings.group.language)
        self.volunteer: int | None = None
        self._clock = clock or (lambda: datetime.now(UTC))
        self._damage = damage
        self._before = "home"
        self._quiet_since = 0.0
        self._failed_at: deque[float] = deque(maxlen=MOST_FAILURES)
        self._unreleased: list[str] = []
        self._sounds: dict[str, Sound | None] = {}
        self.spooler = Spooler(
            settings.printer.url or folder_url(settings.data / "papier"),
            dots=settings.printer.dots,
            practice=settings.practice,
            on_event=self._printer_said,
            clock=self.now,
        )

    # -- time ---------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The moment in UTC."""
        return self._clock()

    def local_now(self) -> datetime:
        """The moment as the clock on the wall says it."""
        return self.local(self.now())

    def local(self, at: datetime) -> datetime:
        """A moment as the clock on the wall said it."""
        return at.astimezone(HOME_ZONE)

    def today(self) -> date:
        """The date as the calendar on the wall says it."""
        return self.local_now().date()

    # -- the journey --------------------------------------------------------------------------

    def build(self) -> ScreenManager:
        Window.clearcolor = PAPER
        wide, high = Window.size
        ui.measure(wide, high, self.settings.screen.width_mm)
        ui.motion = self.settings.screen.motion
        practising = " (OEFENEN)" if self.settings.practice else ""
        ui.group = self.settings.group.name + practising
        ui.language = self.visit.language
        Window.bind(on_resize=lambda _w, x, y: ui.measure(x, y, self.settings.screen.width_mm))
        Window.bind(on_touch_down=self._touched, on_touch_move=self._touched)
        widgets.load()
        manager = ScreenManager(transition=NoTransition())
        gc.disable()  # building makes much that stays: looking for garbage in it would only cost
        ExceptionManager.add_handler(FailSafe(self))
        Pressable.feedback = lambda: self.play("tap")
        Clock.schedule_interval(self._watch_silence, 1.0)
        return manager

    def screen(self, name: str) -> KioskScreen:
        """The screen of this name, built when it is first asked for and then kept."""
        if not self.root.has_screen(name):
            self.root.add_widget(screens.build(name, Window.size))
        screen: KioskScreen = self.root.get_screen(name)
        return screen

    def _build_rest(self, _seconds: float) -> None:
        """Build one screen a frame while nobody needs it yet; then leave all of them in peace."""
        for name in screens.NAMES:
            if not self.root.has_screen(name):
                self.screen(name)
                Clock.schedule_once(self._build_rest, 0)
                return
        gc.collect()
        gc.freeze()
        gc.enable()

    def on_start(self) -> None:
        Clock.schedule_once(self._build_rest, BUILD_REST_AFTER_SECONDS)
        if self._damage is None:
            self._open_doors()
        else:
            self.ask_recovery(self._damage)

    def ask_recovery(self, damage: db.DamagedDatabase) -> None:
        """The data are damaged: the kiosk stays shut until a volunteer has chosen."""
        self._damage = damage
        backup = damage.backup
        made = datetime.fromtimestamp(backup.stat().st_mtime, UTC) if backup else None
        self.show(
            "recover",
            sentence=str(damage),
            backup=self.local(made).strftime("%d/%m %H:%M") if made else "",
        )

    def _open_doors(self) -> None:
        self.spooler.start()
        self.show("welcome")

    def recover(self, restore: bool) -> None:
        """After damage: put the newest good backup back, or begin with nothing."""
        damage = self._damage
        if damage is None:
            return
        try:
            if restore and damage.backup is not None:
                db.restore_backup(damage.backup, damage.path)
            prepare(self.settings, self.now(), start_empty=not restore)
        except db.StorageError as trouble:
            self.tell(str(trouble))
            return
        self._damage = None
        self._open_doors()

    def on_stop(self) -> None:
        self.spooler.stop()

    def open_settings(self, *_args: object) -> bool:
        """Kivy's own settings panel never opens here (F1 would)."""
        return False

    def show(self, name: str, **given: Any) -> None:
        """Go to a screen; `given` is what it needs to know."""
        manager: ScreenManager = self.root
        before = manager.current_screen
        self.notice = ""
        self._quiet_since = Clock.get_boottime()
        screen = self.screen(name)
        screen.enter(**given)
        if before is not None and before is not screen:
            manager.current = name
            before.leave()

    def begin_visit(self) -> None:
        """Somebody touched the welcome picture."""
        self.new_keys()
        self.show("home")

    def new_keys(self) -> None:
        """From now on every act is a new one."""
        self.visit = Visit(self.settings.group.language)
        ui.language = self.visit.language

    def go_home(self) -> None:
        """Home; the basket of this visit stays in hand."""
        self.show("home")

    def end_visit(self) -> None:
        """The person is gone: baskets are released, nothing of the visit stays."""
        self._unreleased = [
            basket for basket in (*self._unreleased, self.visit.basket) if not self._release(basket)
        ]
        self.volunteer, self.volunteer_name = None, ""
        self.new_keys()
        self.show("welcome")

    def _release(self, basket: str) -> bool:
        """Put a basket back; one that cannot be written now is tried again after each visit."""
        try:
            orders.cancel_basket(basket, self.now())
        except NotStored as refusal:
            self.tell(str(refusal))
            return False
        return True

    def unlock(self, volunteer: int, name: str) -> None:
        """A volunteer gave a right PIN."""
        self.volunteer, self.volunteer_name = volunteer, name
        self.show("desk")

    def close_day(self) -> None:
        """Close the day's tally; orders that still wait come first."""
        if orders.open_orders():
            self.show("counter")
            self.tell("Reken eerst de open bestellingen af, of annuleer ze.")
        else:
            self.show("close_crates")

    def resume(self) -> None:
        """Go on where the silence was noticed."""
        self.root.current_screen.leave()
        self._quiet_since = Clock.get_boottime()
        self.root.current = self._before

    # -- refusals and failures ----------------------------------------------------------------

    def attempt(self, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Do an act; a refusal becomes a soft sound, a sentence in the head, and None.

        A person, who may not read, sees a picture instead when nothing can be written.
        """
        try:
            return act(*args, **kwargs)
        except KioskError as refusal:
            self.play("sorry")
            waiting = self.root.current_screen.waits_for
            if waiting == "person" and isinstance(refusal, NotStored):
                self.show("sorry", picture=refusal.picture)
            else:
                self.tell(str(refusal))
            return None

    def tell(self, sentence: str) -> None:
        """Show a sentence to the volunteer for a few seconds."""
        self.notice = sentence
        Clock.unschedule(self._forget_notice)
        Clock.schedule_once(self._forget_notice, NOTICE_SECONDS)

    def _forget_notice(self, _seconds: float) -> None:
        self.notice = ""

    def fail(self, exception: BaseException) -> None:
        """Show the fail-safe picture; if that does not help, let the system restart the kiosk."""
        now = Clock.get_boottime()
        often = (
            len(self._failed_at) == MOST_FAILURES and now - self._failed_at[0] < FAILURES_SECONDS
        )
        self._failed_at.append(now)
        sentence = str(exception) if isinstance(exception, KioskError) else ""
        if self.root is None or often:
            self.stop()
            return
        self.root.current_screen.leave()
        self.show("sorry", sentence=sentence)

    # -- silence ------------------------------------------------------------------------------

    def _touched(self, _window: object, _touch: MotionEvent) -> bool:
        self._quiet_since = Clock.get_boottime()
        return False

    def _watch_silence(self, _seconds: float) -> None:
        screen = self.root.current_screen
        quiet = Clock.get_boottime() - self._quiet_since
        times = self.settings.times
        if screen.waits_for == "person" and quiet > times.idle_seconds:
            self._before = screen.name
            self.screen("still_there").enter()
            self.root.current = "still_there"
        elif screen.waits_for == "desk" and quiet > times.volunteer_lock_seconds:
            self.end_visit()
        elif screen.name == "welcome" and screen.day != self.today():
            screen.enter()  # it stood there over midnight

    # -- sounds and paper ---------------------------------------------------------------------

    def play(self, name: str) -> None:
        """Play one of the kiosk's own sounds, if there is anything to play it on."""
        if self.settings.sound.volume <= 0:
            return
        if name not in self._sounds:
            path = widgets.ASSETS / "sounds" / f"{name}.wav"
            self._sounds[name] = SoundLoader.load(str(path)) if path.exists() else None
        sound = self._sounds[name]
        if sound is not None:
            sound.volume = self.settings.sound.volume / 100
            sound.play()

    @mainthread
    def _printer_said(self, event: SpoolEvent) -> None:
        show = getattr(self.root.current_screen, "paper", None)
        if event.kind == "sending" and show is not None:
            show(event.image)
        elif event.sentence:
            self.tell(event.sentence)


def run_kiosk(settings: Settings) -> int:
    """Open everything, run the kiosk until it is told to stop (SIGTERM); the exit code."""
    damage = None
    try:
        prepare(settings, datetime.now(UTC))
    except db.DamagedDatabase as found:
        damage = found
    kiosk = KioskApp(settings, damage=damage)
    signal.signal(signal.SIGTERM, lambda *_args: Clock.schedule_once(lambda _seconds: kiosk.stop()))
    kiosk.run()
    return 0


def prepare(settings: Settings, at: datetime, *, start_empty: bool = False) -> None:
    """Open the database and put right what a power cut left: baskets and half-sent papers.

    Practice starts with a fresh practice day each time. Raises db.StorageError, of which
    db.DamagedDatabase asks for a choice: restore the backup that it names, or `start_empty`.
    """
    if settings.produce.file is not None:
        produce.use_catalogue(settings.produce.file)
    file = settings.data / "onthaal.db"
    if settings.practice:
        for old in settings.data.glob("onthaal.db*"):
            old.unlink()
    db.open_database(f"sqlite:///{file}", start_empty=start_empty or settings.practice)
    orders.release_baskets(at)
    printing.recover_jobs(at)
    if settings.practice:
        practice.fill(at, Group(settings.group.name), settings.price)
