"""The whole journey on one page.

Participants: welcome -> home -> check_in -> checked_in, home -> produce -> order_done,
home -> outings -> outing -> booked, and home -> coming. Beside these: languages, help, still_there.
Volunteers: pin (or rescue -> rescue_paper) -> desk -> open_day -> open_float, counter -> pay_bank |
pay_group -> paid, payments, plan_outings -> plan_outing | sell_seats | passengers | shares | poll,
redeem, people, settings -> calibrate | own_picture | keys | health | pin -> volunteers -> volunteer
| rescue_paper, copies -> copy_list -> put_back, close_crates -> close_cash -> close_result (->
estimate),
reports -> report | estimate, and planned -> plan_moment.
recover comes first when the data were damaged, wrong_clock when nobody knows what day it is;
set_clock then follows pin, comes before open_day where nobody vouches for the time, or from settings.
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
    "wrong_clock",
    "pin",
    "rescue",
    "rescue_paper",
    "desk",
    "open_day",
    "open_float",
    "counter",
    "pay_bank",
    "pay_group",
    "paid",
    "payments",
    "papers",
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
    "estimate",
    "reports",
    "report",
    "planned",
    "plan_moment",
    "settings",
    "health",
    "set_clock",
    "volunteers",
    "volunteer",
    "keys",
    "copies",
    "copy_list",
    "put_back",
    "calibrate",
    "own_picture",
)
"""Their names: `home` is the class HomeScreen in home.py, with home.kv beside it.

A screen is imported when it is built, so the first picture waits for its own screen only.
"""


FOR_PEOPLE: Final = SCREENS[: SCREENS.index("recover")]
"""Those of participants, in the order in which somebody may need them soon."""


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
