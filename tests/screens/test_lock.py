"""The automatic lock: on every screen of the volunteers, also while a paper comes out."""

from __future__ import annotations

from kiosk.screens import SCREENS
from tests.screens.hands import Hands
from tests.screens.walk import WALK

LOCK_SECONDS = 90


def pass_(kiosk: Hands, seconds: float) -> None:
    """So much time is gone at once: nobody looks at what moves meanwhile."""
    kiosk.now.seconds += seconds
    kiosk.frames(3)


def test_every_screen_of_the_volunteers_is_watched(kiosk: Hands) -> None:
    """Those that wait for nobody show nothing and go away by themselves."""
    waits = {name: kiosk.app.screen(name).waits_for for name in SCREENS}
    unwatched = {name for name, whom in waits.items() if whom == "nobody"}
    assert unwatched <= {
        "welcome",
        "wrong_clock",
        "help",
        "not_ours",
        "sorry",
        "recover",
        "still_there",
    }
    assert sum(whom == "desk" for whom in waits.values()) > 25


def test_every_one_of_them_locks_after_ninety_seconds(kiosk: Hands) -> None:
    locked = set()
    for name, (state, *_) in WALK.items():
        if kiosk.app.screen(name).waits_for != "desk":
            continue
        state(kiosk)
        kiosk.frames(3)
        pass_(kiosk, LOCK_SECONDS - 2)
        assert kiosk.at == name, "not too early"
        pass_(kiosk, 4)
        assert kiosk.at == "welcome", name
        assert kiosk.app.volunteer is None and kiosk.app.volunteer_name == ""
        locked.add(name)
    assert locked == {name for name in SCREENS if kiosk.app.screen(name).waits_for == "desk"}


def test_it_locks_while_a_paper_comes_out(kiosk: Hands) -> None:
    (state, *_) = WALK["paid"]
    state(kiosk)
    kiosk.app.spooler.wake()
    kiosk.until(lambda: kiosk.screen.ids.feed.texture)
    paper = kiosk.shot().convert("1")
    for _ in range(3):
        pass_(kiosk, 29)
        kiosk.screen.paper(paper)
        assert kiosk.at == "paid"
    pass_(kiosk, 5)
    assert kiosk.at == "welcome" and kiosk.app.volunteer is None


def test_what_broke_at_the_desk_locks_it(kiosk: Hands) -> None:
    kiosk.to_desk()
    with kiosk.breaking():
        kiosk.app._broken("Er ging iets mis.", "warning")
        kiosk.wait(8)
    assert kiosk.at == "welcome" and kiosk.app.volunteer is None
