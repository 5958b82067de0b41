"""Copies by touch: the stick, the passphrase, one put back and that undone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import sticks
from kiosk.errors import NotStored
from kiosk.services import backups, keys, restoring, stick_copies
from tests.screens.hands import Hands

WORDS = "soep op woensdag"


@pytest.fixture
def hall(kiosk: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hands]:
    """A volunteer at the copies, with the copier running and no stick."""
    copier = kiosk.app.copy_desk.copier
    found: list[Path] = []

    def let_go(stick: Path) -> bool:
        found.remove(stick)
        return True

    monkeypatch.setattr(kiosk.app, "ring", keys.load_ring(kiosk.app.settings.data))
    monkeypatch.setattr(copier, "_find", lambda: list(found))
    monkeypatch.setattr(copier, "_let_go", let_go)
    monkeypatch.setattr(sticks, "find_sticks", lambda: list(found))
    monkeypatch.setattr(copier, "_quiet", lambda: False)
    kiosk.found = found  # type: ignore[attr-defined]
    kiosk.app.copy_state, kiosk.app.copy_sentence = "no_stick", ""
    copier.start()
    to_copies(kiosk)
    yield kiosk
    assert copier.stop()


def to_copies(kiosk: Hands) -> None:
    kiosk.to_desk()
    kiosk.tap(word="Instellingen")
    kiosk.tap(picture="usb_stick")
    assert kiosk.at == "copies"
    kiosk.frames(3)


def plug_in(hall: Hands, stick: Path) -> None:
    stick.mkdir(exist_ok=True)
    hall.found.append(stick)  # type: ignore[attr-defined]
    hall.app.copy_desk.copier.look()


def choose(hall: Hands) -> None:
    """A passphrase is chosen."""
    hall.tap(word="Wachtzin")
    hall.screen.ids.keyboard.text = WORDS
    hall.tap(picture="tick")
    hall.until(lambda: backups.lock_of(hall.app.settings.data))
    hall.until(lambda: hall.reads("Bewaar de wachtzin goed"))


def to_compare(hall: Hands) -> None:
    """From the copies to one of them, beside what there is now."""
    hall.tap(word="Terugzetten")
    hall.until(lambda: not hall.screen.searching)
    hall.frames(3)
    hall.tap("CopyTile", picture="history")
    hall.until(lambda: hall.screen.view == "compare")
    hall.frames(3)


def visits(hall: Hands) -> int:
    return int(hall.one("SELECT count(*) FROM check_in"))


def test_a_copy_without_a_stick_stands_on_the_kiosk(hall: Hands) -> None:
    assert hall.reads("Steek een stick in")
    hall.tap(word="Kopie maken")
    hall.until(lambda: hall.reads("De kopie staat op de kiosk."))
    assert len(backups.copies_here(hall.app.settings.data)) == 1
    hall.tap(picture="arrow_back")
    assert hall.at == "settings"


def test_the_stick_gets_a_passphrase_and_then_a_copy(hall: Hands, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    plug_in(hall, stick)
    hall.until(lambda: hall.reads("Kies eerst een wachtzin"))
    hall.tap(word="Kopie maken")
    assert hall.screen.typing
    hall.screen.ids.keyboard.text = "kort"
    hall.tap(picture="tick")
    hall.until(lambda: hall.reads("minstens 12 letters"))
    assert hall.screen.typing, "it is asked again"
    hall.tap(picture="arrow_back")
    assert list(stick.iterdir()) == []
    choose(hall)
    hall.until(lambda: hall.reads("De stick zit erin."))
    hall.tap(word="Kopie maken")
    hall.until(lambda: hall.reads("Kopie klaar, de stick mag eruit."))
    assert hall.find("CopyState").mark == "check"
    (copy,) = stick_copies.copies_on(stick)
    assert stick_copies.verify_archive(copy.path)


def test_while_it_is_made_the_screen_goes_on(
    hall: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go = threading.Event()
    seen: list[str] = []
    real = stick_copies.write_to_stick

    def slow(*given: object) -> object:
        seen.append(threading.current_thread().name)
        assert may_go.wait(30)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(stick_copies, "write_to_stick", slow)
    choose(hall)
    plug_in(hall, tmp_path / "stick")
    hall.until(lambda: hall.reads("De stick zit erin."))
    hall.tap(word="Kopie maken")
    hall.until(lambda: seen)
    assert hall.reads("Laat de stick zitten.")
    assert hall.find(word="Kopie maken").disabled
    hall.tap(picture="arrow_back")
    hall.tap(picture="arrow_back")
    assert hall.at == "desk"
    may_go.set()
    hall.until(lambda: "mag eruit" in hall.app.notice)
    assert seen == ["copier"]


def test_a_copy_is_put_back_and_that_is_undone(hall: Hands) -> None:
    hall.tap(word="Kopie maken")
    hall.until(lambda: hall.reads("De kopie staat op de kiosk."))
    then = visits(hall)
    hall.app.end_visit()
    hall.frames(3)
    hall.wake()
    hall.tap(task="here")
    hall.tap(picture="check")
    assert visits(hall) == then + 1
    hall.app.end_visit()
    hall.frames(3)
    to_copies(hall)
    to_compare(hall)
    rows = {row.word: (row.now, row.after) for row in hall.seen("CountRow")}
    assert rows["Bezoeken"] == (str(then + 1), str(then))
    assert rows["Dagen"][0] == rows["Dagen"][1]
    hall.tap(word="Terugzetten")
    hall.until(lambda: hall.screen.view == "done")
    assert visits(hall) == then
    assert hall.app.volunteer is None, "those whom the copy knows may be others"
    hall.frames(3)
    hall.tap(word="Ongedaan")
    hall.until(lambda: hall.screen.view == "busy")
    hall.until(lambda: hall.screen.view == "done")
    assert visits(hall) == then + 1
    hall.frames(3)
    hall.tap(picture="house")
    assert hall.at == "welcome"
    hall.frames(3)
    hall.wake()


def test_from_a_stick_with_the_wrong_words_and_then_the_right_ones(
    hall: Hands, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    choose(hall)
    plug_in(hall, stick)
    hall.until(lambda: hall.reads("De stick zit erin."))
    hall.tap(word="Kopie maken")
    hall.until(lambda: hall.reads("mag eruit"))
    alien = stick / "Onthaal" / "onthaal-xxxxxx-20200101T000000Z.age"
    alien.write_bytes(b"holiday photos")
    hall.found.append(stick)  # type: ignore[attr-defined]
    hall.tap(word="Terugzetten")
    hall.until(lambda: not hall.screen.searching)
    hall.frames(3)
    assert [tile.picture for tile in hall.seen("CopyTile")] == ["usb_stick", "warning", "history"]
    hall.tap("CopyTile", picture="warning")
    assert hall.at == "copy_list" and hall.reads("geen kopie van deze kiosk")
    hall.tap("CopyTile", picture="usb_stick")
    assert hall.screen.view == "typing"
    hall.screen.ids.keyboard.text = "iets heel anders"
    hall.tap(picture="tick")
    hall.until(lambda: "past niet" in hall.app.notice)
    assert hall.screen.view == "typing", "it is asked again"
    hall.screen.ids.keyboard.text = WORDS
    hall.tap(picture="tick")
    hall.until(lambda: hall.screen.view == "compare")
    hall.frames(3)
    hall.tap(word="Terugzetten")
    hall.until(lambda: hall.screen.view == "done")
    assert not (hall.app.settings.data / backups.OPENED).exists()


def test_a_damaged_copy_is_refused_and_nothing_changes(hall: Hands) -> None:
    hall.tap(word="Kopie maken")
    hall.until(lambda: hall.reads("De kopie staat op de kiosk."))
    copy = backups.copies_here(hall.app.settings.data)[0].path
    copy.write_bytes(copy.read_bytes()[:-1])
    before = visits(hall)
    hall.tap(word="Terugzetten")
    hall.until(lambda: not hall.screen.searching)
    hall.frames(3)
    hall.tap("CopyTile")
    hall.until(lambda: hall.reads("De kopie is beschadigd."))
    assert visits(hall) == before
    hall.tap(picture="arrow_back")
    assert hall.at == "copy_list"


def test_when_it_cannot_be_put_back_the_kiosk_goes_on_with_what_it_has(
    hall: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise NotStored("De schijf is vol.")

    hall.tap(word="Kopie maken")
    hall.until(lambda: hall.reads("De kopie staat op de kiosk."))
    before = visits(hall)
    to_compare(hall)
    monkeypatch.setattr(restoring, "put_back", full)
    hall.tap(word="Terugzetten")
    hall.until(lambda: hall.reads("De schijf is vol."))
    assert visits(hall) == before
    assert hall.app.volunteer is not None
    hall.app.end_visit()
    hall.frames(3)
    hall.wake()


def test_more_copies_than_fit_are_on_the_next_page(
    hall: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.tap(word="Kopie maken")
    hall.until(lambda: hall.reads("De kopie staat op de kiosk."))
    one = backups.copies_here(hall.app.settings.data)
    monkeypatch.setattr(backups, "copies_here", lambda _data: one * 9)
    hall.tap(word="Terugzetten")
    hall.until(lambda: not hall.screen.searching)
    hall.frames(3)
    shown = len(hall.seen("CopyTile"))
    assert shown < 9 <= 2 * shown
    hall.tap(word="Meer")
    assert len(hall.seen("CopyTile")) == 9 - shown
    hall.tap(word="Meer")
    assert len(hall.seen("CopyTile")) == shown


def test_nobody_is_at_the_desk_for_ever(hall: Hands) -> None:
    hall.tap(word="Wachtzin")
    hall.wait(hall.app.settings.times.volunteer_lock_seconds + 2)
    assert hall.at == "welcome"
    assert hall.app.screen("copies").ids.keyboard.text == ""


def test_after_a_closing_a_copy_is_made(kiosk: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(kiosk.app.copy_desk.copier, "ask", asked.append)
    kiosk.settle_orders()
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap(word="Kassa")
    kiosk.tap(word="Geteld")
    assert asked == []
    kiosk.tap(word="Sluiten")
    assert asked == ["close"]
    assert kiosk.one("SELECT count(*) FROM moment WHERE state = 'closed'") >= 1
