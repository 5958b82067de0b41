"""Every screen of the journey, each as full as it gets on a busy day.

A walk puts the kiosk in one state after the other; the checks look, and the gallery takes
pictures. A screen that is not in WALK fails the test that walks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from db import models
from db.models.base import proxy
from kiosk.keys import new_key
from kiosk.services import (
    bookings,
    checkins,
    counter,
    moments,
    orders,
    outings,
    papers,
    payments,
    people,
    polls,
    vouchers,
)
from kiosk.services.vouchers import LetIn, Verdict
from kiosk.slow_hash import DEAD
from tests.screens.hands import SATURDAY, Hands
from tests.screens.walk_copies import COPY_WALK
from tests.screens.walk_health import HEALTH_WALK
from tests.screens.walk_reports import REPORT_WALK

PANELS: Final = ((800, 480), (1280, 800), (1920, 1080), (720, 1280))

State = Callable[[Hands], None]


@contextmanager
def panel(hands: Hands, size: tuple[int, int]) -> Iterator[None]:
    """The kiosk laid out for a panel of that many pixels."""
    from kivy.core.window import Window

    from kiosk.screens import SCREENS
    from kiosk.widgets.ui import ui

    root = hands.app.root
    root.size_hint, root.size = (None, None), size
    ui.measure(*size)
    for name in SCREENS:
        hands.app.screen(name).size = size  # as it is built: before it is first shown
    hands.frames(4)
    try:
        yield
    finally:
        root.size_hint = (1, 1)
        root.size = Window.size
        for screen in root.screens:
            screen.size = Window.size
        ui.measure(*Window.size)
        hands.frames(4)


def _person(name: str, **given: Any) -> State:
    def go(hands: Hands) -> None:
        hands.app.begin_visit()
        hands.app.show(name, **given)

    return go


def _desk(name: str, **given: Any) -> State:
    def go(hands: Hands) -> None:
        hands.app.unlock(1, "Wim")
        hands.app.show(name, **given)

    return go


def _check_in(hands: Hands) -> None:
    hands.app.begin_visit()
    hands.app.show("check_in")
    counters = hands.seen("FigureCounter")
    counters[0].count, counters[1].count = 2, 3
    hands.screen.help("dishes")


def _my_colour(hands: Hands) -> None:
    hands.app.begin_visit()
    hands.app.show("my_picture")
    hands.screen.choose("owl")


def _checked_in(hands: Hands) -> None:
    hands.app.begin_visit()
    seen = checkins.check_in(
        key=new_key(), adults=2, children=3, helps=["dishes"], language="nl", at=hands.now.wall()
    )
    hands.app.show("checked_in", seen=seen)


def _basket(hands: Hands) -> None:
    hands.app.begin_visit()
    moment = moments.current_moment()
    assert moment is not None
    for times, offer in enumerate(moment.offers[:5], start=1):
        for _ in range(times):
            _add(hands, offer.id)


def _add(hands: Hands, offer: int) -> None:
    visit = hands.app.visit
    orders.add(key=visit.basket, offer=offer, at=hands.now.wall(), language=visit.language)


def _produce(hands: Hands) -> None:
    _basket(hands)
    hands.app.show("produce")


def _order_done(hands: Hands) -> None:
    _basket(hands)
    order = orders.hand_in_order(
        key=hands.app.visit.basket, at=hands.now.wall(), group=hands.app.group
    )
    hands.app.show("order_done", order=order)


def _outing(states: str, adults: int = 2, children: int = 3) -> State:
    """The page of the first outing of the practice day that can be booked, or is full."""

    def go(hands: Hands) -> None:
        hands.app.begin_visit()
        hands.app.show("outing", outing=_coming(hands, states), adults=adults, children=children)

    return go


def _coming(hands: Hands, state: str) -> int:
    for going in outings.coming(hands.app.today()):
        priced = "free" if not going.participant_price else "open"
        found = outings.availability(going, hands.now.wall(), hands.app.today())
        if state == (priced if found == "open" else found):
            return going.id
    raise AssertionError(f"no outing is {state}")


def _booked(state: str) -> State:
    """Free is confirmed at once, open is to be paid, full is a place in the waiting line."""

    def go(hands: Hands) -> None:
        hands.app.begin_visit()
        booking = bookings.reserve(
            key=new_key(),
            outing=_coming(hands, state),
            adults=1,
            children=1,
            language="nl",
            at=hands.now.wall(),
            group=hands.app.group,
            ring=hands.app.ring,
        )
        hands.app.show("booked", booking=booking)
        bookings.undo_reserve(key=booking.key, at=hands.now.wall())

    return go


def _voted(hands: Hands) -> None:
    hands.app.begin_visit()
    poll = polls.current_poll()
    assert poll is not None
    choice = poll.choices[0].id
    polls.vote(key=hands.app.visit.key, choice=choice, at=hands.now.wall())
    hands.app.show("coming")


def _not_ours(hands: Hands) -> None:
    hands.app.begin_visit()
    hands.screen.scan_refused()


def _people(mode: str) -> State:
    def go(hands: Hands) -> None:
        now = hands.now.wall()
        for picture in people.pictures_to_give()[:12]:
            people.give_picture(picture=picture, language="nl", at=now, volunteer=1)
        _desk("people")(hands)
        if mode == "chosen":
            hands.screen.choose(people.people()[0].id)
        elif mode:
            hands.screen.offer(mode)

    return go


def _clock_in_doubt(hands: Hands) -> None:
    _desk("set_clock")(hands)
    hands.screen.why = "De klok staat ver vooruit, en er is geen netwerk."


def _pin_paused(hands: Hands) -> None:
    _person("pin")(hands)
    hands.screen._watch.cancel()
    hands.screen.ids.pad.pause = 37


def _team() -> None:
    """Some colleagues with a picture or a name; nobody knows their PINs."""
    for name, picture in (("Uil", "avatar_owl"), ("Marie-Louise", ""), ("Egel", "avatar_hedgehog")):
        models.Volunteer.create(name=name, picture=picture, pin_hash=DEAD, added_at=0)


def _rescuing(step: str) -> State:
    """The code of the rescue paper was right."""

    def go(hands: Hands) -> None:
        _team()
        _person("rescue")(hands)
        hands.screen._checked(1)
        if step == "new":
            hands.screen.choose(1)

    return go


def _rescue_failed(hands: Hands) -> None:
    _desk("rescue_paper", code="4012771600585517")(hands)
    hands.screen.no_paper("paper_out")


def _volunteers(chosen: int) -> State:
    def go(hands: Hands) -> None:
        _team()
        _desk("volunteers")(hands)
        hands.frames(2)
        if chosen:
            hands.screen.choose(chosen)

    return go


def _new_name(hands: Hands) -> None:
    _desk("volunteer", task="add")(hands)
    hands.screen.pick("pencil")


def _passphrase(hands: Hands) -> None:
    _desk("keys")(hands)
    hands.screen.ask_passphrase()


def _of_outing(name: str, state: str = "open", given: str = "outing") -> State:
    """A volunteers' screen about an outing of the practice day."""

    def go(hands: Hands) -> None:
        _desk(name, **{given: _coming(hands, state)})(hands)

    return go


