"""The running kiosk: which screen is shown, whose visit it is, and what happens in silence."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from kivy.app import App
from kivy.base import ExceptionManager
from kivy.clock import Clock, mainthread
from kivy.core.window import Window
from kivy.input import MotionEvent
from kivy.properties import StringProperty
from kivy.uix.screenmanager import NoTransition, ScreenManager

import db
from kiosk import screens, widgets
from kiosk.ear import Ear
from kiosk.errors import KioskError, NotStored
from kiosk.fail_safe import FailSafe
from kiosk.paper.card_documents import Unkept
from kiosk.printer import folder_url
from kiosk.screens.base import KioskScreen
from kiosk.services import choices, keys, orders
from kiosk.services.printing import Group
from kiosk.settings import Settings
from kiosk.sounds import Sounds
from kiosk.speech import Speech
from kiosk.spooler import Spooler, SpoolEvent
from kiosk.start import prepare
from kiosk.visit import Visit
from kiosk.widgets.press import Pressable
from kiosk.widgets.scanner_keys import ScannerKeys
from kiosk.widgets.ui import PAPER, ui

P = ParamSpec("P")
R = TypeVar("R")

HOME_ZONE = ZoneInfo("Europe/Brussels")
NOTICE_SECONDS = 6.0
BUILD_REST_AFTER_SECONDS = 0.2
PRINTER_BUSY_SECONDS = 3.0

NO_PAPER: Final = {
    "offline": "no_connection",
    "failed": "paper_out",
    "unknown": "printer_unknown",
    "expired": "wait",
}
"""What a screen that waits for its paper shows instead; the number on it says all that is needed."""


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
        self._aside_from: list[str] = []
        self._quiet_since = 0.0
        self.fail_safe = FailSafe(self._broken, self.stop)
        self._unreleased: list[str] = []
        self.speech = Speech(settings.data / "stem")
        self.sounds = Sounds(self.speech, settings.sound.volume)
        self.ear = Ear(self.sounds)
        self.ring = keys.load_ring(settings.data)
        self.spooler = self._new_spooler()

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
        self._settle()
        ui.language = self.visit.language
        Window.bind(on_resize=lambda *_args: self._settle())
        Window.bind(on_touch_down=self._touched, on_touch_move=self._touched)
        ScannerKeys(self._scanned, self._scan_refused)
        widgets.load(widgets.FIRST)
        manager = ScreenManager(transition=NoTransition())
        gc.disable()  # building makes much that stays: looking for garbage in it would only cost
        ExceptionManager.add_handler(self.fail_safe)
        manager.fbind("current_screen", lambda _manager, screen: self.ear.arrive(screen))
        Pressable.feedback = lambda: self.play("tap")
        Pressable.voice = self.ear.say
        Clock.schedule_interval(self._watch_silence, 1.0)
        return manager

    def screen(self, name: str) -> KioskScreen:
        """The screen of this name, built when it is first asked for and then kept."""
        if not self.root.has_screen(name):
            self.root.add_widget(screens.build(name, Window.size))
        screen: KioskScreen = self.root.get_screen(name)
        return screen

    def _drawn(self, _window: object) -> None:
        """The first picture stands: what nobody has asked for yet no longer keeps it waiting."""
        Window.unbind(on_flip=self._drawn)
        Clock.schedule_once(self._build_rest, BUILD_REST_AFTER_SECONDS)

    def _build_rest(self, _seconds: float) -> None:
        """Build one screen a frame while nobody needs it yet; then leave all of them in peace."""
        for name in screens.SCREENS:
            if not self.root.has_screen(name):
                self.screen(name)
                Clock.schedule_once(self._build_rest, 0)
                return
        gc.collect()
        gc.freeze()
        gc.enable()
        self.speech.start()

    def on_start(self) -> None:
        Window.bind(on_flip=self._drawn)
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
        self.speech.stop()

    def open_settings(self, *_args: object) -> bool:
        """Kivy's own settings panel never opens here (F1 would)."""
        return False

    def show(self, name: str, **given: Any) -> None:
        """Go to a screen; `given` is what it needs to know."""
        manager: ScreenManager = self.root
        before = manager.current_screen
        self.notice = ""
        self._quiet_since = Clock.get_boottime()
        self._aside_from.clear()
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
        ui.language, ui.ear = self.visit.language, False

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

    def knock(self) -> None:
        """A volunteer is at the door: the kiosk speaks the language of the group again."""
        self.speak_language(self.settings.group.language)
        ui.ear = False
        self.show("pin")

    def unlock(self, volunteer: int, name: str) -> None:
        """A volunteer gave a right PIN."""
        self.volunteer, self.volunteer_name = volunteer, name
        self.show("desk")
        if self.settings.told:
            self.tell(self.settings.told)
            self.settings = replace(self.settings, told="")

    def close_day(self) -> None:
        """Close the day's tally; orders that still wait come first."""
        if orders.open_orders():
            self.show("counter")
            self.tell("Reken eerst de open bestellingen af, of annuleer ze.")
        else:
            self.show("close_crates")

    def aside(self, name: str) -> None:
        """Show a screen over the one that is shown, which stays as it is until `resume`."""
        self._aside_from.append(self.root.current)
        self.screen(name).enter()
        self.root.current = name

    def resume(self) -> None:
        """Go on where the person was before `aside`, in the language of now."""
        self.root.current_screen.leave()
        self._quiet_since = Clock.get_boottime()
        self.root.current = self._aside_from.pop() if self._aside_from else "home"
        self.root.current_screen.reword()

    def call_help(self) -> None:
        """The person wants a volunteer to come; the visit and the basket stay."""
        self.aside("help")

    def speak_language(self, language: str) -> None:
        """From now on the person's screens and papers are in `language`; all else stays."""
        self.visit.language = language
        ui.language = language
        self.root.current_screen.reword()

    # -- settings -----------------------------------------------------------------------------

    def choose(self, section: str, name: str, value: Any) -> Settings:
        """Keep a choice made on the screen and live by it at once; returns what holds now.

        A price rule counts for the next opening, since a moment keeps its own. Raises what
        choices.choose raises.
        """
        self.settings = choices.choose(self.settings, section=section, name=name, value=value)
        self.group = Group(name=self.settings.group.name)
        self._settle()
        if section == "printer":
            self._change_printer()
        return self.settings

    def _settle(self) -> None:
        """What the screens are drawn by follows from the settings."""
        screen = self.settings.screen
        wide, high = Window.size
        ui.measure(wide, high, screen.width_mm)
        self.sounds.volume = self.settings.sound.volume
        ui.motion, ui.left_handed = screen.motion, screen.left_handed
        ui.languages = list(self.settings.group.languages)
        practising = " (OEFENEN)" if self.settings.practice else ""
        ui.group = self.settings.group.name + practising

    def _new_spooler(self) -> Spooler:
        return Spooler(
            self.settings.printer.url or folder_url(self.settings.data / "papier"),
            dots=self.settings.printer.dots,
            practice=self.settings.practice,
            on_event=self._printer_said,
            clock=self.now,
        )

    def _change_printer(self, *_args: object) -> None:
        """Go on with the chosen printer as soon as the old one has let go of its paper."""
        if self.spooler.stop():
            self.spooler = self._new_spooler()
            self.spooler.start()
        else:
            self.tell("De printer is nog bezig. Daarna geldt de nieuwe keuze.")
            Clock.unschedule(self._change_printer)
            Clock.schedule_once(self._change_printer, PRINTER_BUSY_SECONDS)

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

    def _broken(self, sentence: str) -> None:
        if self.root is None:
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
            self.aside("still_there")
        elif screen.waits_for == "desk" and quiet > times.volunteer_lock_seconds:
            self.end_visit()
        elif screen.name == "welcome" and screen.day != self.today():
            screen.enter()  # it stood there over midnight

    # -- scanner ------------------------------------------------------------------------------

    def _scanned(self, text: str) -> None:
        self._quiet_since = Clock.get_boottime()
        self.root.current_screen.scanned(text)

    def _scan_refused(self) -> None:
        self.root.current_screen.scan_refused()

    # -- sounds and paper ---------------------------------------------------------------------

    def play(self, name: str) -> None:
        """Play one of the kiosk's own sounds, if there is anything to play it on."""
        self.sounds.play(name)

    def say(self, sentence: str) -> None:
        """Say a sentence of the person's screen, if the ear is on."""
        self.ear.say(sentence)

    def toggle_ear(self) -> None:
        """The person wants to hear what is on the screen, or no longer."""
        ui.ear = not ui.ear

    def print_unkept(self, paper: Unkept) -> None:
        """Print a paper that is kept nowhere: now or not at all."""
        self.spooler.print_unkept(paper)

    @mainthread
    def _printer_said(self, event: SpoolEvent) -> None:
        screen: KioskScreen = self.root.current_screen
        if event.kind == "sending" and event.image is not None:
            screen.paper(event.image)
        elif event.kind in NO_PAPER:
            screen.no_paper(NO_PAPER[event.kind])
        if event.sentence:
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
