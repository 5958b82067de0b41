"""The calendar of the volunteers: planning, again next month, changing, cancelling, undo."""

from __future__ import annotations

from datetime import time, timedelta

from kiosk.services import planned
from kiosk.services.planned import Planned
from tests.screens.hands import Hands


def to_calendar(kiosk: Hands) -> None:
    kiosk.app.unlock(1, "Wim")
    kiosk.frames(3)
    kiosk.tap(word="Kalender")
    assert kiosk.at == "planned"
    kiosk.frames(3)


def coming(kiosk: Hands) -> list[Planned]:
    return planned.planned_moments(kiosk.app.today(), days=400)


def test_a_moment_is_planned_and_everybody_sees_it(kiosk: Hands) -> None:
    before = len(coming(kiosk))
    to_calendar(kiosk)
    kiosk.tap(word="Nieuw")
    assert kiosk.at == "plan_moment"
    kiosk.frames(3)
    kiosk.tap("OptionTile", value="feast")
    kiosk.frames(3)
    day = kiosk.app.today() + timedelta(days=1)
    kiosk.tap("DayTile", day=day)
    kiosk.frames(3)
    for _ in range(2):
        kiosk.screen.move("starts", 1)
    kiosk.tap(word="Verder")
    kiosk.frames(3)
    kiosk.screen.ids.place.text = "Zaal boven"
    kiosk.tap(word="Bewaar")
    assert kiosk.at == "planned"
    made = next(one for one in coming(kiosk) if one.kind == "feast")
    assert (made.day, made.place, kiosk.screen.chosen) == (day, "Zaal boven", made.id)
    assert len(coming(kiosk)) == before + 1
    kiosk.app.end_visit()
    assert (kiosk.screen.next_day, kiosk.screen.next_picture) == (day, "feast")


def test_nothing_is_kept_without_a_day(kiosk: Hands) -> None:
    to_calendar(kiosk)
    kiosk.tap(word="Nieuw")
    kiosk.frames(3)
    kiosk.tap(word="Verder")
    assert kiosk.screen.part == "kind"
    kiosk.tap("OptionTile", value="soup")
    kiosk.frames(3)
    kiosk.tap(word="Verder")
    assert kiosk.screen.part == "day"
    for _ in range(2):
        kiosk.tap(picture="arrow_back")
        kiosk.frames(3)
    assert kiosk.at == "planned"


def test_the_same_next_month_in_one_tap(kiosk: Hands) -> None:
    first = coming(kiosk)[0]
    to_calendar(kiosk)
    kiosk.tap(word="Volgende maand")
    made = next(one for one in coming(kiosk) if one.id == kiosk.screen.chosen)
    assert (made.kind, made.starts, made.place) == (first.kind, first.starts, first.place)
    assert made.day == planned.month_later(first.day)


def test_it_does_not_take_place_or_after_all(kiosk: Hands) -> None:
    first = coming(kiosk)[0]
    to_calendar(kiosk)
    kiosk.tap(word="Afgelasten")
    assert first.id not in [one.id for one in coming(kiosk)]
    assert not kiosk.free(word="Wijzigen")
    kiosk.tap(word="Toch wel")
    assert coming(kiosk)[0] == first


def test_another_hour(kiosk: Hands) -> None:
    first = coming(kiosk)[0]
    to_calendar(kiosk)
    kiosk.tap(word="Wijzigen")
    kiosk.frames(3)
    kiosk.tap(word="Verder")
    kiosk.frames(3)
    kiosk.tap(word="Verder")
    kiosk.frames(3)
    kiosk.screen.move("starts", 4)
    for word in ("Verder", "Bewaar"):
        kiosk.tap(word=word)
        kiosk.frames(3)
    changed = coming(kiosk)[0]
    hour = (first.starts.hour + 1) % 24
    assert (changed.id, changed.starts) == (first.id, time(hour, first.starts.minute))


def test_an_empty_calendar(empty: Hands) -> None:
    empty.app.unlock(1, "Wim")
    empty.app.show("planned")
    empty.frames(3)
    assert not empty.free(word="Volgende maand")
    empty.tap(word="Nieuw")
    assert empty.at == "plan_moment"