def _planning(part: str) -> State:
    """One part of the form of a new outing."""

    def go(hands: Hands) -> None:
        _desk("plan_outing")(hands)
        hands.frames(2)
        hands.screen.edit(part)

    return go


def _party(mode: str) -> State:
    """A party of an outing is chosen: what happens with it, why not, to which day."""

    def go(hands: Hands) -> None:
        _of_outing("passengers")(hands)
        hands.frames(2)
        hands.screen.choose(hands.screen._parties[0].id)
        if mode == "move":
            hands.screen.offer_dates()
        elif mode:
            hands.screen.mode = mode

    return go


def _moved(hands: Hands) -> None:
    _of_outing("passengers")(hands)
    soup = hands.one("SELECT id FROM outing WHERE picture = 'soup'")
    hands.screen._went_to(outings.find_outing(soup), 1)


def _at_door(verdict: Verdict | None, *, paused: bool = False) -> State:
    """A voucher of a family at the door, after somebody else was let in; or wrong codes typed."""

    def go(hands: Hands) -> None:
        booking = next(
            one
            for going in outings.coming(hands.app.today())
            for one in bookings.bookings_of(going.id)
            if one.has_voucher
        )
        _desk("redeem")(hands)
        hands.screen._let_in = [LetIn("key", booking.outing.picture, 3, hands.now.wall())] * 3
        hands.screen.show_let_in()
        hands.screen._watch.cancel()
        if verdict is not None:
            outing = None if verdict.why == "not_ours" else booking.outing
            hands.screen._show(replace(verdict, outing=outing))
        elif paused:
            hands.screen.ids.entry.pause = 37

    return go


_FAMILY: Final = Verdict("green", "welcome", 1, None, 7, 7, 3, 2, 5, SATURDAY)


def _cancelling(hands: Hands) -> None:
    _of_outing("plan_outings", given="chosen")(hands)
    hands.screen.cancelling = True


def _asking(hands: Hands) -> None:
    """Choosing pictures for a new vote."""
    _desk("poll")(hands)
    hands.frames(2)
    hands.screen.switch()
    hands.screen.pick("outing_zoo")


def _counter(hands: Hands) -> None:
    _desk("counter")(hands)
    hands.screen.receive(5000)


def _paid(hands: Hands) -> None:
    order = orders.open_orders()[0]
    payment = payments.take_payment(
        key=new_key(),
        order=order.id,
        method="cash",
        received=5000,
        at=hands.now.wall(),
        volunteer=1,
        group=hands.app.group,
    )
    _desk("paid", payment=payment)(hands)


