"""Settings by touches: every choice holds at once and outlives the kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk import chosen, own_pictures, photos
from kiosk.errors import BadPhoto
from kiosk.settings import with_choice
from tests.screens.hands import Hands


@pytest.fixture
def desk(kiosk: Hands) -> Iterator[Hands]:
    """A volunteer at the settings; afterwards the panel is measured as it was."""
    kiosk.to_desk()
    kiosk.tap(word="Instellingen")
    assert kiosk.at == "settings"
    yield kiosk
    from kiosk.widgets import pictures

    kiosk.app.settings = with_choice(kiosk.app.settings, "screen", "width_mm", 0)
    for name, value in (("left_handed", False), ("motion", True)):
        kiosk.app.settings = with_choice(kiosk.app.settings, "screen", name, value)
    kiosk.app.settle()
    own_pictures.look_in(Path("/nowhere"))
    pictures.forget()


def kept(hands: Hands) -> dict[str, dict[str, Any]]:
    """What the next start will read."""
    table, told = chosen.read(hands.app.settings.data)
    assert not told
    return table


def typed(hands: Hands, text: str) -> None:
    """Type on the keyboard."""
    for letter in text:
        hands.tap("WordTile", word="spatie" if letter == " " else letter)


def test_the_name_of_the_group_is_typed(desk: Hands) -> None:
    desk.tap(name="name")
    keyboard = desk.find("Keyboard")
    assert keyboard.text == "De Brug"
    desk.tap("PictureTile", picture="backspace", times=7)
    assert keyboard.text == ""
    typed(desk, "Caf")
    assert keyboard.text == "Caf"
    desk.tap(word="1é")
    typed(desk, "é")
    desk.tap(word="abc")
    desk.tap(word="spatie", times=2)
    desk.tap(word="↑")
    typed(desk, "Z")
    desk.tap(word="o")
    desk.tap(picture="tick")
    assert desk.app.settings.group.name == "Café Zo"
    assert desk.app.group.name == "Café Zo"
    assert kept(desk) == {"group": {"name": "Café Zo"}}
    assert desk.find("SettingTile", name="name").value == "Café Zo"


def test_an_empty_name_is_refused_and_the_old_one_stays(desk: Hands) -> None:
    desk.tap(name="name")
    desk.tap("PictureTile", picture="backspace", times=7)
    desk.tap(picture="tick")
    assert desk.app.settings.group.name == "De Brug"
    assert kept(desk) == {}


def test_steps_go_up_and_down_and_stop_at_the_end(desk: Hands) -> None:
    desk.tap(name="sound")
    desk.tap(picture="minus", times=2)
    assert desk.app.settings.sound.volume == 60
    desk.tap(picture="plus", times=4)
    assert desk.app.settings.sound.volume == 100
    assert not desk.free("PictureTile", picture="plus")
    assert kept(desk) == {"sound": {"volume": 100}}
    desk.tap(picture="arrow_back")
    assert desk.find("SettingTile", name="sound").value == "100 %"


def test_languages_are_offered_and_taken_away(desk: Hands) -> None:
    desk.tap(name="languages")
    turkish, first_turkish = desk.seen("OptionTile", word="Turks")
    assert turkish.chosen
    desk.touch(*desk.place(turkish))
    assert "tr" not in desk.app.settings.group.languages
    first_turkish = desk.seen("OptionTile", word="Turks")[1]
    desk.touch(*desk.place(first_turkish))
    assert desk.app.settings.group.language == "tr"
    assert "tr" in desk.app.settings.group.languages
    desk.app.end_visit()
    assert desk.app.visit.language == "tr"


def test_motion_and_hand_hold_at_once(desk: Hands) -> None:
    from kiosk.widgets.ui import ui

    desk.tap(name="motion")
    desk.tap("OptionTile", word="Staat stil")
    assert ui.motion is False
    desk.tap(picture="arrow_back")
    desk.tap(name="hand")
    desk.tap("OptionTile", word="Links")
    assert ui.left_handed is True
    assert kept(desk) == {"screen": {"motion": False, "left_handed": True}}


def test_the_price_rule_counts_for_the_next_opening(desk: Hands) -> None:
    prices = desk.sql("select price from offer order by id")
    desk.tap(name="price")
    desk.tap(picture="minus", times=2)
    desk.tap("OptionTile", word="Tot op de cent")
    rule = desk.app.settings.price
    assert (rule.percent, rule.rounding) == (50, "exact")
    assert desk.sql("select price from offer order by id") == prices


def test_another_printer_prints_the_next_paper(desk: Hands) -> None:
    before = desk.app.spooler
    desk.tap(name="printer")
    desk.tap("OptionTile", word="80 mm")
    desk.until(lambda: before.ended)
    desk.until(lambda: desk.app.spooler is not before)
    assert desk.app.settings.printer.dots == 576
    desk.tap("OptionTile", word="Netwerk …")
    keyboard = desk.find("Keyboard")
    typed(desk, "192.168.1.50")
    assert keyboard.text == "192.168.1.50"
    desk.tap(picture="tick")
    assert desk.app.settings.printer.url == "tcp://192.168.1.50"
    assert desk.find("OptionTile", word="192.168.1.50").chosen
    desk.tap("OptionTile", word="Geen printer")
    assert desk.app.settings.printer.url == ""


def test_a_printer_that_holds_a_paper_is_waited_for(
    desk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.app.spooler
    monkeypatch.setattr(type(before), "ended", False)
    desk.tap(name="printer")
    desk.tap("OptionTile", word="80 mm")
    desk.wait(0.3)
    assert desk.app.spooler is before
    assert desk.reads("De printer is nog bezig")
    monkeypatch.undo()
    desk.until(lambda: desk.app.spooler is not before)


def test_the_card_is_made_to_match(desk: Hands) -> None:
    from kiosk.widgets.ui import ui

    desk.tap(name="size")
    assert desk.at == "calibrate"
    card = desk.find("BankCard")
    before = card.long
    assert before == pytest.approx(85.6 * ui.glass_mm, abs=1)
    desk.tap(picture="plus")
    assert card.long == pytest.approx(before + 1, abs=0.01)
    desk.touch(*desk.place(desk.find(picture="minus")), seconds=2.0)
    assert card.long < before - 40
    after = card.long
    desk.wait(1.0)
    assert card.long == after
    desk.tap(picture="check")
    assert desk.at == "settings"
    width = desk.app.settings.screen.width_mm
    assert width == round(1280 / (after / 85.6))
    assert ui.glass_mm == pytest.approx(after / 85.6, rel=0.005)
    assert kept(desk) == {"screen": {"width_mm": width}}


@pytest.mark.parametrize("wrong", [80, 2000])
def test_the_card_can_be_matched_when_the_measure_is_all_wrong(desk: Hands, wrong: int) -> None:
    desk.app.choose("screen", "width_mm", wrong)
    desk.frames(3)
    desk.app.show("calibrate")
    desk.frames(3)
    high = desk.screen.height
    for picture in ("minus", "plus", "check", "arrow_back"):
        key = desk.find(picture=picture)
        assert min(key.width, key.height) > 0.11 * high, picture
    card = desk.find("BankCard")
    direction = "plus" if card.long < 85.6 * 5.9 else "minus"
    for _ in range(8):
        if (card.long < 85.6 * 5.9) == (direction == "plus"):
            desk.touch(*desk.place(desk.find(picture=direction)), seconds=2.0)
    desk.tap(picture="check")
    assert abs(desk.app.settings.screen.width_mm - 217) < 40


def test_what_the_command_line_decides_says_so(desk: Hands) -> None:
    from dataclasses import replace

    desk.app.settings = replace(desk.app.settings, fixed=frozenset({"sound.volume"}))
    desk.tap(name="sound")
    desk.tap(picture="minus")
    assert desk.app.settings.sound.volume == 80
    assert desk.reads("Dit ligt vast in de opdracht")


def test_a_file_that_was_broken_is_told_once_to_the_volunteer(kiosk: Hands) -> None:
    from dataclasses import replace

    kiosk.app.settings = replace(kiosk.app.settings, told=chosen.TOLD)
    kiosk.to_desk()
    assert kiosk.reads(chosen.TOLD)
    assert kiosk.app.settings.told == ""


def test_a_photo_takes_the_place_of_a_drawing_and_gives_it_back(desk: Hands) -> None:
    from kiosk.widgets.pictures import texture

    folder = desk.app.settings.data / photos.FOLDER
    folder.mkdir()
    Image.new("RGB", (900, 600), "purple").save(folder / "mooi.jpg")
    (folder / "kapot.jpg").write_bytes(b"\xff\xd8\xff")
    drawing = texture("wortel", 96)
    desk.tap(name="pictures")
    assert desk.at == "own_picture"
    while not desk.seen("PickTile", key="wortel"):
        desk.tap(picture="arrow_right")
    desk.tap("PickTile", key="wortel")
    desk.until(lambda: len(desk.free("PhotoTile")) == 2)
    desk.until(lambda: all(one.texture or one.bad for one in desk.free("PhotoTile")))
    (bad,) = desk.free("PhotoTile", bad=True)
    desk.touch(*desk.place(bad))
    desk.until(lambda: desk.reads("Deze foto is beschadigd"))
    assert own_pictures.own_picture("wortel") is None
    (good,) = desk.free("PhotoTile", bad=False)
    desk.touch(*desk.place(good))
    desk.until(lambda: own_pictures.own_picture("wortel") is not None)
    assert texture("wortel", 96) is not drawing
    while not desk.seen("PickTile", key="wortel"):
        desk.tap(picture="arrow_right")
    assert desk.find("PickTile", key="wortel").badge == "✓"
    desk.tap("PickTile", key="wortel")
    desk.tap(word="Tekening terug")
    assert own_pictures.own_picture("wortel") is None
    assert desk.find("Picker") is not None


def test_without_photos_it_says_what_to_do_and_sees_the_stick_come(desk: Hands) -> None:
    desk.tap(name="pictures")
    desk.tap("PickTile", picture=desk.seen("PickTile")[0].picture)
    desk.until(lambda: desk.reads("Steek een USB-stick"))
    folder = desk.app.settings.data / photos.FOLDER
    folder.mkdir()
    Image.new("RGB", (90, 60), "purple").save(folder / "mooi.jpg")
    desk.wait(2.5)
    desk.until(lambda: desk.free("PhotoTile"))
    desk.tap(picture="arrow_back")
    desk.tap(picture="arrow_back")
    assert desk.at == "settings"


def test_a_slow_stick_never_stops_the_screen(desk: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    gate = threading.Event()

    def slow(*_args: object) -> bytes:
        gate.wait(5)
        raise BadPhoto()

    folder = desk.app.settings.data / photos.FOLDER
    folder.mkdir()
    Image.new("RGB", (90, 60)).save(folder / "mooi.jpg")
    monkeypatch.setattr(photos, "make_picture", slow)
    desk.tap(name="pictures")
    desk.tap("PickTile", picture=desk.seen("PickTile")[0].picture)
    desk.until(lambda: desk.free("PhotoTile"))
    desk.touch(*desk.place(desk.free("PhotoTile")[0]))
    assert desk.screen.busy
    desk.tap(picture="arrow_back")
    desk.tap(picture="arrow_back")
    assert desk.at == "settings"
    gate.set()
    desk.frames(10)
    assert not desk.reads(BadPhoto.sentence)
