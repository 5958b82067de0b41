"""How the window is made; must run before anything imports Kivy's Window."""

from __future__ import annotations

from kivy.config import Config

from kiosk.widgets.lean import lighten


def configure(size: tuple[int, int] | None) -> None:
    """A window of `size` pixels, or the whole screen, from which no key or gesture leads out."""
    Config.set("graphics", "multisamples", "0")
    Config.set("graphics", "maxfps", "60")
    Config.set("graphics", "resizable", "0")
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "log_level", "warning")
    Config.set("input", "mouse", "mouse,disable_multitouch")
    # SDL reads every touch screen: Kivy's own search would read it as well, and each touch twice
    Config.remove_option("input", "%(name)s")
    if size is None:
        Config.set("graphics", "fullscreen", "auto")
        Config.set("graphics", "borderless", "1")
    else:
        Config.set("graphics", "fullscreen", "0")
        Config.set("graphics", "width", str(size[0]))
        Config.set("graphics", "height", str(size[1]))
    lighten()
