"""Copies as volunteers see them: a tile for each, and how much is in one beside how much is now."""

from __future__ import annotations

from kivy.properties import BooleanProperty, ListProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.tiles import Face, Tile


class CopyTile(Tile):
    """A copy: where it is, when it was made and why, how much is in it."""

    copy_path = StringProperty("")
    picture = StringProperty("")
    when = StringProperty("")
    word = StringProperty("")
    inside = StringProperty("")


class CopyState(Face):
    """How it stands: a picture, a mark beside it, and the same as a sentence."""

    picture = StringProperty("")
    mark = StringProperty("")
    sentence = StringProperty("")
    faint = BooleanProperty(False)


class CountRow(BoxLayout):
    """One thing that is counted: a word, how many now, how many after."""

    word = StringProperty("")
    now = StringProperty("")
    after = StringProperty("")
    changed = BooleanProperty(False)


class CountTable(BoxLayout):
    """What the data hold now, beside what the copy of `when` holds; `rows` are (word, now, after)."""

    when = StringProperty("")
    rows = ListProperty()

    def on_rows(self, *_args: object) -> None:
        """Every row anew; there are only a few."""
        self.clear_widgets()
        self.add_widget(CountRow(word=self.when, now="nu", after="daarna"))
        for word, now, after in self.rows:
            self.add_widget(CountRow(word=word, now=now, after=after, changed=now != after))
