"""The counts of a vote as pictures with a column on each; the highest is as high as the box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.layout import Row


class VoteBar(BoxLayout):
    """One picture with its votes; `share` is how high its column is, 0 to 1."""

    picture = StringProperty("")
    votes = NumericProperty(0)
    share = NumericProperty(0.0)


class VoteBars(Row):
    """All pictures of a vote, side by side."""

    def show(self, counts: Sequence[tuple[str, int]]) -> None:
        """Draw these pictures with their votes."""
        self.clear_widgets()
        highest = max((votes for _picture, votes in counts), default=0)
        for picture, votes in counts:
            bar: Any = VoteBar(picture=picture, votes=votes, share=votes / max(1, highest))
            self.add_widget(bar)
