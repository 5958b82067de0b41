"""A report: a few bars and a few figures to a page; on paper and as a table as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

from kivy.clock import Clock
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from kiosk.errors import KioskError
from kiosk.periods import Period
from kiosk.report_pages import Page, pages
from kiosk.screens.base import KioskScreen
from kiosk.services import reports, tables
from kiosk.widgets.background import Background


class ReportScreen(KioskScreen):
    """The inside version, until somebody asks for the one that may leave the group."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    title = StringProperty("")
    picture = StringProperty("")
    period = StringProperty("")
    note = StringProperty("")
    facts = ListProperty([])
    bars = NumericProperty(0)
    outside = BooleanProperty(False)
    busy = BooleanProperty(False)
    place = NumericProperty(0)
    places = NumericProperty(1)
    _pages: tuple[Page, ...] = ()

    def on_kv_post(self, _base: object) -> None:
        self._background = Background()
        self._lay_out = Clock.create_trigger(self._cut, -1)
        self.ids.chart.fbind("width", self._lay_out)

    def enter(self, **given: Any) -> None:
        period: Period = given["period"]
        self.period, self.outside, self.place = period.short, False, 0
        self._inside = reports.report(period, self.kiosk.today(), self.kiosk.group)
        self._show()

    def leave(self) -> None:
        self._background.forget()
        self.busy = False

    def _show(self) -> None:
        self._report = reports.outside(self._inside) if self.outside else self._inside
        self._pages = pages(self._report)
        self._cut()

    def _cut(self, *_args: object) -> None:
        """Each page as often as its bars need; what was looked at stays in sight."""
        self._views: list[tuple[Page, int, int]] = []
        for page in self._pages:
            each = self.ids.chart.room_for(page.bars)
            parts = max(1, -(-len(page.bars) // each))
            self._views += [(page, part, parts) for part in range(parts)]
        self.places = len(self._views)
        if self._views:
            self._turn_to(min(int(self.place), len(self._views) - 1))

    def _turn_to(self, place: int) -> None:
        self.place = place
        page, part, parts = self._views[place]
        self.picture, self.note = page.picture, page.note
        self.title = f"{page.title} {part + 1}/{parts}" if parts > 1 else page.title
        self.facts = [(str(at), fact.word, fact.task) for at, fact in enumerate(page.facts)]
        self.ids.facts.values = {str(at): fact.shown for at, fact in enumerate(page.facts)}
        each = -(-len(page.bars) // parts)
        self.bars = len(page.bars)
        highest = max((bar.value for bar in page.bars), default=0)
        shown = page.bars[part * each : (part + 1) * each]
        self.ids.chart.show(shown, highest, page.task)

    def turn(self, by: int) -> None:
        """The next page, or the one before; after the last comes the first."""
        self._turn_to((int(self.place) + by) % int(self.places))

    def switch(self) -> None:
        """For the group itself, or the version that may leave it."""
        self.outside = not self.outside
        self._show()

    def print_strip(self) -> None:
        """This version on paper."""
        job = self.attempt(
            reports.print_report,
            self._report,
            at=self.kiosk.now(),
            group=self.kiosk.group,
            volunteer=self.kiosk.volunteer,
        )
        if job is not None:
            self.kiosk.spooler.wake()
            self.kiosk.tell("Het verslag komt uit de printer.")

    def write_table(self) -> None:
        """This version as a table on the first USB stick, or else in the data folder."""
        if not self.busy:
            data, found = self.kiosk.settings.data, self._report
            name, table = reports.table_name(found), reports.report_table(found)
            self.busy = True
            self._background.do(lambda: tables.write_table(data, name, table), self._written)

    def _written(self, written: Path | KioskError) -> None:
        self.busy = False
        if isinstance(written, KioskError):
            self.kiosk.play("sorry")
            self.kiosk.tell(str(written))
        else:
            self.kiosk.play("done")
            self.kiosk.tell(tables.where(written, self.kiosk.settings.data))
