"""Health: how each part of the kiosk is, what to do about it, and a test page."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import ListProperty, StringProperty

from kiosk.errors import KioskError
from kiosk.health import PARTS, VERDICTS, Finding
from kiosk.paper.card_documents import ProofSheet
from kiosk.screens.base import KioskScreen
from kiosk.services.health import Known, examine
from kiosk.widgets.background import Background
from kiosk.widgets.health_tile import HealthTile

WORST_FIRST = ("bad", "care", "unknown", "good")


class HealthScreen(KioskScreen):
    """All parts at a glance; the one that needs somebody most is explained at once."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    findings = ListProperty([])
    chosen = StringProperty("")
    picture = StringProperty("wait")
    told = StringProperty("")
    remedy = StringProperty("")
    _background = Background()

    def on_kv_post(self, _base: object) -> None:
        for part, (word, picture) in PARTS.items():
            tile = HealthTile(part=part, word=word, picture=picture)
            tile.bind(on_tap=lambda one: self.explain(one.part))
            self.ids.parts.add_widget(tile)

    def enter(self, **_given: Any) -> None:
        self.look()

    def leave(self) -> None:
        self._background.forget()

    def look(self) -> None:
        """Examine everything, beside the screen."""
        self.findings, self.chosen = [], ""
        self.picture, self.told, self.remedy = "stethoscope", "Even kijken.", ""
        kiosk = self.kiosk
        known = Known(kiosk.local_now(), kiosk.printer_state, kiosk.clock.doubt, kiosk.clock.proven)
        settings = kiosk.settings
        self._background.do(lambda: examine(settings, known), self._found)

    def _found(self, findings: list[Finding] | KioskError) -> None:
        if isinstance(findings, KioskError):
            self.told = str(findings)
            return
        self.findings = findings
        worst = min(findings, key=lambda finding: WORST_FIRST.index(finding.verdict))
        self.explain(worst.part)

    def on_findings(self, *_args: object) -> None:
        """Colour the tiles; without findings they wait."""
        found = {finding.part: finding for finding in self.findings}
        for tile in self.ids.parts.children:
            finding = found.get(tile.part)
            tile.verdict = finding.verdict if finding else "unknown"
            tile.mark = VERDICTS[finding.verdict][1] if finding else ""

    def explain(self, part: str) -> None:
        """Say what was found of this part, and what to do."""
        for finding in self.findings:
            if finding.part == part:
                self.chosen, self.picture = part, finding.picture
                self.told, self.remedy = finding.told, finding.remedy
        for tile in self.ids.parts.children:
            tile.chosen = tile.part == self.chosen

    def proof(self) -> None:
        """Print the test page, now or not at all."""
        now = self.kiosk.local_now()
        group = self.kiosk.settings.group.name
        self.kiosk.print_unkept(ProofSheet(group, f"{now:%d/%m/%Y}", f"{now:%H:%M}"))
        self.kiosk.tell("De testpagina wordt gedrukt.")
