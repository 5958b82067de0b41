"""Tiles: the soft rectangles with a thick lower edge that everything is done with."""

from __future__ import annotations

from kivy.properties import (
    AliasProperty,
    BooleanProperty,
    ColorProperty,
    NumericProperty,
    StringProperty,
)
from kivy.uix.widget import Widget

from kiosk.widgets.press import Pressable
from kiosk.widgets.ui import DARK_FACES, FACES, INK, WHITE, ui


class Face(Widget):
    """A soft rectangle of one task's colour on a thick lower edge; not a thing to touch.

    It sinks into that edge by moving its drawing: nothing is laid out anew, nothing else changes.
    """

    task = StringProperty("plain")
    fill = ColorProperty(FACES["plain"][0])
    edge = ColorProperty(FACES["plain"][1])
    ink = ColorProperty(INK)
    sink = NumericProperty(0.0)
    hollow = BooleanProperty(False)

    def on_task(self, *_args: object) -> None:
        self.recolour()

    def on_hollow(self, *_args: object) -> None:
        self.recolour()

    def recolour(self) -> None:
        """Take the colours of the task; an empty thing looks empty, never merely paler."""
        name = "empty" if self.hollow else self.task
        self.fill, self.edge = FACES[name]
        self.ink = WHITE if name in DARK_FACES else INK

    def _depth(self) -> float:
        return float(min(1.5 * ui.mm, self.height * 0.08))

    def _face_y(self) -> float:
        return float(self.y + self.depth)

    def _face_height(self) -> float:
        return float(self.height - self.depth)

    depth = AliasProperty(_depth, bind=["height"])
    face_y = AliasProperty(_face_y, bind=["y", "depth"])
    face_height = AliasProperty(_face_height, bind=["height", "depth"])


class Tile(Pressable, Face):
    """A face that is pressed: the edge sinks in the frame of the touch."""

    def on_pressed(self, _tile: Pressable, pressed: bool) -> None:
        self.sink = 0.75 if pressed else 0.0


class PictureTile(Tile):
    """A picture with one word under it, or beside it where the tile lies flat.

    It lies flat when it is more than `flat` times as wide as it is high. A `quiet` tile keeps its place but says nothing. A picture that `turns` points the other way
    where the layout is mirrored, as an arrow must.
    """

    picture = StringProperty("")
    word = StringProperty("")
    chosen = BooleanProperty(False)
    chosen_task = StringProperty("done")
    idle_task = StringProperty("plain")
    most = NumericProperty(6.0)
    least = NumericProperty(4.5)
    share = NumericProperty(0.68)
    lying = BooleanProperty(False)
    flat = NumericProperty(1.55)
    turns = BooleanProperty(False)
    quiet = BooleanProperty(False)

    def on_size(self, *_args: object) -> None:
        self.lying = bool(self.word) and self.width > self.flat * self.height

    def on_chosen(self, *_args: object) -> None:
        self.task = self.chosen_task if self.chosen else self.idle_task

    def on_idle_task(self, *_args: object) -> None:
        self.on_chosen()

    def says(self) -> str:
        """Its word, unless there is more to say."""
        return super().says() or ("" if self.quiet else str(self.word))


class WordTile(Tile):
    """A tile with only a word or digits: number pads and what volunteers read."""

    word = StringProperty("")
    most = NumericProperty(6.0)
    least = NumericProperty(3.2)
    edge_mm = NumericProperty(1.5)
    bold = BooleanProperty(True)

    def says(self) -> str:
        """Its word, unless there is more to say."""
        return super().says() or str(self.word)


class FieldTile(Tile):
    """A named value that the number pad fills in while it is `active`."""

    picture = StringProperty("")
    label = StringProperty("")
    value = StringProperty("")
    active = BooleanProperty(False)
