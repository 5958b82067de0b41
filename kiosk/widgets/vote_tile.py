"""A picture to like: one tap likes it, the next takes that back."""

from __future__ import annotations

from kivy.properties import NumericProperty

from kiosk.widgets.tiles import PictureTile


class VoteTile(PictureTile):
    """One picture of the vote; a heart says that it is liked."""

    choice = NumericProperty(0)
