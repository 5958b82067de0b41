"""Locks that are slow to guess: a growing pause after wrong guesses, over restarts too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from db import models
from kiosk.errors import PinPause
from kiosk.outing_errors import CodePause
from kiosk.services.acts import act, from_ms, look, to_ms

Lock = Literal["pin", "voucher"]

FREE_TRIES: Final = 5
"""So many wrong guesses in a row, and a pause follows each from then on."""

FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(minutes=10)

_PAUSES: Final = {"pin": PinPause, "voucher": CodePause}


def count_guess(lock: Lock, at: datetime) -> int:
    """Count a guess before it is looked at, so that pulling the plug does not give it back.

    After five wrong ones in a row a pause follows each: 10 s, 20 s, 40 s ... at most 10 minutes. A
    clock that went back starts the pause again from now, so that nobody is locked out for longer
    than one pause. Raises PinPause or CodePause; then the guess is not counted.
    """
    with act():
        last = models.Attempt.last(lock)
        left = _pause_left(last, at) if last else timedelta(0)
        if last and left and to_ms(at) < last.at:
            models.Attempt.restart_pause(last.id, to_ms(at))
        if not left:
            made = models.Attempt.create(
                lock=lock,
                outcome="pending",
                streak=(last.streak if last else 0) + 1,
                at=to_ms(at),
            )
            return made.id
    seconds = -(-left // timedelta(seconds=1))
    raise _PAUSES[lock](f"Te veel foute codes. Wacht nog {seconds} seconden.")


def settle_guess(guess: int, *, right: bool, volunteer: int | None = None) -> None:
    """Write down how a guess ended; a right one ends the row of wrong ones."""
    with act():
        models.Attempt.settle(guess, right=right, volunteer=volunteer)


def pause_left(lock: Lock, at: datetime) -> timedelta:
    """How long no guess is taken yet; zero when one is."""
    with look():
        last = models.Attempt.last(lock)
        return _pause_left(last, at) if last else timedelta(0)


def _pause_left(last: models.Attempt, at: datetime) -> timedelta:
    if last.streak < FREE_TRIES:
        return timedelta(0)
    doublings = min(last.streak - FREE_TRIES, 10)
    pause = min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
    gone = max(at - from_ms(last.at), timedelta(0))
    return max(pause - gone, timedelta(0))
