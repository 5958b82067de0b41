"""Picture votes: each picture once per visit, counted exactly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import db as store
from kiosk.errors import NotStored
from kiosk.outing_errors import BadPoll, NoPoll
from kiosk.services import acts, polls
from kiosk.services.polls import Poll
from tests.services.day import at, check_invariants, key

PICTURES = ("outing_zoo", "outing_beach", "outing_cinema")


def start(*pictures: str, name: str | None = None, show: bool = False) -> Poll:
    return polls.open_poll(
        key=name or key("poll"),
        about="outings",
        pictures=pictures or PICTURES,
        show_results=show,
        at=at(),
        volunteer=None,
    )


def counts(poll: Poll) -> list[int]:
    return [choice.votes for choice in polls.results(poll.id).choices]


@pytest.mark.usefixtures("db")
def test_a_visit_votes_for_each_picture_once() -> None:
    poll = start()
    zoo, beach, _ = (choice.id for choice in poll.choices)
    for choice in (zoo, zoo, beach):
        polls.vote(key="ann", choice=choice, at=at(1))
    polls.vote(key="bob", choice=zoo, at=at(1))
    assert counts(poll) == [2, 1, 0]
    assert polls.voted("ann") == {zoo, beach}
    for _ in range(2):
        polls.take_back_vote(key="ann", choice=zoo)
    assert counts(poll) == [1, 1, 0]
    assert polls.voted("ann") == {beach}


@pytest.mark.usefixtures("db")
def test_there_is_one_vote_at_a_time() -> None:
    assert polls.current_poll() is None is polls.last_poll()
    first = start(name="same")
    assert start(name="same") == first == polls.current_poll()
    second = start("appel", "peer")
    assert polls.current_poll() == second
    assert polls.results(first.id).closed_at == at()
    with pytest.raises(NoPoll):
        polls.vote(key="ann", choice=first.choices[0].id, at=at())
    for _ in range(2):
        closed = polls.close_poll(poll=second.id, at=at(2), volunteer=None)
    assert closed.closed_at == at(2)
    assert polls.current_poll() is None
    assert polls.last_poll() == closed


@pytest.mark.usefixtures("db")
def test_results_are_shown_when_the_volunteers_wish() -> None:
    poll = start()
    assert not poll.show_results
    assert polls.show_results(poll=poll.id, show=True, at=at(), volunteer=None).show_results


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "pictures", [("a",), ("a", "a"), ("a", ""), ("a", "b", "c", "d", "e", "f", "g")]
)
def test_two_to_six_different_pictures(pictures: tuple[str, ...]) -> None:
    with pytest.raises(BadPoll):
        start(*pictures)


@pytest.mark.usefixtures("db")
def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(NoPoll):
        polls.vote(key="ann", choice=9, at=at())
    with pytest.raises(NoPoll):
        polls.take_back_vote(key="ann", choice=9)
    with pytest.raises(NoPoll):
        polls.results(9)
    with pytest.raises(NoPoll):
        polls.close_poll(poll=9, at=at(), volunteer=None)


def test_votes_of_many_at_once_are_all_counted(crowded: store.KioskDatabase) -> None:
    poll = start()

    def visit(number: int) -> None:
        for choice in poll.choices:
            while True:
                try:
                    polls.vote(key=f"visit-{number}", choice=choice.id, at=at())
                    break
                except NotStored:
                    continue
        acts.end_thread()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(40)))
    assert counts(poll) == [40, 40, 40]
    check_invariants()
