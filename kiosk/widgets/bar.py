"""The bar at the foot of each screen: home on one side, done in the other corner, always."""

from __future__ import annotations

from kivy.properties import ColorProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.layout import Row
from kiosk.widgets.ui import BAR, DESK_BAR


class FootBar(Row):
    """The participants' bar."""

    colour = ColorProperty(BAR)


class DeskBar(FootBar):
    """The volunteers' bar, lilac."""

    colour = ColorProperty(DESK_BAR)


class DeskHead(BoxLayout):
    """The dark head of a volunteer screen: what this is, and what the kiosk has to say."""

    picture = StringProperty("")
    title = StringProperty("")
    note = StringProperty("")
    aside = StringProperty("")
    step = NumericProperty(0)
