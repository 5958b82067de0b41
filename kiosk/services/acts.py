"""The frame of every act: one transaction, and a failing disk told in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

import db
from kiosk.errors import NotStored

R = TypeVar("R")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_TRIES = 4


@contextmanager
def act(*, durable: bool = True) -> Iterator[None]:
    """One act: all of it is written when the block ends, or nothing is.

    Holds the write lock from the start. One that is not `durable` does not wait until the card has
    it: for what ends with the power anyway. Raises NotStored when the disk does not cooperate.
    """
    try:
        with db.transaction(durable=durable):
            yield
    except db.StorageError as error:
        raise NotStored(str(error)) from error


@contextmanager
def look() -> Iterator[None]:
    """Several questions answered from one and the same state, without waiting for a writer.

    Raises NotStored when the disk does not cooperate.
    """
    try:
        with db.reading():
            yield
    except db.StorageError as error:
        raise NotStored(str(error)) from error


def empty_log() -> None:
    """After an erasing: what was erased is gone from the write-ahead log too.

    Somebody who reads just then is waited for, a second at most; after that the log is left to the
    daily forgetting. Raises NotStored.
    """
    try:
        for _ in range(_TRIES):
            if db.empty_log():
                return
    except db.StorageError as error:
        raise NotStored(str(error)) from error


def end_thread() -> None:
    """Give back what acts in this thread held open; a worker calls it before it ends."""
    db.close_connection()


def in_thread(work: Callable[[], R]) -> Callable[[], R]:
    """The same work, for a thread of its own: what its acts held open is given back after it."""

    def alone() -> R:
        try:
            return work()
        finally:
            end_thread()

    return alone


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970 in UTC, as times are stored. Raises ValueError without a zone."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone is not a point in time")
    return (at - _EPOCH) // _MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """The stored time as an aware time in UTC."""
    return _EPOCH + milliseconds * _MILLISECOND


def local_day(at: datetime, zone: str = "Europe/Brussels") -> date:
    """The day that the calendar of the group shows at that time."""
    return at.astimezone(_zone(zone)).date()


def local_time(at: datetime, zone: str = "Europe/Brussels") -> str:
    """The hour and minute that the clock of the group shows at that time: ``14:52``."""
    return f"{at.astimezone(_zone(zone)):%H:%M}"


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