def _printer(printer_state: str, state: State) -> State:
    """The same while the printer is so."""

    def go(hands: Hands) -> None:
        hands.until(lambda: hands.app.spooler.state == "ok")
        hands.frames(3)  # by then the app has heard of it too
        hands.app.printer_state = printer_state
        state(hands)

    return go


def _papers(hands: Hands) -> None:
    """Papers of every end, one of them chosen."""
    ends = ("expired", "unknown", "failed", "printed")
    for job, end in zip(papers.papers_since(SATURDAY - timedelta(hours=14)), ends, strict=False):
        proxy.obj.sql(f"UPDATE print_job SET state = '{end}' WHERE id = {job.id}")
    _desk("papers")(hands)
    hands.frames(2)
    hands.screen.load()
    hands.screen.choose(int(hands.screen.ids.rows.children[0].job))


def _to_pay(name: str) -> State:
    def go(hands: Hands) -> None:
        _desk(name, due=counter.waiting()[0], key=new_key())(hands)

    return go


def _close_result(hands: Hands) -> None:
    hands.settle_orders()
    counted = {5000: 1, 2000: 3, 100: 7, 2: 3, 1: 1}
    _desk("close_result", leftovers={}, counted=counted)(hands)


def _open_float(hands: Hands) -> None:
    moment = moments.current_moment()
    assert moment is not None
    _desk("open_float", offers=[], rule=hands.app.settings.price)(hands)


def _welcome(hands: Hands) -> None:
    hands.app.end_visit()


WALK: Final[Mapping[str, tuple[State, ...]]] = {
    "welcome": (_welcome, _printer("cover", _welcome)),
    "home": (_person("home"), _printer("out", _person("home"))),
    "languages": (_person("languages"),),
    "help": (_person("help"),),
    "check_in": (_check_in,),
    "my_picture": (_person("my_picture"), _my_colour),
    "checked_in": (_checked_in,),
    "produce": (_person("produce"), _produce),
    "order_done": (_order_done,),
    "outings": (_person("outings"),),
    "outing": (_outing("open"), _outing("free"), _outing("full", adults=1, children=0)),
    "booked": (_booked("free"), _booked("open"), _booked("full")),
    "coming": (_person("coming"), _voted),
    "still_there": (_person("still_there"),),
    "keys": (_desk("keys"), _passphrase),
    "not_ours": (_not_ours,),
    "sorry": (_person("sorry"),),
    "recover": (_person("recover", sentence="De gegevens zijn beschadigd.", backup="28/11 12:00"),),
    "wrong_clock": (_person("wrong_clock"),),
    "pin": (_person("pin"), _desk("pin", to="volunteers"), _pin_paused),
    "rescue": (_person("rescue"), _rescuing("who"), _rescuing("new")),
    "rescue_paper": (_desk("rescue_paper", code="4012771600585517"), _rescue_failed),
    "desk": (
        _desk("desk"),
        *(
            _printer(state, _desk("desk"))
            for state in ("low", "out", "cover", "offline", "unknown")
        ),
    ),
    "open_day": (_desk("open_day"),),
    "open_float": (_open_float,),
    "counter": (_counter,),
    "pay_bank": (_to_pay("pay_bank"),),
    "pay_group": (_to_pay("pay_group"),),
    "paid": (_paid,),
    "payments": (_desk("payments"),),
    "papers": (_papers,),
    "people": (_people(""), _people("chosen"), _people("new")),
    "plan_outings": (
        _desk("plan_outings"),
        _of_outing("plan_outings", given="chosen"),
        _cancelling,
    ),
    "plan_outing": (
        _desk("plan_outing"),
        _of_outing("plan_outing"),
        *(_planning(part) for part in ("name", "day", "hours", "transport", "seats", "price")),
    ),
    "sell_seats": (
        _desk("sell_seats"),
        _of_outing("sell_seats"),
        _of_outing("sell_seats", "full"),
    ),
    "passengers": (_party(""), _party("cancel"), _party("move"), _moved),
    "redeem": (
        _desk("redeem"),
        _at_door(None, paused=True),
        _at_door(_FAMILY),
        _at_door(replace(_FAMILY, light="amber", why="used", redeemed=7)),
        _at_door(replace(_FAMILY, light="red", why="other_day")),
        _at_door(vouchers.NOT_OURS),
    ),
    "poll": (_desk("poll"), _asking),
    "shares": (_of_outing("shares"),),
    "close_crates": (_desk("close_crates"),),
    "close_cash": (_desk("close_cash", leftovers={}),),
    **REPORT_WALK,
    **COPY_WALK,
    "close_result": (_close_result,),
    "settings": (_desk("settings"),),
    **HEALTH_WALK,
    "volunteers": (_volunteers(0), _volunteers(1), _volunteers(2)),
    "volunteer": (
        _desk("volunteer", task="add"),
        _desk("volunteer", task="pin"),
        _new_name,
    ),
    "set_clock": (_desk("set_clock"), _clock_in_doubt),
    "calibrate": (_desk("calibrate"),),
    "own_picture": (_desk("own_picture"),),
}
