"""The whole journey on one page.

Participants: welcome -> home -> check_in -> checked_in, home -> produce -> order_done,
home -> outings -> outing -> booked, and home -> coming. Beside these: languages, help, still_there.
Volunteers: pin -> desk -> open_day -> open_float, counter -> pay_bank | pay_group -> paid, payments,
plan_outings -> plan_outing | sell_seats | passengers | shares | poll, redeem, people, settings ->
calibrate | own_picture | keys, and close_crates -> close_cash -> close_result.
recover comes first when the data were damaged.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final

from kivy.lang import Builder
from kivy.uix.layout import Layout

from kiosk import widgets
from kiosk.screens.base import KioskScreen

SCREENS: Final = (
    "welcome",
    "home",
    "check_in",
    "my_picture",
    "checked_in",
    "produce",
    "order_done",
    "outings",
    "outing",
    "booked",
    "coming",
    "languages",
    "help",
    "still_there",
    "not_ours",
    "sorry",
    "recover",
    "pin",
    "desk",
    "open_day",
    "open_float",
    "counter",
    "pay_bank",
    "pay_group",
    "paid",
    "payments",
    "plan_outings",
    "plan_outing",
    "people",
    "redeem",
    "sell_seats",
    "passengers",
    "shares",
    "poll",
    "close_crates",
    "close_cash",
    "close_result",
    "settings",
    "keys",
    "calibrate",
    "own_picture",
)
"""Their names: `home` is the class HomeScreen in home.py, with home.kv beside it.

A screen is imported when it is built, so the first picture waits for its own screen only.
"""


def build(name: str, size: tuple[float, float]) -> KioskScreen:
    """Make a screen with its kv file, of the same stem, laid out at `size` pixels."""
    if name != "welcome":
        widgets.load()
    rules = str(Path(__file__).with_name(f"{name}.kv"))
    kind = getattr(import_module(f"kiosk.screens.{name}"), f"{name.title().replace('_', '')}Screen")
    if rules not in Builder.files:
        Builder.load_file(rules)
    screen: KioskScreen = kind()
    screen.size = size
    for part in screen.walk():
        if isinstance(part, Layout):
            part.do_layout()
    return screen
