"""Tiles: the soft rectangles with a thick lower edge that everything is done with."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from kivy.graphics import Color, PopMatrix, PushMatrix, SmoothRoundedRectangle, Translate
from kivy.properties import (
    AliasProperty,
    BooleanProperty,
    ColorProperty,
    NumericProperty,
    StringProperty,
)

from kiosk.widgets.drawn import Drawn, Setting
from kiosk.widgets.layout import along
from kiosk.widgets.pictures import Picture
from kiosk.widgets.press import Pressable
from kiosk.widgets.ui import DARK_FACES, FACES, INK, WHITE, Colour, ui
from kiosk.widgets.words import Words

ROUND_MM: Final = 4.4
"""Of the corners; less where the whole thing is small."""


class Face(Drawn):
    """A soft rectangle of one task's colour, flat: not a thing to touch.

    A tile, which is one, stands on a lower edge. It sinks into that edge by moving its drawing:
    nothing is laid out anew, nothing else changes.
    """

    rise_mm: ClassVar[float] = 0.0
    """How thick that edge is, at most."""

    task = StringProperty("plain")
    fill: Setting[Colour] = Setting(FACES["plain"][0])
    edge: Setting[Colour] = Setting(FACES["plain"][1])
    ink = ColorProperty(INK)
    hollow = BooleanProperty(False)
    sink: float = 0.0
    _place: tuple[object, ...] = ()

    def apply_class_lang_rules(self, **given: Any) -> None:
        """Its own drawing lies below whatever kv adds, so it comes first."""
        with self.canvas.before:
            self._edge = Color()
            self._back = SmoothRoundedRectangle()
            PushMatrix()
            self._sunk = Translate()
            self._fill = Color()
            self._front = SmoothRoundedRectangle()
        with self.canvas.after:
            PopMatrix()
        ui.follow(self)
        super().apply_class_lang_rules(**given)

    def measured(self) -> None:
        self.ask()

    def on_task(self, *_args: object) -> None:
        self.recolour()

    def on_hollow(self, *_args: object) -> None:
        self.recolour()

    def recolour(self) -> None:
        """Take the colours of the task; an empty thing looks empty, never merely paler."""
        name = "empty" if self.hollow else self.task
        self.fill, edge = FACES[name]
        self.edge = edge if self.rise_mm else self.fill
        self.ink = WHITE if name in DARK_FACES else INK

    def sink_to(self, sink: float) -> None:
        """Sink by this share of the edge."""
        self.sink = sink
        self._sunk.y = -sink * self.depth

    def draw(self) -> None:
        self._edge.rgba, self._fill.rgba = self.edge, self.fill
        self.sink_to(self.sink)
        place = self.place()
        if place != self._place:
            self._place = place
            self.lay_out()

    def place(self) -> tuple[object, ...]:
        """All that `lay_out` goes by."""
        return (*self.pos, *self.size, ui.mm, ui.mirrored)

    def lay_out(self) -> None:
        """Put what is on it in its place; to round corners takes longer than all the rest."""
        round_px = [min(ROUND_MM * ui.mm, self.height * 0.22)]
        self._back.radius = self._front.radius = round_px
        self._back.pos, self._back.size = self.pos, self.size
        self._front.pos = self.x, self.face_y
        self._front.size = self.width, self.face_height

    def _depth(self) -> float:
        return float(min(self.rise_mm * ui.mm, self.height * 0.08))

    def _face_y(self) -> float:
        return float(self.y + self.depth)

    def _face_height(self) -> float:
        return float(self.height - self.depth)

    depth = AliasProperty(_depth, bind=["height"])
    face_y = AliasProperty(_face_y, bind=["y", "depth"])
    face_height = AliasProperty(_face_height, bind=["height", "depth"])


class Tile(Pressable, Face):
    """A face that is pressed: the edge sinks in the frame of the touch."""

    rise_mm = 1.5

    def on_pressed(self, _tile: Pressable, pressed: bool) -> None:
        self.sink_to(0.75 if pressed else 0.0)


class PictureTile(Tile):
    """A picture with one word under it, or beside it where the tile lies flat.

    It lies flat when it is more than `flat` times as wide as it is high; else the picture takes a
    `share` of its height. A `quiet` tile keeps its place but says nothing. A picture that `turns`
    points the other way where the layout is mirrored, as an arrow must.
    """

    picture = StringProperty("")
    word = StringProperty("")
    chosen = BooleanProperty(False)
    chosen_task = StringProperty("done")
    idle_task = StringProperty("plain")
    lying = BooleanProperty(False)
    most = Setting(6.0)
    least = Setting(4.5)
    share = Setting(0.68)
    flat = Setting(1.55)
    turns = Setting(False)
    quiet = Setting(False)

    def apply_class_lang_rules(self, **given: Any) -> None:
        """Its picture and its word come before what kv adds to them."""
        self._picture, self._words = Picture(), Words()
        self.add_widget(self._picture)
        self.add_widget(self._words)
        super().apply_class_lang_rules(**given)

    def on_word(self, *_args: object) -> None:
        self.ask()

    on_picture = on_word

    def on_chosen(self, *_args: object) -> None:
        self.task = self.chosen_task if self.chosen else self.idle_task

    def on_idle_task(self, *_args: object) -> None:
        self.on_chosen()

    def draw(self) -> None:
        self.lying = bool(self.word) and self.width > self.flat * self.height
        super().draw()
        picture, words = self._picture, self._words
        picture.key = "" if self.quiet else self.picture
        picture.strength = 0.35 if self.hollow else 1.0
        picture.turned = self.turns and ui.mirrored
        words.text = "" if self.quiet else self.word
        words.color, words.most, words.least = self.ink, self.most, self.least

    def place(self) -> tuple[object, ...]:
        return (*super().place(), bool(self.word), self.lying, self.share)

    def lay_out(self) -> None:
        super().lay_out()
        picture, words, high = self._picture, self._words, self.face_height
        if self.lying:
            y = self.face_y + high * 0.1
            for widget, share, offset in ((picture, 0.38, 0.04), (words, 0.52, 0.44)):
                wide = self.width * share
                near = along(ui.mirrored, self.x, self.width, self.width * offset, wide)
                widget.size, widget.pos = (wide, high * 0.8), (near, y)
            return
        share = self.share if self.word else 0.84
        below = 0.96 - self.share if self.word else 0.08
        picture.size = self.width * 0.86, high * share
        picture.pos = self.center_x - picture.width / 2, self.face_y + high * below
        words.size = self.width - 1.6 * ui.mm, high * (0.93 - self.share)
        words.pos = self.x + 0.8 * ui.mm, self.face_y + high * 0.02

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
