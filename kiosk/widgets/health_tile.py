"""One part of the kiosk with how it is, to be tapped for the rest."""

from __future__ import annotations

from kivy.properties import StringProperty

from kiosk.widgets.tiles import PictureTile

TASKS = {"good": "here", "care": "produce", "bad": "warn", "unknown": "plain"}


class HealthTile(PictureTile):
    """``verdict`` colours it, and a mark says it to who sees no colours."""

    part = StringProperty("")
    verdict = StringProperty("unknown")
    mark = StringProperty("")

    def on_verdict(self, _tile: object, verdict: str) -> None:
        self.idle_task = TASKS[verdict]
