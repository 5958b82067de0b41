"""Layouts that turn around: what lies side by side starts at the other side when it must.

A screen is written once, from left to right. Its rows and grids are mirrored for scripts that run
from right to left and for a left hand (`ui.mirrored`), so nothing needs a second version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kivy.input import MotionEvent
from kivy.properties import BooleanProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.unseen import Unseen


def along(mirrored: bool, left: float, width: float, offset: float, own: float) -> float:
    """The x of something `own` px wide, `offset` px from the near side of a box.

    The box begins at `left` and is `width` wide. For what stands inside a tile, where kv says
    every place itself.
    """
    return left + width - offset - own if mirrored else left + offset


class Near(Unseen):
    """Passes a touch on only when it is inside: most of a screen never hears of most touches."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        return self.collide_point(*touch.pos) and bool(super().on_touch_down(touch))


class Row(Near, BoxLayout):
    """Things side by side, or below each other; mirrored inside itself, paddings included."""

    mirrored = BooleanProperty(False)

    def on_mirrored(self, *_args: object) -> None:
        self._trigger_layout()

    def _iterate_layout(self, sizes: list[Any]) -> Iterator[tuple[int, float, float, float, float]]:
        # BoxLayout has no order from right to left; mirroring here sets each place only once
        for index, x, y, width, height in super()._iterate_layout(sizes):
            yield index, (self.x + self.right - x - width if self.mirrored else x), y, width, height


class Grid(Near, GridLayout):
    """A grid whose rows start at the near side."""
