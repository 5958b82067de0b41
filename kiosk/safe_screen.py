"""The safe screen: what stands there when the kiosk itself does not start any more.

``deploy/start.sh`` runs it after five quick crashes. It draws without the data, the settings and
the widgets of the kiosk, any of which may be what broke: a picture that calls a volunteer, why it
stopped, and two remedies. Both end this program; systemd then starts the kiosk again.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.kivy_environment import close_environment
from kiosk.watchdog import BEAT_SECONDS, LAST_WORDS, Watchdog

if TYPE_CHECKING:
    from kivy.uix.floatlayout import FloatLayout

ASSETS: Final = Path(__file__).parent / "assets"
HOLD_SECONDS: Final = 3.0
"""A copy is put back by whoever knows to hold on, as at the volunteers' door; a tap never does."""

STARTS: Final = "starts"
"""The file in the runtime directory in which deploy/start.sh counts."""

PAPER, INK, GREEN, GREY = "#FBF4E6", "#2A2438", "#2F7D4F", "#6B6479"


def last_words(runtime: Path) -> str:
    """Why the kiosk stopped, as it said itself; empty when it could not."""
    try:
        return (runtime / LAST_WORDS).read_text(encoding="utf-8").strip()[:300]
    except (OSError, ValueError):
        return ""


def try_again(runtime: Path) -> None:
    """Forget the crashes, so that the next start is that of the kiosk."""
    for name in (STARTS, LAST_WORDS):
        (runtime / name).unlink(missing_ok=True)


def put_copy_back(data: Path) -> str:
    """Put the newest good copy of the data in the place of what is there, which is kept.

    Returns a sentence; empty when it was done.
    """
    import db

    path = data / "onthaal.db"
    try:
        copy = db.newest_good(db.backups_folder(path))
        if copy is None:
            return "Er is geen goede kopie."
        db.restore_backup(copy.path, path)
    except (OSError, db.StorageError) as error:
        return str(error)
    return ""


def build(why: str, retry: Callable[[], None], restore: Callable[[], str]) -> FloatLayout:
    """The screen, in parts of its height, since the millimetres of the panel are settings."""
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kivy.uix.button import Button
    from kivy.uix.floatlayout import FloatLayout
    from kivy.uix.label import Label
    from kivy.utils import get_color_from_hex

    font = str(ASSETS / "fonts" / "Andika-Bold.ttf")
    high, wide = Window.height, Window.width
    Window.clearcolor = get_color_from_hex(PAPER)
    screen = FloatLayout(size=Window.size)

    def words(text: str, y: float, part: float) -> Label:
        label = Label(
            text=text,
            font_name=font,
            font_size=part * min(high, wide),
            color=get_color_from_hex(INK),
            halign="center",
            text_size=(wide * 0.92, None),
            size_hint=(1, None),
            pos_hint={"center_x": 0.5, "center_y": y},
        )
        screen.add_widget(label)
        return label

    def button(text: str, x: float, colour: str) -> Button:
        made = Button(
            text=text,
            font_name=font,
            font_size=0.036 * min(high, wide),
            halign="center",
            background_normal="",
            background_down="",
            background_color=get_color_from_hex(colour),
            size_hint=(0.44, 0.17),
            pos_hint={"center_x": x, "y": 0.05},
        )
        screen.add_widget(made)
        return made

    for key, x in (("volunteer", 0.3), ("help_hand", 0.7)):
        _picture(screen, key, x)
    words("Roep een vrijwilliger", 0.44, 0.075)
    reason = words(why or "De kiosk start niet.", 0.31, 0.036)
    button("Probeer opnieuw", 0.26, GREEN).bind(on_release=lambda _button: retry())
    copy = button("Laatste kopie\nterugzetten:\n3 tellen vasthouden", 0.74, GREY)

    def held(_seconds: float) -> None:
        reason.text = restore() or reason.text

    copy.bind(on_press=lambda _button: Clock.schedule_once(held, HOLD_SECONDS))
    copy.bind(on_release=lambda _button: Clock.unschedule(held))
    return screen


def _picture(screen: FloatLayout, key: str, x: float) -> None:
    """Put a picture on the screen; without it, when its file is what broke."""
    from kivy.graphics.texture import Texture
    from kivy.uix.image import Image

    from kiosk import picture_atlas

    try:
        drawing = picture_atlas.find(key, 512)
        image = picture_atlas.read(drawing) if drawing else None
    except (OSError, ValueError):
        image = None
    if image is None:
        return
    texture = Texture.create(size=image.size, colorfmt="rgba")
    texture.blit_buffer(image.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    place = {"center_x": x, "center_y": 0.74}
    screen.add_widget(Image(texture=texture, size_hint=(0.4, 0.42), pos_hint=place))


def configure() -> None:
    """The whole screen, as the kiosk has it, but with nothing of the kiosk in it."""
    from kivy.config import Config

    for section, name, value in (
        ("graphics", "multisamples", "0"),
        ("graphics", "fullscreen", "auto"),
        ("graphics", "borderless", "1"),
        ("kivy", "exit_on_escape", "0"),
        ("kivy", "log_level", "warning"),
        ("input", "mouse", "mouse,disable_multitouch"),
    ):
        Config.set(section, name, value)
    Config.remove_option("input", "%(name)s")  # SDL reads the touch panel; twice is once too often


def main(arguments: list[str]) -> int:
    """Show the safe screen until somebody chose; ``--data`` says where the copies are."""
    at = arguments.index("--data") + 1 if "--data" in arguments else 0
    data = Path(arguments[at]) if 0 < at < len(arguments) else Path.home()
    runtime = Path(os.environ.get("RUNTIME_DIRECTORY") or data)
    close_environment(data)
    configure()
    from kivy.base import EventLoop, runTouchApp, stopTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window

    def retry() -> None:
        try_again(runtime)
        stopTouchApp()

    def restore() -> str:
        refusal = put_copy_back(data)
        if not refusal:
            retry()
        return refusal

    watchdog = Watchdog(tuple)

    def drawn(_window: object) -> None:
        Window.unbind(on_flip=drawn)
        watchdog.ready()

    Window.bind(on_flip=drawn)
    Clock.schedule_interval(lambda _seconds: watchdog.beat(), BEAT_SECONDS)
    signal.signal(signal.SIGTERM, lambda *_args: stopTouchApp())
    EventLoop.ensure_window()
    runTouchApp(build(last_words(runtime), retry, restore))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
