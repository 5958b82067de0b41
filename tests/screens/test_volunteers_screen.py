"""The volunteers' screens by touch: the first PIN, somebody new, a new PIN, leaving, the rescue."""

from __future__ import annotations

from pathlib import Path

from db import models
from kiosk.services import pins, volunteers
from tests.screens.hands import Hands

PIN = "123456"
NEW = "975310"


def to_volunteers(kiosk: Hands, pin: str = PIN) -> None:
    """From the welcome picture to the list, with one's own PIN asked once more."""
    kiosk.to_desk(pin)
    kiosk.tap(word="Instellingen")
    kiosk.tap(word="Vrijwilligers")
    assert kiosk.at == "pin" and kiosk.reads("Typ nog eens je eigen code")
    enter(kiosk, pin)
    kiosk.until(lambda: kiosk.at == "volunteers")
    kiosk.frames(3)


def enter(kiosk: Hands, pin: str, times: int = 1) -> None:
    for _ in range(times):
        kiosk.type(pin)
        kiosk.tap(picture="tick")


def add_owl(kiosk: Hands) -> None:
    """Somebody new with a picture for a sign."""
    kiosk.tap(word="Nieuw")
    kiosk.frames(3)
    kiosk.tap(picture="avatar_owl")
    enter(kiosk, NEW, times=2)
    kiosk.until(lambda: kiosk.at == "volunteers")
    kiosk.frames(3)


def guess(pin: str, kiosk: Hands) -> str:
    return pins.check_pin(pin, kiosk.now.wall()).name


