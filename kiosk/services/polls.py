"""Picture votes on what comes next: outing ideas, produce wishes.

Only counts are kept for good; the votes themselves have nothing but the key of a visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

from db import models
from kiosk.outing_errors import BadPoll, NoPoll
from kiosk.services.acts import act, from_ms, look, to_ms

About = Literal["outings", "produce"]
LEAST_CHOICES: Final = 2
MOST_CHOICES: Final = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A picture to vote for and how many visits did."""

    id: int
    picture: str
    votes: int


@dataclass(frozen=True, slots=True)
class Poll:
    """A vote; ``show_results``: the counts may be on the welcome picture."""

    id: int
    about: About
    choices: tuple[Choice, ...]
    show_results: bool
    closed_at: datetime | None


def open_poll(
    *,
    key: str,
    about: About,
    pictures: Sequence[str],
    show_results: bool,
    at: datetime,
    volunteer: int | None,
) -> Poll:
    """Open a vote on two to six pictures; one that was open closes, there is only ever one.

    The same key again returns the same vote. Raises BadPoll.
    """
    fits = LEAST_CHOICES <= len(pictures) <= MOST_CHOICES
    if not fits or len(set(pictures)) < len(pictures) or not all(pictures):
        raise BadPoll()
    with act():
        opened = models.Poll.with_key(key)
        if opened is None:
            before = models.Poll.last()
            if before is not None:
                models.Poll.close(before.id, to_ms(at))
            opened = models.Poll.create(
                key=key, about=about, opened_at=to_ms(at), show_results=int(show_results)
            )
            for position, picture in enumerate(pictures):
                models.PollChoice.create(poll=opened.id, position=position, picture=picture)
            models.Audit.note("open_poll", "poll", opened.id, volunteer, to_ms(at))
        return _view(opened)


def close_poll(*, poll: int, at: datetime, volunteer: int | None) -> Poll:
    """Close a vote; twice is once. Raises NoPoll."""
    with act():
        if _find(poll).closed_at is None:
            models.Poll.close(poll, to_ms(at))
            models.Audit.note("close_poll", "poll", poll, volunteer, to_ms(at))
        return _view(_find(poll))


def show_results(*, poll: int, show: bool, at: datetime, volunteer: int | None) -> Poll:
    """Let the counts be seen on the welcome picture, or not. Raises NoPoll."""
    with act():
        found = _find(poll)
        found.show_results = int(show)
        found.save(only=[models.Poll.show_results])
        models.Audit.note("show_results", "poll", poll, volunteer, to_ms(at), show=show)
        return _view(found)


def current_poll() -> Poll | None:
    """The vote that is open, or None."""
    with look():
        last = models.Poll.last()
        return _view(last) if last and last.closed_at is None else None


def last_poll() -> Poll | None:
    """The last vote, open or closed, for the volunteers; None before the first one."""
    with look():
        last = models.Poll.last()
        return _view(last) if last else None


def results(poll: int) -> Poll:
    """A vote with its counts, open or closed. Raises NoPoll."""
    with look():
        return _view(_find(poll))


def vote(*, key: str, choice: int, at: datetime) -> Poll:
    """This visit (``key``) likes a picture; each picture once, as many pictures as it likes.

    Raises NoPoll when the vote is closed or there is no such picture.
    """
    with act():
        poll = _open_poll_with(choice)
        if models.Vote.add(key, choice, to_ms(at)):
            models.PollChoice.count(choice, 1)
        return _view(poll)


def take_back_vote(*, key: str, choice: int) -> Poll:
    """Take a tap of this visit back; what was not tapped stays as it is. Raises NoPoll."""
    with act():
        poll = _open_poll_with(choice)
        if models.Vote.remove(key, choice):
            models.PollChoice.count(choice, -1)
        return _view(poll)


def voted(key: str) -> frozenset[int]:
    """The ids of the pictures that this visit tapped."""
    with look():
        return models.Vote.of(key)


def _find(poll: int) -> models.Poll:
    found = models.Poll.get_or_none(models.Poll.id == poll)
    if found is None:
        raise NoPoll()
    return found


def _open_poll_with(choice: int) -> models.Poll:
    found = models.PollChoice.get_or_none(models.PollChoice.id == choice)
    if found is None:
        raise NoPoll()
    poll = _find(found.poll_id)
    if poll.closed_at is not None:
        raise NoPoll()
    return poll


def _view(found: models.Poll) -> Poll:
    choices = models.PollChoice.of(found.id)
    return Poll(
        id=found.id,
        about=cast(About, found.about),
        choices=tuple(Choice(one.id, one.picture, one.votes) for one in choices),
        show_results=bool(found.show_results),
        closed_at=None if found.closed_at is None else from_ms(found.closed_at),
    )
