"""The screen of the kiosk's health: everything at a glance, the worst explained, a test page."""

from __future__ import annotations

from tests.screens.hands import Hands


def to_health(kiosk: Hands) -> None:
    kiosk.to_desk()
    kiosk.tap(word="Instellingen")
    kiosk.tap(word="Gezondheid")
    kiosk.until(lambda: kiosk.screen.findings)


def test_the_worst_is_explained_and_any_other_when_it_is_tapped(kiosk: Hands) -> None:
    to_health(kiosk)
    verdicts = {finding.part: finding.verdict for finding in kiosk.screen.findings}
    assert verdicts[kiosk.screen.chosen] == "bad", "a test machine has no panel to touch"
    assert kiosk.reads(kiosk.screen.told) and kiosk.reads(kiosk.screen.remedy)
    kiosk.tap("HealthTile", part="database")
    assert kiosk.screen.told.startswith("Alles klopt: ")
    assert [tile.part for tile in kiosk.seen("HealthTile") if tile.chosen] == ["database"]


def test_the_test_page_is_printed_and_kept_nowhere(kiosk: Hands) -> None:
    to_health(kiosk)
    before = set(kiosk.papers.glob("*.png"))
    kiosk.tap(word="Testpagina")
    kiosk.until(lambda: set(kiosk.papers.glob("*.png")) - before)
    (paper,) = set(kiosk.papers.glob("*.png")) - before
    assert "proofsheet" in paper.name
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "settings"
