"""The first seconds, and the quiet ones: nothing is lost, and what can wait does wait."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from kiosk import screens
from tests.screens.hands import Hands


@pytest.fixture
def opening(kiosk: Hands, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    """The first picture stands, and the data are not open yet."""
    monkeypatch.setattr(kiosk.app.doors, "are_open", False)
    monkeypatch.setattr(kiosk.app.doors, "_is_somebody_here", False)
    kiosk.screen.is_known = False
    yield kiosk
    kiosk.app.doors.are_open = True


def test_a_touch_before_the_data_are_open_is_answered_when_they_are(opening: Hands) -> None:
    opening.touch(400, 600)
    assert opening.at == "welcome"
    opening.app.doors.open()
    opening.frames(2)
    assert opening.at == "home"


def test_without_a_touch_the_kiosk_waits_at_its_welcome(opening: Hands) -> None:
    opening.app.doors.open()
    opening.frames(2)
    assert opening.at == "welcome"
    assert opening.screen.is_known


def test_chores_wait_until_nobody_touches(kiosk: Hands) -> None:
    done: list[str] = []
    kiosk.touch(400, 600)
    kiosk.app.chores.add(lambda: done.append("late"), 2.0)
    kiosk.wait(1.0)
    kiosk.touch(640, 780)
    kiosk.wait(1.5)
    assert done == []
    kiosk.wait(1.0)
    assert done == ["late"]


def test_nobody_looks_for_garbage_while_somebody_touches(kiosk: Hands) -> None:
    assert not gc.isenabled()


def test_the_screens_of_volunteers_go_when_the_desk_is_left(kiosk: Hands) -> None:
    kiosk.to_desk()
    names = {screen.name for screen in kiosk.app.root.screens}
    assert {"pin", "desk"} <= names
    kiosk.app.end_visit()
    kiosk.wait(4.0)
    left = {screen.name for screen in kiosk.app.root.screens if screen.waits_for == "desk"}
    assert left == set()
    assert kiosk.app.root.has_screen("home") == ("home" in names)


def test_nothing_keeps_a_screen_that_went(kiosk: Hands) -> None:
    built = [kiosk.app.screen(name) for name in screens.SCREENS]
    left = {one.name: ref(one) for one in built if one.waits_for == "desk"}
    assert len(left) > 20
    del built
    kiosk.app.end_visit()
    kiosk.wait(4.0)
    gc.collect()
    assert [name for name, screen in left.items() if screen() is not None] == []
