"""Keys by touch and by scan: on paper, behind a passphrase, a new one, one put back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.codes import new_key, new_ring, new_serial
from kiosk.key_ring import copy_code, unlock
from kiosk.services import keys
from tests.screens.hands import Hands, type_keys


@pytest.fixture
def at_keys(kiosk: Hands, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A volunteer at the keys of this test alone."""
    monkeypatch.setattr(kiosk.app, "ring", keys.load_ring(kiosk.app.settings.data))
    kiosk.to_desk()
    kiosk.tap(word="Instellingen")
    kiosk.tap(word="Sleutels")
    assert kiosk.at == "keys"
    kiosk.frames(3)
    return kiosk


def stored(kiosk: Hands) -> Any:
    return keys.load_ring(kiosk.app.settings.data)


def test_the_key_comes_out_on_paper_and_is_kept_nowhere(at_keys: Hands) -> None:
    at_keys.tap(word="Op papier")
    at_keys.until(lambda: at_keys.reads("Het papier komt eraan."))
    at_keys.until(lambda: list(at_keys.papers.glob("*keycopy*")))
    assert at_keys.seen("PaperFeed") == at_keys.seen("QrCode") == []
    assert at_keys.one("SELECT count(*) FROM print_job WHERE kind LIKE '%key%'") == 0
    secret = json.loads((at_keys.app.settings.data / keys.FILE).read_text())["keys"][0]["secret"]
    for file in at_keys.app.settings.data.glob("onthaal.db*"):
        assert secret.encode() not in file.read_bytes()


def test_a_new_key_is_held_and_signs_from_now_on(at_keys: Hands) -> None:
    before = stored(at_keys).active.id
    at_keys.tap(picture="key", word="Nieuw: houd 3 s")
    assert stored(at_keys).active.id == before
    tile = at_keys.find(word="Nieuw: houd 3 s")
    at_keys.touch(*at_keys.place(tile), seconds=3.4)
    assert stored(at_keys).active.id != before
    assert at_keys.app.ring == stored(at_keys)
    assert at_keys.screen.number == str(stored(at_keys).active.id)


def test_a_key_on_paper_is_put_back_by_a_scan(at_keys: Hands) -> None:
    lost = new_ring()
    card = lost.sign("C", new_serial())
    type_keys(at_keys, copy_code(lost.active))
    assert at_keys.app.ring.read(card, at_keys.app.today()).key_id == lost.active.id
    assert at_keys.app.ring == stored(at_keys)


def test_any_other_paper_is_refused_in_words(at_keys: Hands) -> None:
    before = stored(at_keys)
    type_keys(at_keys, at_keys.app.ring.sign("V", new_serial()))
    assert at_keys.reads("Deze sleutels kunnen niet gelezen worden.")
    assert stored(at_keys) == before


def test_a_key_is_nobody_on_the_screens_of_people(kiosk: Hands) -> None:
    type_keys(kiosk, copy_code(new_key()))
    assert kiosk.at == "not_ours"


def test_the_copy_of_the_backup_opens_with_the_passphrase(at_keys: Hands) -> None:
    at_keys.tap(word="Reservekopie")
    at_keys.screen.ids.keyboard.text = "soep op woensdag"
    at_keys.tap(picture="tick")
    copy = at_keys.app.settings.data / "backups" / keys.LOCKED
    at_keys.until(copy.exists)
    at_keys.until(lambda: at_keys.app.notice)
    assert unlock(copy.read_bytes(), "soep op woensdag") == at_keys.app.ring


def test_a_short_passphrase_is_refused_in_words(at_keys: Hands) -> None:
    at_keys.tap(word="Reservekopie")
    at_keys.screen.ids.keyboard.text = "soep"
    at_keys.tap(picture="tick")
    at_keys.until(lambda: at_keys.app.notice)
    assert at_keys.reads("Kies een wachtzin")
    assert not (at_keys.app.settings.data / "backups" / keys.LOCKED).exists()
