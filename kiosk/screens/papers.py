"""The papers of today: which came out, and one of them once more."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty
from PIL import Image

from kiosk.screens.base import KioskScreen
from kiosk.services import moments, papers, printing
from kiosk.services.printing import Job
from kiosk.widgets.paper_tile import ENDS, KINDS, PaperTile
from kiosk.widgets.ui import ui


class PapersScreen(KioskScreen):
    """Tap a paper, then the printer: a copy of it comes out, marked as one."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    chosen = NumericProperty(0)
    page = NumericProperty(0)
    pages = NumericProperty(1)
    none_yet = BooleanProperty(False)

    def enter(self, **_given: Any) -> None:
        self.chosen = 0
        self.ids.feed.clear()
        self.load(at_untold=True)
        self.kiosk.spooler.wake()  # how is the printer now?

    def load(self, *, at_untold: bool = False) -> None:
        """Read the papers anew; of those on this page is told hereby what did not come out.

        ``at_untold`` turns to the newest that nobody was told about: many a paper comes out after
        one that did not, and puts it on a page where nobody would look.
        """
        rows = self.ids.rows
        found = self.attempt(papers.papers_since, self._since()) or []
        self.none_yet = not found
        each = max(1, int(rows.height // rows.row))
        self.pages = max(1, -(-len(found) // each))
        if at_untold:
            untold = self.attempt(papers.untold) or frozenset()
            self.page = next((row // each for row, job in enumerate(found) if job.id in untold), 0)
        self.page = min(self.page, self.pages - 1)
        rows.clear_widgets()
        shown = found[int(self.page) * each : (int(self.page) + 1) * each]
        for job in shown:
            rows.add_widget(self._tile(job))
        self._mark()
        hidden = {job.id for job in found} - {job.id for job in shown}
        self.attempt(papers.mark_seen, self.kiosk.now(), hidden)

    def _since(self) -> datetime:
        """Midnight, or when the day was opened if that is longer ago."""
        midnight = self.kiosk.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
        moment = moments.current_moment()
        return midnight if moment is None else min(midnight, moment.opened_at)

    def _tile(self, job: Job) -> PaperTile:
        sign, told = ENDS.get(job.state, ("", ""))
        if job.state == "expired" and job.number is None:
            told = "te laat"
        tile = PaperTile(
            job=job.id,
            picture=KINDS.get(job.kind, "receipt"),
            number=str(job.number or ""),
            when=self.kiosk.local(job.made_at).strftime("%H:%M"),
            sign=sign,
            told=told if job.copy_of is None else f"kopie {told}".strip(),
            size_hint_y=None,
            height=self.ids.rows.row - 3 * ui.mm,
        )
        tile.bind(on_tap=lambda tile: self.choose(int(tile.job)))
        return tile

    def choose(self, job: int) -> None:
        """This paper."""
        self.chosen = job
        self._mark()

    def _mark(self) -> None:
        for tile in self.ids.rows.children:
            tile.task = "coming" if tile.job == self.chosen else "plain"

    def turn(self) -> None:
        """The next page."""
        self.page = (self.page + 1) % self.pages
        self.load()

    def print_again(self) -> None:
        """The chosen paper once more."""
        copy = self.attempt(printing.reprint, int(self.chosen), self.kiosk.now())
        if copy is not None:
            self.chosen = 0
            self.kiosk.spooler.wake()
            self.load()

    def paper(self, paper: Image.Image) -> None:
        super().paper(paper)
        self.load()

    def no_paper(self, picture: str) -> None:
        super().no_paper(picture)
        self.load()
