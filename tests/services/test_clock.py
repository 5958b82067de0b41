"""The clock of a box that keeps no time while it is off: fourteen ways in which it can be wrong."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db.connection import KioskDatabase
from db.models.base import proxy
from kiosk import kiosk_clock
from kiosk.errors import ClockBehind, NotStored, TooLate
from kiosk.kiosk_clock import QUIET_SECONDS, GivenClock, KioskClock
from kiosk.money import PriceRule
from kiosk.services import checkins, clock, moments, orders, payments, printing, tally
from kiosk.services.acts import local_day, local_time
from kiosk.services.journal import Payment
from kiosk.services.moments import MomentView, OfferDraft
from tests.services.box import Box
from tests.services.day import GROUP

BRUSSELS = ZoneInfo("Europe/Brussels")
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 13, 0, tzinfo=UTC)
LONG_AGO = datetime(1970, 1, 1, 0, 0, 15, tzinfo=UTC)

_numbers = itertools.count(1)

pytestmark = pytest.mark.usefixtures("db")


def key() -> str:
    return f"clock-{next(_numbers)}"


def wall(*numbers: int, fold: int = 0) -> datetime:
    """A time on the wall in Brussels, in UTC."""
    local = datetime(*numbers, tzinfo=BRUSSELS, fold=fold)  # type: ignore[arg-type,misc]
    return local.astimezone(UTC)


def open_day(now: datetime) -> MomentView:
    return moments.open_moment(
        key=key(),
        kind="produce",
        offers=(OfferDraft("prei", "bunch", 149, 50),),
        float_pieces={100: 20},
        rule=PriceRule(),
        at=now,
        day=local_day(now),
    )


def come(now: datetime) -> None:
    checkins.check_in(key=key(), adults=1, children=0, helps=(), language="nl", at=now)


def sell(now: datetime) -> Payment:
    moment = moments.current_moment()
    assert moment is not None
    visit = key()
    orders.add(key=visit, offer=moment.offers[0].id, at=now, language="nl")
    order = orders.hand_in_order(key=visit, at=now, group=GROUP)
    return payments.take_payment(
        key=key(), order=order.id, method="cash", at=now, volunteer=None, group=GROUP
    )


def close(now: datetime) -> None:
    moment = moments.current_moment()
    assert moment is not None
    for order in orders.open_orders():
        orders.cancel_order(order=order.id, at=now, volunteer=None)
    tally.close_moment(
        key=key(), moment=moment.id, leftovers={}, counted={100: 20}, at=now, group=GROUP
    )


def a_day(now: datetime) -> None:
    """A day of an hour."""
    open_day(now)
    sell(now + timedelta(minutes=30))
    close(now + timedelta(hours=1))


def audited(act: str) -> list[int]:
    """By how many seconds, each time that this was written in the audit."""
    asked = "SELECT json_extract(detail, '$.seconds') FROM audit WHERE act = ? ORDER BY id"
    return [row[0] for row in proxy.obj.sql(asked, (act,)).fetchall()]


def refuse_writing(refuse: bool) -> None:
    proxy.obj.sql(f"PRAGMA query_only = {int(refuse)}")


def trust(kiosk: KioskClock) -> tuple[str, bool]:
    """What is wrong with it, and whether somebody vouched for it."""
    return kiosk.doubt or "", kiosk.proven


# -- at the start -----------------------------------------------------------------------------


def test_1970_on_a_new_kiosk_waits_for_a_volunteer() -> None:
    box = Box(LONG_AGO)
    kiosk = box.start(BUILT)
    assert trust(kiosk) == ("before_build", False)
    assert kiosk() == kiosk.proposal == BUILT
    box.spend(minutes=2)
    kiosk.confirm(SATURDAY, volunteer=None)
    assert trust(kiosk) == ("", True)
    box.spend(minutes=3)
    assert kiosk() == SATURDAY + timedelta(minutes=3)
    assert open_day(kiosk()).day == date(2026, 11, 28)


def test_1970_after_a_day_goes_on_from_the_last_record_and_writes_nothing_older() -> None:
    a_day(SATURDAY)
    last = clock.last_record()
    assert last == SATURDAY + timedelta(hours=1)
    box = Box(LONG_AGO)
    kiosk = box.start(BUILT)
    assert kiosk.doubt == "behind"
    assert kiosk() == kiosk.proposal == last
    box.spend(seconds=40)
    assert kiosk() == last + timedelta(seconds=40)


def test_a_second_behind_is_behind_also_when_the_network_says_so() -> None:
    a_day(SATURDAY)
    wrong = SATURDAY + timedelta(minutes=59, seconds=59)
    kiosk = Box(wrong, vouched=True).start(BUILT)
    assert kiosk.doubt == "behind"
    assert kiosk.proposal == wrong  # the network is likely right
    with pytest.raises(ClockBehind):
        open_day(wrong)
    kiosk.confirm(wrong, volunteer=None)
    assert open_day(kiosk()).opened_at == wrong


@pytest.mark.parametrize("ahead", [timedelta(days=7), timedelta(hours=37), timedelta(days=26_000)])
def test_ahead_is_doubted_without_network_and_believed_with_it(ahead: timedelta) -> None:
    a_day(SATURDAY)
    then = SATURDAY + timedelta(hours=1) + ahead
    kiosk = Box(then).start(BUILT)
    assert kiosk.doubt == "ahead"
    assert kiosk() == SATURDAY + timedelta(hours=1)  # nothing is written with that time
    assert kiosk.proposal == then
    known = Box(then, vouched=True).start(BUILT)
    assert known.doubt is None and known() == then


def test_the_next_morning_is_not_ahead() -> None:
    a_day(SATURDAY)
    kiosk = Box(SATURDAY + timedelta(hours=20)).start(BUILT)
    assert kiosk.doubt is None and not kiosk.proven


@pytest.mark.parametrize(
    "late",
    [
        datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),  # 31 bits of seconds end here
        datetime(2099, 12, 31, 22, 30, tzinfo=UTC),
        datetime(2106, 2, 7, 6, 28, 15, tzinfo=UTC),  # and 32 bits here
    ],
)
def test_2038_and_later_is_a_day_as_any_other(late: datetime) -> None:
    a_day(SATURDAY)
    box = Box(late, vouched=True)
    kiosk = box.start(BUILT)
    assert kiosk.doubt is None
    assert open_day(kiosk()).day == local_day(late)
    box.spend(seconds=5)
    paid = sell(kiosk())
    box.spend(seconds=60)
    job = printing.next_job(kiosk())
    assert job is not None and job.kind == "order_slip"
    back = payments.undo_payment(key=key(), payment=paid.id, at=kiosk(), volunteer=None)
    assert back.at == late + timedelta(seconds=65)
    again = Box(kiosk(), vouched=True).start(BUILT)
    assert again.doubt is None


# -- nights, days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (wall(2026, 10, 25, 1, 50), ["01:50", "02:50", "02:50"]),  # the hour that comes twice
        (wall(2027, 3, 28, 1, 50), ["01:50", "03:50", "04:50"]),  # the hour that is not there
    ],
)
def test_the_nights_on_which_the_clock_changes(before: datetime, shown: list[str]) -> None:
    box = Box(before, vouched=True)
    kiosk = box.start(before - timedelta(days=30))
    moment = open_day(kiosk())
    paid = sell(kiosk())
    seen = [local_time(kiosk())]
    for _ in range(2):
        box.spend(hours=1)
        seen.append(local_time(kiosk()))
    assert seen == shown
    with pytest.raises(TooLate):
        payments.undo_payment(key=key(), payment=paid.id, at=kiosk(), volunteer=None)
    box.spend(minutes=1)
    later = sell(kiosk())
    assert payments.recent_payments(9)[0].id == later.id > paid.id
    box.spend(minutes=1)
    assert payments.undo_payment(key=key(), payment=later.id, at=kiosk(), volunteer=None)
    assert Box(kiosk(), vouched=True).start(BUILT - timedelta(days=60)).doubt is None
    close(kiosk())
    assert tally.tally(moment.id).day == local_day(before)


def test_midnight_leaves_the_day_of_an_open_moment_alone() -> None:
    evening = wall(2026, 12, 31, 23, 58)
    box = Box(evening, vouched=True)
    kiosk = box.start(BUILT)
    moment = open_day(kiosk())
    first = sell(kiosk())
    box.spend(minutes=4)
    assert local_day(kiosk()) == date(2027, 1, 1)
    now = moments.current_moment()
    assert now is not None and (now.id, now.day) == (moment.id, date(2026, 12, 31))
    payments.undo_payment(key=key(), payment=first.id, at=kiosk(), volunteer=None)
    second = sell(kiosk())
    numbers = proxy.obj.sql("SELECT number FROM orders ORDER BY id").fetchall()
    assert [row[0] for row in numbers] == [1, 2] and second.id > first.id
    papers = proxy.obj.sql("SELECT document FROM print_job WHERE kind = 'receipt'").fetchall()
    assert all("2026-12-31" in row[0] for row in papers)
    close(kiosk())
    assert tally.tally(moment.id).day == date(2026, 12, 31)


def test_a_leap_day_is_a_day() -> None:
    box = Box(wall(2028, 2, 29, 14, 0), vouched=True)
    kiosk = box.start(BUILT)
    assert open_day(kiosk()).day == date(2028, 2, 29)
    sell(kiosk())
    box.spend(days=1)
    close(kiosk())
    assert open_day(kiosk()).day == date(2028, 3, 1)


# -- steps while the kiosk runs ---------------------------------------------------------------


@pytest.mark.parametrize("by", [{"days": 7}, {"days": -7}, {"hours": 2}, {"seconds": -30}])
def test_a_step_while_the_day_is_open_is_written_down_and_moves_nothing(
    by: dict[str, float],
) -> None:
    box = Box(SATURDAY)
    kiosk = box.start(BUILT)
    open_day(kiosk())
    paid = sell(kiosk())
    kiosk.watch(0)
    box.step(**by)
    box.spend(seconds=61)
    assert not kiosk.watch(61)
    assert audited("clock_stepped") == [round(timedelta(**by).total_seconds())]
    assert kiosk() == SATURDAY + timedelta(seconds=61)
    job = printing.next_job(kiosk())
    assert job is not None and job.state == "queued"  # it waited a minute, whatever the clock says
    payments.undo_payment(key=key(), payment=paid.id, at=kiosk(), volunteer=None)
    kiosk.watch(QUIET_SECONDS + 1)
    assert len(audited("clock_stepped")) == 1  # once
    assert kiosk() == SATURDAY + timedelta(seconds=61)  # nobody vouches for the new time


def test_the_network_is_followed_when_nobody_is_served() -> None:
    a_day(SATURDAY)
    box = Box(SATURDAY + timedelta(hours=2))  # a cupboard, and then no network at first
    kiosk = box.start(BUILT)
    assert trust(kiosk) == ("", False)
    box.vouched = True
    box.step(days=7)
    assert not kiosk.watch(QUIET_SECONDS - 1)
    assert kiosk() == SATURDAY + timedelta(hours=2)
    assert kiosk.watch(QUIET_SECONDS)
    assert kiosk() == box.wall and trust(kiosk) == ("", True)
    assert audited("clock_by_network") == [7 * 24 * 3600]
    assert not kiosk.watch(QUIET_SECONDS)


def test_the_network_may_also_set_the_clock_back_and_the_next_start_knows() -> None:
    box = Box(SATURDAY + timedelta(days=3))
    kiosk = box.start(BUILT)
    a_day(kiosk())
    box.vouched = True
    box.step(days=-3)
    assert kiosk.watch(QUIET_SECONDS)
    assert kiosk() == SATURDAY
    again = box.start(BUILT)
    assert again.doubt is None
    a_day(again())
    days = proxy.obj.sql("SELECT day FROM moment ORDER BY id").fetchall()
    assert [row[0] for row in days] == ["2026-12-01", "2026-11-28"]
    assert moments.last_offers()


def test_the_network_opens_a_kiosk_that_was_only_ahead() -> None:
    a_day(SATURDAY)
    box = Box(SATURDAY + timedelta(days=7))
    kiosk = box.start(BUILT)
    assert trust(kiosk) == ("ahead", False) and not kiosk.watch(0)
    box.vouched = True
    assert kiosk.watch(0)  # at once: nobody is served while it is closed
    assert trust(kiosk) == ("", True) and kiosk() == SATURDAY + timedelta(days=7)


def test_the_network_does_not_excuse_a_clock_that_is_behind() -> None:
    a_day(SATURDAY)
    box = Box(SATURDAY)
    kiosk = box.start(BUILT)
    box.vouched = True
    assert not kiosk.watch(0) and kiosk.doubt == "behind"


# -- what a volunteer said --------------------------------------------------------------------


def test_what_was_confirmed_outlives_a_restart_of_the_kiosk_but_not_of_the_machine() -> None:
    a_day(SATURDAY)
    week = SATURDAY + timedelta(days=7)
    box = Box(LONG_AGO)
    kiosk = box.start(BUILT)
    kiosk.confirm(week, volunteer=None)
    open_day(kiosk())
    box.spend(minutes=30)
    again = box.start(BUILT)
    assert (again.doubt, again.proven) == (None, True)
    assert again() == week + timedelta(minutes=30)
    sell(again())
    close(again())
    box.spend(days=4)
    later = box.start(BUILT)  # a long silence, but the machine kept counting
    assert later.doubt is None and later() == week + timedelta(days=4, minutes=30)
    box.reboot(LONG_AGO)
    assert box.start(BUILT).doubt == "behind"
    box.reboot(week + timedelta(minutes=35))  # a clock that was put back where it stopped
    stopped = box.start(BUILT)
    assert stopped.doubt is None and not stopped.proven


def test_records_from_2099_count_no_more_once_the_time_is_confirmed() -> None:
    a_day(datetime(2099, 5, 2, 12, 0, tzinfo=UTC))
    kiosk = Box(SATURDAY).start(BUILT)
    assert trust(kiosk)[0] == "behind"
    kiosk.confirm(SATURDAY, volunteer=None)
    assert clock.last_record() == SATURDAY
    box = Box(SATURDAY + timedelta(minutes=1))
    again = box.start(BUILT)
    assert again.doubt is None
    open_day(again())
    sold = [sell(again()).id for _ in range(3)]
    assert [one.id for one in payments.recent_payments(3)] == sold[::-1]
    box.spend(hours=1)
    close(again())
    assert Box(SATURDAY).start(BUILT).doubt == "behind"  # of the new records, not the old ones


def test_a_disk_that_refuses_leaves_the_clock_in_doubt() -> None:
    a_day(SATURDAY)
    box = Box(LONG_AGO)
    kiosk = box.start(BUILT)
    refuse_writing(True)
    with pytest.raises(NotStored):
        kiosk.confirm(SATURDAY, volunteer=None)
    assert trust(kiosk)[0] == "behind"
    box.step(days=3)
    box.vouched = True
    assert not kiosk.watch(QUIET_SECONDS)
    refuse_writing(False)
    kiosk.confirm(SATURDAY + timedelta(days=2), volunteer=None)
    assert kiosk.doubt is None


def test_a_mark_is_never_changed(db: KioskDatabase) -> None:
    clock.confirm(SATURDAY, was=LONG_AGO, boot="x", uptime=timedelta(seconds=3), volunteer=None)
    for change in ("UPDATE clock_mark SET at = 0", "DELETE FROM clock_mark"):
        with pytest.raises(Exception, match="append-only"):
            db.sql(change)


def test_a_given_clock_is_never_in_doubt() -> None:
    given = GivenClock(lambda: SATURDAY)
    assert given.begin() == given() == given.proposal == SATURDAY
    assert given.doubt is None and given.proven and not given.watch(QUIET_SECONDS)
    given.confirm(SATURDAY + timedelta(hours=1), volunteer=None)
    assert clock.last_record() == given() == SATURDAY + timedelta(hours=1)
    assert abs(kiosk_clock.system_time() - datetime.now(UTC)) < timedelta(minutes=1)
    assert isinstance(KioskClock()(), datetime)
