"""A set of tiles that is there or not, in the place of another."""

from __future__ import annotations

from kivy.properties import BooleanProperty
from kivy.uix.gridlayout import GridLayout


class Panel(GridLayout):
    """Tiles that take up no room, and no touch, while they are not `here`."""

    here = BooleanProperty(True)

    def on_here(self, *_args: object) -> None:
        self.opacity = 1 if self.here else 0
        self.size_hint = (1, 1) if self.here else (None, None)
        if not self.here:
            self.size = (0, 0)
