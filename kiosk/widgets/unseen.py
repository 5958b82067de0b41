"""What cannot be seen is not drawn."""

from __future__ import annotations

from kivy.graphics import Canvas
from kivy.uix.widget import Widget


class Unseen(Widget):
    """Leaves the canvas of its parent while its opacity is 0.

    Kivy leaves it there, and goes through all that is in it in every frame.
    """

    def on_opacity(self, _widget: Widget, opacity: float) -> None:
        super().on_opacity(self, opacity)
        if self.parent is None:
            return
        canvas = self.parent.canvas
        is_drawn = canvas.indexof(self.canvas) >= 0
        if is_drawn and not opacity:
            canvas.remove(self.canvas)
        elif opacity and not is_drawn:
            self._draw_again(canvas)

    def _draw_again(self, canvas: Canvas) -> None:
        """Come back below the nearest of those that are drawn above it."""
        siblings = self.parent.children  # the highest first
        for above in reversed(siblings[: siblings.index(self)]):
            place = canvas.indexof(above.canvas)
            if place >= 0:
                canvas.insert(place, self.canvas)
                return
        canvas.add(self.canvas)
