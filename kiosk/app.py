"""The running kiosk: which screen is shown, whose visit it is, and what happens in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from kivy.app import App
from kivy.base import ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.properties import StringProperty
from kivy.uix.screenmanager import NoTransition, ScreenManager

from kiosk import loop, screens, widgets
from kiosk.doors import Doors
from kiosk.ending import Ending
from kiosk.errors import KioskError, NotStored
from kiosk.fail_safe import FailSafe
from kiosk.kiosk_clock import GivenClock, KioskClock, system_time
from kiosk.loop import chores
from kiosk.loop.silence import Silence
from kiosk.opening import Opening
from kiosk.parts import Parts
from kiosk.screens.base import KioskScreen
from kiosk.settings import Settings
from kiosk.visit import Visit
from kiosk.widgets.closed_window import close_window
from kiosk.widgets.press import Pressable
from kiosk.widgets.ui import PAPER, ui

if TYPE_CHECKING:
    from kiosk.paper.card_documents import Unkept

P = ParamSpec("P")
R = TypeVar("R")

HOME_ZONE = ZoneInfo("Europe/Brussels")
IN_DOUBT = {"welcome": "wrong_clock", "desk": "set_clock"}  # while nobody knows what day it is
DESK_LANGUAGE = "nl"
NOTICE_SECONDS = 6.0
LOOK_AROUND_SECONDS = 1.5


class KioskApp(Parts, App):
    """Owns the screens; knows the person (visit) and the volunteer at the desk, if any."""

    notice = StringProperty("")
    volunteer_name = StringProperty("")
    printer_state = StringProperty("unknown")
    copy_state = StringProperty("no_stick")
    copy_sentence = StringProperty("")

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] | None = None,
        opening: Opening | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.visit = Visit(settings.group.language)
        self.volunteer: int | None = None
        self.clock = clock if isinstance(clock, KioskClock) else GivenClock(clock or system_time)
        self.doors = Doors(self, opening)
        self._aside_from: list[str] = []
        self.fail_safe = FailSafe(self._broken, self.stop)
        self._unreleased: list[str] = []

    # -- time ---------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The moment in UTC."""
        return self.clock()

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

    def run(self) -> None:
        """Show the kiosk until it is told to stop."""
        loop.install()
        super().run()

    def build(self) -> ScreenManager:
        Window.clearcolor = PAPER
        self.settle()
        ui.language = self.visit.language
        Window.bind(on_resize=lambda *_args: self.settle())
        widgets.load(widgets.FIRST)
        manager = ScreenManager(transition=NoTransition())
        self.chores = chores.Chores()
        ExceptionManager.add_handler(self.fail_safe)
        Pressable.feedback = lambda: self.play("tap")
        Pressable.voice = self.say
        self.silence = Silence(self._allowed_silence, self._nobody_answers)
        manager.fbind("current_screen", self.silence.begin)
        Clock.schedule_interval(self._look_around, LOOK_AROUND_SECONDS)
        return manager

    def screen(self, name: str) -> KioskScreen:
        """The screen of this name, built when it is first asked for and then kept."""
        if not self.root.has_screen(name):
            self.root.add_widget(screens.build(name, self.root.size))
        screen: KioskScreen = self.root.get_screen(name)
        return screen

    def on_start(self) -> None:
        self.doors.begin()

    def start_printing(self) -> None:
        """Begin to print what waits, and what will come."""
        self.spooler.start()

    def start_copying(self) -> None:
        """Begin to make the copies that are due."""
        self.copy_desk.copier.start()

    def listen(self) -> None:
        """From now on the ear hears which screen is shown."""
        self.root.fbind("current_screen", lambda _manager, screen: self.ear.arrive(screen))
        self.ear.arrive(self.root.current_screen)
        self.speech.start()

    def on_stop(self) -> None:
        self.chores.forget()
        self.stop_parts()

    def open_settings(self, *_args: object) -> bool:
        """Kivy's own settings panel never opens here (F1 would)."""
        return False

    def show(self, name: str, **given: Any) -> None:
        """Go to a screen; `given` is what it needs to know."""
        manager: ScreenManager = self.root
        name = IN_DOUBT.get(name, name) if self.clock.doubt else name
        before = manager.current_screen
        self.notice = ""
        self._aside_from.clear()
        screen = self.screen(name)
        ui.language = DESK_LANGUAGE if screen.for_volunteers else self.visit.language
        screen.enter(**given)
        if before is not None and before is not screen:
            manager.current = name
            before.leave()

    def begin_visit(self) -> None:
        """Somebody touched the welcome picture; before the data are open, that is kept in mind."""
        if self.doors.knock():
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
        self.chores.add(self.tidy, chores.QUIET)
        self.volunteer, self.volunteer_name = None, ""
        self.next_visit()
        self.show("welcome")

    def next_visit(self) -> None:
        """Somebody else stands here now."""
        self._unreleased.append(self.visit.basket)
        self._put_back()
        self.new_keys()

    def tidy(self) -> None:
        """Nobody is here: the screens of volunteers go, and all that became garbage."""
        if self.root.current == "welcome":
            for screen in [one for one in self.root.screens if one.waits_for == "desk"]:
                self.root.remove_widget(screen)
            chores.clean()

    def _put_back(self) -> None:
        """Release the baskets of who is gone; when that cannot be written it is tried again."""
        from kiosk.services import orders

        try:
            while self._unreleased:
                orders.cancel_basket(self._unreleased[0], self.now())
                del self._unreleased[0]
        except NotStored as refusal:
            self.tell(str(refusal))

    def knock(self) -> None:
        """A volunteer is at the door: the kiosk speaks the language of the group again."""
        self.speak_language(self.settings.group.language)
        ui.ear = False
        self.show("pin")

    def unlock(self, volunteer: int, name: str, to: str = "", **given: Any) -> None:
        """A volunteer gave a right PIN, on the way `to` a screen or to the desk."""
        self.volunteer, self.volunteer_name = volunteer, name
        self.show(to or "desk", **given)
        if self.settings.told:
            self.tell(self.settings.told)
            self.settings = replace(self.settings, told="")

    def close_day(self) -> None:
        """Close the day's tally; orders that still wait come first."""
        from kiosk.services import orders

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
        from kiosk.services import choices

        self.settings = choices.choose(
            self.settings,
            section=section,
            name=name,
            value=value,
            at=self.now(),
            volunteer=self.volunteer,
        )
        self.settle()
        if section == "printer":
            self.print_desk.change()
        return self.settings

    def settle(self) -> None:
        """What the screens are drawn by follows from the settings."""
        screen = self.settings.screen
        wide, high = Window.size
        ui.measure(wide, high, screen.width_mm)
        if self.has("sounds"):
            self.sounds.volume = self.settings.sound.volume
        ui.motion, ui.left_handed = screen.motion, screen.left_handed
        ui.languages = list(self.settings.group.languages)
        practising = " (OEFENEN)" if self.settings.practice else ""
        ui.group = self.settings.group.name + practising

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

    def _broken(self, sentence: str, picture: str) -> None:
        if self.root is None:
            self.stop()
            return
        self.root.current_screen.leave()
        self.show("sorry", sentence=sentence, picture=picture)

    # -- silence ------------------------------------------------------------------------------

    def _allowed_silence(self) -> float:
        times, waits_for = self.settings.times, self.root.current_screen.waits_for
        return float(times.volunteer_lock_seconds if waits_for == "desk" else times.idle_seconds)

    def _nobody_answers(self) -> None:
        waits_for = self.root.current_screen.waits_for
        if waits_for == "person":
            self.aside("still_there")
        elif waits_for == "desk":
            self.end_visit()

    def _look_around(self, _seconds: float) -> None:
        """The time itself may be another one by now, and so the day on the welcome picture."""
        self._put_back()
        screen = self.root.current_screen
        if self.clock.watch(self.silence.seconds) and screen.name == "wrong_clock":
            self.show("welcome")
        elif screen.name == "welcome":
            if self.doors.are_open and screen.day != self.today():
                screen.enter()
            self.forgetting.look(self.today(), trusted=self.doors.are_open and not self.clock.doubt)

    # -- scanner ------------------------------------------------------------------------------

    def read_codes(self) -> None:
        """From now on what a scanner types goes to the screen that is shown."""
        from kiosk.widgets.scanner_keys import ScannerKeys

        ScannerKeys(self._scanned, self._scan_refused)

    def _scanned(self, text: str) -> None:
        self.silence.broken()
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


def run_kiosk(settings: Settings, *, has_splash: bool = False) -> int:
    """Open everything, run the kiosk until it is told to stop (SIGTERM); the exit code.

    With a splash on the glass the data need not wait until the greeting is drawn.
    """
    ending = Ending()
    clock = GivenClock(system_time) if settings.practice else KioskClock()
    opening = Opening(settings, clock)
    if has_splash:
        opening.begin()
    kiosk = KioskApp(settings, clock, opening)
    close_window(full_screen=settings.window is None)
    ending.stop = lambda: Clock.schedule_once(lambda _seconds: kiosk.stop())
    kiosk.run()
    if kiosk.doors.refused is not None:
        raise kiosk.doors.refused
    return 0