def test_who_is_new_shows_a_picture_and_comes_in(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    assert kiosk.reads("Nu: Wim")
    add_owl(kiosk)
    assert kiosk.reads("Uil kan erin.")
    assert kiosk.find("VolunteerTile", picture="avatar_owl", word="Uil")
    kiosk.app.end_visit()
    kiosk.frames(3)
    kiosk.to_desk(NEW)
    assert kiosk.reads("Uil")


def test_a_name_is_typed_on_the_keyboard(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    kiosk.tap(word="Nieuw")
    kiosk.frames(3)
    kiosk.tap(picture="pencil")
    kiosk.frames(3)
    for letter in "An":
        kiosk.tap("LetterKey", word=letter)
    kiosk.tap(picture="tick")
    assert kiosk.reads("An, kies een code")
    enter(kiosk, NEW, times=2)
    kiosk.until(lambda: kiosk.at == "volunteers")
    assert [one.name for one in volunteers.volunteers()] == ["Wim", "An"]
    assert kiosk.one("SELECT volunteer_id FROM audit WHERE act = 'add_volunteer' AND id > 1") == 1


def test_an_easy_or_a_taken_code_is_refused_in_words(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    kiosk.tap(word="Nieuw")
    kiosk.frames(3)
    kiosk.tap(picture="avatar_fox")
    enter(kiosk, "111111")
    assert kiosk.reads("te makkelijk")
    enter(kiosk, NEW)
    enter(kiosk, "975311")
    assert kiosk.reads("niet gelijk")
    assert len(volunteers.volunteers()) == 1
    volunteers.add_volunteer("Bo", NEW, at=kiosk.now.wall(), by=1)
    enter(kiosk, NEW, times=2)
    kiosk.until(lambda: kiosk.reads("Kies een andere code"))
    assert len(volunteers.volunteers()) == 2


def test_ones_own_code_is_changed(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    kiosk.tap(word="Wim")
    kiosk.tap(word="Nieuwe code")
    enter(kiosk, NEW, times=2)
    kiosk.until(lambda: kiosk.at == "volunteers")
    assert guess(NEW, kiosk) == "Wim"
    assert kiosk.one("SELECT count(*) FROM audit WHERE act = 'change_pin'") == 1


def test_ones_own_sign_is_changed(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    kiosk.tap(word="Wim")
    kiosk.tap(word="Prent of naam")
    kiosk.frames(3)
    kiosk.tap(picture="avatar_fox")
    assert kiosk.at == "volunteers" and kiosk.reads("Nu: Vos")
    assert kiosk.find("VolunteerTile", picture="avatar_fox")


def test_who_left_is_held_for_three_seconds(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    add_owl(kiosk)
    kiosk.tap(word="Uil")
    assert not kiosk.seen(word="Nieuwe code"), "only of oneself"
    gone = kiosk.find(word="Is weg: houd 3 s")
    kiosk.touch(*kiosk.place(gone))
    assert len(volunteers.volunteers()) == 2
    kiosk.touch(*kiosk.place(gone), seconds=3.4)
    assert [one.name for one in volunteers.volunteers()] == ["Wim"]
    assert not kiosk.seen("VolunteerTile", word="Uil")
    assert models.Volunteer.get_by_id(2).left_at is not None


def test_the_last_one_cannot_leave_and_who_leaves_stands_outside(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    kiosk.tap(word="Wim")
    kiosk.touch(*kiosk.place(kiosk.find(word="Ik stop: houd 3 s")), seconds=3.4)
    assert kiosk.at == "volunteers" and kiosk.reads("laatste vrijwilliger")
    add_owl(kiosk)
    kiosk.tap(word="Wim")
    kiosk.touch(*kiosk.place(kiosk.find(word="Ik stop: houd 3 s")), seconds=3.4)
    assert kiosk.at == "welcome" and kiosk.app.volunteer is None


def test_a_passer_by_at_an_open_desk_comes_no_further(kiosk: Hands) -> None:
    kiosk.to_desk()
    kiosk.tap(word="Instellingen")
    kiosk.tap(word="Vrijwilligers")
    enter(kiosk, "864202")
    kiosk.until(lambda: kiosk.reads("Die code klopt niet."))
    assert kiosk.at == "pin" and not kiosk.seen(word="Code vergeten?")
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "settings"


def test_the_first_pin_comes_with_the_rescue_code(empty: Hands) -> None:
    empty.hold_logo()
    assert not empty.seen(word="Code vergeten?")
    enter(empty, NEW, times=2)
    empty.until(lambda: empty.at == "rescue_paper")
    shown = empty.screen.digits
    code = shown.replace(" ", "")
    assert empty.reads(shown) and empty.reads("Schrijf deze code op")
    empty.tap(word="Klaar")
    assert empty.at == "desk"
    assert empty.app.screen("rescue_paper").digits == ""
    empty.tap(picture="house")
    rescue(empty, code, "Vrijwilliger", "864202")
    assert guess("864202", empty) == "Vrijwilliger"


def rescue(kiosk: Hands, code: str, who: str, pin: str) -> None:
    """A forgotten PIN: the digits of the paper, whose it is, a new one."""
    kiosk.hold_logo()
    kiosk.tap(word="Code vergeten?")
    assert kiosk.at == "rescue"
    enter(kiosk, code)
    kiosk.until(lambda: kiosk.screen.step == "who")
    kiosk.frames(3)
    kiosk.tap("VolunteerTile", word=who)
    enter(kiosk, pin, times=2)
    kiosk.until(lambda: kiosk.at == "rescue_paper")


def test_a_slip_and_a_wrong_code_are_told_apart(kiosk: Hands) -> None:
    kiosk.hold_logo()
    kiosk.tap(word="Code vergeten?")
    enter(kiosk, "1234567890123456")
    kiosk.until(lambda: kiosk.reads("Eén cijfer klopt niet."))
    assert kiosk.one("SELECT count(*) FROM attempt") == 0
    enter(kiosk, "4012771600585517")
    kiosk.until(lambda: kiosk.reads("laatste reddingspapier"))
    assert kiosk.one("SELECT count(*) FROM attempt") == 1
    assert not kiosk.seen("VolunteerTile"), "nobody learns who the volunteers are"


def test_the_paper_comes_from_the_printer_and_is_kept_nowhere(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    address = f"folder://{kiosk.papers}"
    kiosk.app.settings = kiosk.app.choose("printer", "url", address)
    kiosk.until(lambda: not kiosk.app.spooler._ending.is_set())
    kiosk.tap(word="Reddingspapier")
    kiosk.until(lambda: list(kiosk.papers.glob("*rescue*")))
    assert kiosk.reads("komt eraan") and kiosk.screen.digits == ""
    assert kiosk.seen("PaperFeed") == []
    assert kiosk.one("SELECT count(*) FROM print_job WHERE kind LIKE '%rescue%'") == 0


def test_without_paper_the_digits_are_shown(kiosk: Hands) -> None:
    to_volunteers(kiosk)
    kiosk.tap(word="Reddingspapier")
    kiosk.until(lambda: kiosk.screen.digits)
    kiosk.wait(92)
    assert kiosk.at == "welcome" and kiosk.app.screen("rescue_paper").digits == ""


def test_a_pause_counts_down_and_hollows_the_keys(kiosk: Hands) -> None:
    kiosk.hold_logo()
    for _ in range(5):
        enter(kiosk, "864202")
        kiosk.until(lambda: not kiosk.screen.ids.pad.busy)
    assert kiosk.reads("Te veel foute codes")
    keys = kiosk.seen("PadKey")
    assert keys and all(key.hollow and key.disabled for key in keys)
    enter(kiosk, PIN)
    assert kiosk.at == "pin" and kiosk.one("SELECT count(*) FROM attempt") == 5
    kiosk.now.shift += kiosk.now.wall() - kiosk.now.wall().replace(year=2025)
    kiosk.wait(4)
    assert kiosk.reads("Te veel foute codes"), "setting the clock does not help"
    kiosk.wait(8)
    enter(kiosk, PIN)
    kiosk.until(lambda: kiosk.at == "desk")


def test_a_half_typed_code_is_gone_after_the_silence(kiosk: Hands) -> None:
    kiosk.hold_logo()
    kiosk.tap(word="Code vergeten?")
    kiosk.type("40127716")
    assert kiosk.reads("4012 7716")
    kiosk.wait(92)
    assert kiosk.at == "welcome"
    kiosk.hold_logo()
    kiosk.tap(word="Code vergeten?")
    assert not kiosk.reads("4012")


def test_no_code_is_in_any_file_of_the_data_folder(empty: Hands) -> None:
    empty.hold_logo()
    enter(empty, NEW, times=2)
    empty.until(lambda: empty.at == "rescue_paper")
    code = empty.screen.digits.replace(" ", "")
    folder: Path = empty.app.settings.data
    for file in folder.rglob("*"):
        if file.is_file():
            assert NEW.encode() not in file.read_bytes(), file.name
            assert code.encode() not in file.read_bytes(), file.name
