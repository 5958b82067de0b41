"""Who bears what: a bar in parts, and named figures, to be read and not touched."""

from __future__ import annotations

from typing import Any

from kivy.properties import (
    ColorProperty,
    DictProperty,
    ListProperty,
    NumericProperty,
    StringProperty,
)
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.widgets.ui import INK


class ShareBar(Widget):
    """A part of a bar, as wide as its share."""

    part = NumericProperty(0)
    fill = ColorProperty(INK)


class ShareLine(BoxLayout):
    """One figure with its name."""

    label = StringProperty("")
    value = StringProperty("")
    mark = StringProperty("")


class ShareList(BoxLayout):
    """Figures as (key, label, task), with the colour of a task; their `values` by key."""

    fields = ListProperty([])
    values = DictProperty({})

    def __init__(self, **kwargs: Any) -> None:
        self._lines: dict[str, ShareLine] = {}
        super().__init__(orientation="vertical", **kwargs)
        self.fbind("fields", self._fill)
        self.fbind("values", self._write)

    def _fill(self, *_args: object) -> None:
        self.clear_widgets()
        self._lines = {key: ShareLine(label=label, mark=mark) for key, label, mark in self.fields}
        for line in self._lines.values():
            self.add_widget(line)
        self._write()

    def _write(self, *_args: object) -> None:
        for key, line in self._lines.items():
            line.value = self.values.get(key, "")
