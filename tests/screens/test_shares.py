"""Who bore what of an outing, on the glass, on paper and as a table."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kiosk import sticks
from kiosk.keys import new_key
from kiosk.services import sales
from tests.screens.hands import Hands
from tests.screens.outing_desk import ZOO, going, work_on

NAME = "uitstappen-2026-01-01-2026-12-31.csv"


def test_the_shares_are_shown_and_come_on_paper(kiosk: Hands) -> None:
    zoo = going(kiosk, ZOO)
    sales.sell_seats(
        key=new_key(),
        outing=zoo.id,
        adults=1,
        children=0,
        method="group",
        reason="van harte",
        at=kiosk.now.wall(),
        volunteer=1,
        group=kiosk.app.group,
        ring=kiosk.app.ring,
    )
    work_on(kiosk, ZOO, "Wie betaalt")
    assert kiosk.at == "shares"
    assert kiosk.reads("€\u00a05,20")
    kiosk.tap(word="Strook")
    kiosk.until(kiosk.printed("shares_strip"))


def test_the_table_goes_to_a_stick_beside_the_screen(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    looked: list[str] = []

    def slow() -> list[Path]:
        looked.append(threading.current_thread().name)
        assert answers.wait(10), "a worn stick takes its time"
        return [tmp_path]

    monkeypatch.setattr(sticks, "find_sticks", slow)
    work_on(kiosk, ZOO, "Wie betaalt")
    kiosk.tap(word="Tabel")
    assert kiosk.find(word="Tabel").disabled, "it is being written"
    answers.set()
    kiosk.until(lambda: NAME in kiosk.app.notice)
    assert looked == ["background"]
    assert "Zoo van Antwerpen" in (tmp_path / NAME).read_text(encoding="utf-8-sig")
    assert kiosk.free(word="Tabel")


def test_without_a_stick_the_table_stays_in_the_kiosk(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "find_sticks", list)
    work_on(kiosk, ZOO, "Wie betaalt")
    kiosk.tap(word="Tabel")
    written = kiosk.app.settings.data / "tabellen" / NAME
    kiosk.until(lambda: str(written.parent) in kiosk.app.notice)
    assert "Zoo van Antwerpen" in written.read_text(encoding="utf-8-sig")


def test_a_stick_that_is_gone_says_so(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "find_sticks", lambda: [tmp_path / "gone"])
    work_on(kiosk, ZOO, "Wie betaalt")
    kiosk.tap(word="Tabel")
    kiosk.until(lambda: "kon niet bewaard worden" in kiosk.app.notice)
    assert kiosk.free(word="Tabel")
