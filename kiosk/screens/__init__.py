"""The whole journey on one page.

Participants: welcome -> home -> check_in -> checked_in, home -> produce -> order_done,
home -> outings -> outing -> booked, and home -> coming.
Volunteers: pin -> desk -> open_day -> open_float, counter -> pay_bank | pay_group -> paid,
payments, settings -> calibrate | own_picture, and close_crates -> close_cash -> close_result.
recover comes first when the data were damaged.
"""

from __future__ import annotations

from pathlib import Path

from kivy.lang import Builder
from kivy.uix.layout import Layout

from kiosk.screens.base import KioskScreen
from kiosk.screens.booked import BookedScreen
from kiosk.screens.calibrate import CalibrateScreen
from kiosk.screens.check_in import CheckInScreen
from kiosk.screens.checked_in import CheckedInScreen
from kiosk.screens.close_cash import CloseCashScreen
from kiosk.screens.close_crates import CloseCratesScreen
from kiosk.screens.close_result import CloseResultScreen
from kiosk.screens.coming import ComingScreen
from kiosk.screens.counter import CounterScreen
from kiosk.screens.desk import DeskScreen
from kiosk.screens.help import HelpScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.keys import KeysScreen
from kiosk.screens.languages import LanguagesScreen
from kiosk.screens.my_picture import MyPictureScreen
from kiosk.screens.not_ours import NotOursScreen
from kiosk.screens.open_day import OpenDayScreen
from kiosk.screens.open_float import OpenFloatScreen
from kiosk.screens.order_done import OrderDoneScreen
from kiosk.screens.outing import OutingScreen
from kiosk.screens.outings import OutingsScreen
from kiosk.screens.own_picture import OwnPictureScreen
from kiosk.screens.paid import PaidScreen
from kiosk.screens.passengers import PassengersScreen
from kiosk.screens.pay_bank import PayBankScreen
from kiosk.screens.pay_group import PayGroupScreen
from kiosk.screens.payments import PaymentsScreen
from kiosk.screens.people import PeopleScreen
from kiosk.screens.pin import PinScreen
from kiosk.screens.plan_outing import PlanOutingScreen
from kiosk.screens.plan_outings import PlanOutingsScreen
from kiosk.screens.produce import ProduceScreen
from kiosk.screens.recover import RecoverScreen
from kiosk.screens.redeem import RedeemScreen
from kiosk.screens.sell_seats import SellSeatsScreen
from kiosk.screens.settings import SettingsScreen
from kiosk.screens.shares import SharesScreen
from kiosk.screens.sorry import SorryScreen
from kiosk.screens.still_there import StillThereScreen
from kiosk.screens.welcome import WelcomeScreen

SCREENS: tuple[type[KioskScreen], ...] = (
    WelcomeScreen,
    HomeScreen,
    CheckInScreen,
    MyPictureScreen,
    CheckedInScreen,
    ProduceScreen,
    OrderDoneScreen,
    OutingsScreen,
    OutingScreen,
    BookedScreen,
    ComingScreen,
    LanguagesScreen,
    HelpScreen,
    StillThereScreen,
    NotOursScreen,
    SorryScreen,
    RecoverScreen,
    PinScreen,
    DeskScreen,
    OpenDayScreen,
    OpenFloatScreen,
    CounterScreen,
    PayBankScreen,
    PayGroupScreen,
    PaidScreen,
    PaymentsScreen,
    PlanOutingsScreen,
    PlanOutingScreen,
    PeopleScreen,
    RedeemScreen,
    SellSeatsScreen,
    PassengersScreen,
    SharesScreen,
    CloseCratesScreen,
    CloseCashScreen,
    CloseResultScreen,
    SettingsScreen,
    KeysScreen,
    CalibrateScreen,
    OwnPictureScreen,
)


def _name(screen: type[KioskScreen]) -> str:
    return screen.__module__.rpartition(".")[2]


NAMES: tuple[str, ...] = tuple(_name(screen) for screen in SCREENS)


def build(name: str, size: tuple[float, float]) -> KioskScreen:
    """Make a screen with its kv file, of the same stem, laid out at `size` pixels."""
    rules = str(Path(__file__).with_name(f"{name}.kv"))
    if rules not in Builder.files:
        Builder.load_file(rules)
    screen = SCREENS[NAMES.index(name)]()
    screen.size = size
    for part in screen.walk():
        if isinstance(part, Layout):
            part.do_layout()
    return screen
