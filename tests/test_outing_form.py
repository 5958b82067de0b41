"""The form of an outing: what follows from what, and what it makes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.outing import checked
from kiosk.outing_errors import BadOuting
from kiosk.outing_form import PARTS, WALK, OutingForm, clock_shown, day_shown
from kiosk.outing_pictures import KIND_OF, WORDS

CENTS = st.integers(0, 100_000)


def filled() -> OutingForm:
    """A form with all that has to be there."""
    form = OutingForm(day=date(2026, 12, 5), quota=20)
    form.choose("outing_zoo")
    return form


def test_a_picture_gives_a_first_name_that_a_name_of_its_own_replaces() -> None:
    form = OutingForm()
    form.choose("outing_zoo")
    assert form.name == "Dierentuin"
    form.choose("outing_beach")
    assert form.name == "Strand"
    form.write("name", "Dagje Oostende")
    form.choose("outing_zoo")
    assert form.name == "Dagje Oostende"


def test_another_name_drops_the_translations_of_the_name_before() -> None:
    form = OutingForm(names={"nl": "Zoo", "fr": "Zoo d'Anvers"})
    form.write("name", "Zoo")
    assert form.names["fr"] == "Zoo d'Anvers"
    form.write("name", "Planckendael")
    assert form.names == {"nl": "Planckendael"}


@given(regular=CENTS, participant=CENTS, group=CENTS, town=CENTS)
def test_whatever_is_typed_the_parts_make_the_price(
    regular: int, participant: int, group: int, town: int
) -> None:
    form = OutingForm()
    for which, cents in (
        ("regular", regular),
        ("participant", participant),
        ("group", group),
        ("town", town),
    ):
        form.cost(which, cents)
        parts = (form.participant, form.group, form.town)
        assert sum(parts) == form.regular == regular
        assert min(parts) >= 0


def test_the_guide_fills_in_and_the_participant_is_what_the_volunteer_says() -> None:
    form = OutingForm()
    form.cost("regular", 1250)
    assert (form.participant, form.group, form.town) == (250, 500, 500)
    form.cost("participant", 200)
    assert (form.participant, form.group, form.town) == (200, 525, 525)
    form.cost("town", 1000)
    assert (form.participant, form.group, form.town) == (200, 50, 1000)


def test_a_later_start_takes_the_end_and_the_meeting_along() -> None:
    form = OutingForm(starts=14 * 60, ends=17 * 60, meets=13 * 60)
    form.move("starts", 2)
    assert [clock_shown(at) for at in (form.starts, form.ends, form.meets)] == [
        "14:30",
        "17:30",
        "13:30",
    ]


def test_an_end_at_the_start_and_a_meeting_after_it_are_none() -> None:
    form = OutingForm(starts=14 * 60, ends=14 * 60 + 15)
    form.move("ends", -1)
    gone = form.ends
    form.move("ends", 1)
    assert (gone, form.ends) == (None, 14 * 60 + 15)
    form.move("meets", -1)
    assert form.meets == 13 * 60 + 45
    form.move("meets", 1)
    assert form.meets is None


def test_the_first_thing_missing_is_asked_for() -> None:
    form = OutingForm()
    assert form.first_missing() == "what"
    form.choose("soup")
    assert form.first_missing() == "day"
    form.put("day", date(2026, 12, 5))
    assert form.first_missing() == "seats"
    form.count("quota", 12)
    assert form.first_missing() == ""


def test_seats_are_never_given_back_after_the_day() -> None:
    form = filled()
    form.put("priority", date(2026, 12, 24))
    assert form.priority == form.day


def test_the_deadline_is_the_last_minute_of_its_day_on_the_wall() -> None:
    form = filled()
    form.put("deadline", date(2026, 10, 25))  # a day of 25 hours
    assert form.plan().deadline_at == datetime(2026, 10, 25, 22, 59, tzinfo=UTC)


def test_a_plan_comes_back_as_the_same_form() -> None:
    form = filled()
    form.put("deadline", date(2026, 12, 1))
    form.move("meets", -4)
    plan = checked(form.plan())
    assert plan.starts == time(14)
    assert OutingForm.of(plan) == form


def test_without_a_day_there_is_no_plan() -> None:
    with pytest.raises(BadOuting):
        OutingForm().plan()


def test_every_part_is_shown_and_every_picture_has_a_kind() -> None:
    assert set(filled().shown()) >= set(PARTS) >= set(WALK)
    assert set(KIND_OF) <= set(WORDS)


def test_a_day_is_shown_as_people_write_it() -> None:
    assert day_shown(date(2026, 12, 11)) == "vr 11 dec"
    assert day_shown(None) == ""
