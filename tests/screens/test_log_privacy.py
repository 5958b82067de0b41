"""A day with everything logged at DEBUG, by every library: nothing of anybody is in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import models
from kiosk import log
from kiosk.codes import new_ring, new_serial
from kiosk.person_pictures import PersonPicture
from kiosk.services import people
from kiosk.typed_code import new_typed_code, read_typed_code
from tests.screens.hands import Hands, type_keys
from tests.screens.test_personal_cards import card_of
from tests.screens.test_redeem import SOUP, sold, to_redeem, type_code, voucher
from tests.screens.test_volunteers_screen import enter, to_volunteers

HEDGEHOG = PersonPicture("hedgehog", "purple")
WRONG_PIN, NEW_PIN, NAME = "864202", "975310", "Marie-Louise"


@pytest.fixture
def everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log of the kiosk, with the level of every logger at DEBUG."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers.clear()
    monkeypatch.setattr(log, "LARGEST_FILE", 100_000_000)
    (tmp_path / "log").mkdir()
    file = log.start_log(tmp_path / "log")
    for name in ("", "peewee", "escpos", "kivy", "PIL", "asyncio", "onthaal", "kiosk", "db"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.setLevel(logging.DEBUG)
    logging.getLogger("kivy").debug("Kivy may speak")  # it says most things only the first time
    yield file
    logging.captureWarnings(False)
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("peewee").setLevel(logging.NOTSET)
    logging.getLogger("PIL").setLevel(logging.WARNING)


def test_a_whole_day_leaves_nothing_of_anybody(everything: Path, kiosk: Hands) -> None:
    """Checking in by picture and card, ordering, paying, booking, letting in, the door, erasing."""
    card = card_of(kiosk, HEDGEHOG)
    stranger = new_ring().sign("C", new_serial())
    serial = str(models.Participant.get(models.Participant.animal == HEDGEHOG.animal).card_code)
    _person(kiosk, card, stranger)
    bought = sold(kiosk)
    issued = voucher(bought)
    typed, other = read_typed_code(issued.typed), new_typed_code()
    scanned = str(kiosk.app.ring.sign("V", issued.serial, issued.key_id))
    kiosk.app.end_visit()
    kiosk.frames(3)
    to_redeem(kiosk)
    for code in (other, typed):
        type_code(kiosk, code)
        kiosk.screen.again()
        kiosk.frames(3)
    kiosk.wait(1)
    type_keys(kiosk, scanned)
    kiosk.app.end_visit()
    kiosk.frames(3)
    digits = _volunteers(kiosk)
    person = people.people()[-1]
    people.erase(person=person.id, at=kiosk.now.wall(), volunteer=1)
    kiosk.app.spooler.wake()
    kiosk.until(lambda: not kiosk.sql("SELECT id FROM print_job WHERE state = 'queued'"))

    logging.shutdown()
    text = everything.read_text(encoding="utf-8")
    assert len(text) > 20_000 and "UPDATE" in text and "Kivy" in text, "everything is logged"
    secrets = {
        "PIN": "123456",
        "wrong PIN": WRONG_PIN,
        "new PIN": NEW_PIN,
        "rescue code": digits,
        "part of it": digits[:8],
        "card": card,
        "serial of the card": serial,
        "stranger": stranger,
        "voucher": scanned,
        "serial of the voucher": issued.serial,
        "typed code": typed.text,
        "typed digits": typed.digits,
        "other digits": other.digits,
        "name": NAME,
        "picture": HEDGEHOG.animal,
        "colour": f"'{HEDGEHOG.colour}'",
        "key": kiosk.app.ring.active.secret.hex(),
    }
    found = {what for what, secret in secrets.items() if secret in text}
    assert found == set()


def _person(kiosk: Hands, card: str, stranger: str) -> None:
    """Somebody comes in by card, orders, and books; a card of elsewhere is scanned too."""
    type_keys(kiosk, stranger)
    kiosk.app.end_visit()
    type_keys(kiosk, card)
    assert kiosk.at == "checked_in"
    kiosk.app.show("home")
    kiosk.wait(1)
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0], times=2)
    kiosk.tap(word="Klaar")
    assert kiosk.at == "order_done"
    kiosk.app.show("outings")
    kiosk.frames(3)
    kiosk.app.end_visit()
    kiosk.frames(3)
    kiosk.to_counter()
    kiosk.app.end_visit()
    kiosk.frames(3)


def _volunteers(kiosk: Hands) -> str:
    """A wrong PIN, a right one, somebody new by name, a rescue paper; the code on it."""
    kiosk.hold_logo()
    enter(kiosk, WRONG_PIN)
    kiosk.until(lambda: kiosk.reads("Die code klopt niet."))
    kiosk.app.end_visit()
    kiosk.frames(3)
    to_volunteers(kiosk)
    kiosk.tap(word="Nieuw")
    kiosk.frames(3)
    kiosk.screen.signed(NAME)
    kiosk.frames(3)
    enter(kiosk, NEW_PIN, times=2)
    kiosk.until(lambda: kiosk.at == "volunteers")
    kiosk.tap(word="Reddingspapier")
    kiosk.until(lambda: kiosk.screen.digits)
    code = str(kiosk.screen.digits).replace(" ", "")
    kiosk.app.end_visit()
    kiosk.frames(3)
    return code


def test_an_error_that_quotes_somebody_does_not_reach_the_log(everything: Path) -> None:
    try:
        raise ValueError(f"cannot print {NAME} in {SOUP}")
    except ValueError:
        logging.getLogger("kiosk.spooler").exception("job %d broke off", 7)
    logging.shutdown()
    text = everything.read_text(encoding="utf-8")
    assert "job 7 broke off" in text and "ValueError at test_log_privacy.py" in text
    assert NAME not in text


def test_values_of_queries_would_be_seen_without_the_filter(everything: Path, kiosk: Hands) -> None:
    logging.getLogger("peewee").filters.clear()
    card_of(kiosk, HEDGEHOG)
    logging.shutdown()
    assert HEDGEHOG.animal in everything.read_text(encoding="utf-8")
