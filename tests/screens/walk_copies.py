"""The screens of copies, in each of their states, for the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from kiosk.services import backups
from tests.screens.hands import SATURDAY, Hands

State = Callable[[Hands], None]


def _at_desk(hands: Hands, name: str, **given: Any) -> None:
    hands.app.unlock(1, "Wim")
    hands.app.show(name, **given)


def _copies(state: str, sentence: str = "") -> State:
    """How it stands with copies."""

    def go(hands: Hands) -> None:
        _at_desk(hands, "copies")
        hands.app.copy_state, hands.app.copy_sentence = state, sentence
        hands.until(lambda: hands.screen.latest)

    return go


def _choosing_passphrase(hands: Hands) -> None:
    _at_desk(hands, "copies")
    hands.screen.ask_passphrase()


def _copy_list(hands: Hands) -> None:
    """Copies on the kiosk and on sticks, one of which is none."""
    for day, why in enumerate(("close", "daily", "restore")):
        backups.make_backup(SATURDAY + timedelta(days=day), why)  # type: ignore[arg-type]
    away = Path("/media/stick/Onthaal/onthaal-abc123-20261128T132000Z.age")
    stick = [backups.Copy(away, SATURDAY, "asked", 400000, None)]
    stick.append(backups.Copy(away, None, "asked", 0, None))
    with patch.object(backups, "copies_on", lambda _sticks: stick):
        _at_desk(hands, "copy_list")
        hands.until(lambda: not hands.screen.searching)


def _putting_back(view: str) -> State:
    def go(hands: Hands) -> None:
        backups.make_backup(SATURDAY)
        copy = backups.copies_here(hands.app.settings.data)[0]
        _at_desk(hands, "put_back", copy=copy)
        hands.until(lambda: hands.screen.view == "compare")
        hands.screen.sentence = {
            "busy": "De kopie wordt teruggezet. Even geduld.",
            "refused": "Dit is geen kopie van deze kiosk, of ze is beschadigd.",
        }.get(view, "")
        hands.screen.ids.keyboard.hint = "Typ de wachtzin van de groep"
        hands.screen.view = view

    return go


COPY_WALK: Final[Mapping[str, tuple[State, ...]]] = {
    "copies": (
        _copies("no_stick"),
        _copies("no_passphrase"),
        _copies("ready"),
        _copies("copying"),
        _copies("done"),
        _copies(
            "trouble", "Deze stick laat niet schrijven. Zet het schuifje om of neem een andere."
        ),
        _choosing_passphrase,
    ),
    "copy_list": (_copy_list,),
    "put_back": tuple(
        _putting_back(view) for view in ("compare", "busy", "done", "refused", "typing")
    ),
}
