"""Locks that are slow to guess: a growing pause after wrong guesses, over restarts too.

A pause is counted in time that the machine really ran, so that setting the clock forward does not
end it and setting it back locks nobody out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from db import models
from kiosk import running
from kiosk.errors import PinPause
from kiosk.outing_errors import CodePause
from kiosk.running import Running, passed
from kiosk.services.acts import act, look, to_ms

Lock = Literal["pin", "voucher"]
"""``pin`` is the volunteers' door, with its PINs and the rescue code; ``voucher`` typed codes."""

LOCKS: Final[tuple[Lock, ...]] = ("pin", "voucher")

FREE_TRIES: Final = 5
"""So many wrong guesses in a row, and a pause follows each from then on."""

FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(minutes=10)

_PAUSES: Final = {"pin": PinPause, "voucher": CodePause}
_MILLISECOND: Final = timedelta(milliseconds=1)


def count_guess(lock: Lock, at: datetime) -> int:
    """Count a guess before it is looked at, so that pulling the plug does not give it back.

    After five wrong ones in a row a pause follows each: 10 s, 20 s, 40 s ... at most 10 minutes.
    While the machine is off a pause stands still; what ran of it is written down at each refusal.
    Raises PinPause or CodePause; then the guess is not counted.
    """
    now = running.running()
    with act():
        last = models.Attempt.last(lock)
        left = _pause_left(last, now)
        if last and left:
            models.Attempt.note_pause(last.id, left // _MILLISECOND, now.boot, now.ms)
        else:
            streak = (last.streak if last else 0) + 1
            made = models.Attempt.create(
                lock=lock,
                outcome="pending",
                streak=streak,
                at=to_ms(at),
                pause_ms=pause_after(streak) // _MILLISECOND,
                boot=now.boot,
                ran_ms=now.ms,
            )
            return made.id
    raise _PAUSES[lock](f"Te veel foute codes. Wacht nog {in_words(left)}.")


def settle_guess(guess: int, *, right: bool, volunteer: int | None = None) -> None:
    """Write down how a guess ended; a right one ends the row of wrong ones."""
    with act():
        models.Attempt.settle(guess, right=right, volunteer=volunteer)


def pause_left(lock: Lock) -> timedelta:
    """How long no guess is taken yet; zero when one is."""
    with look():
        return _pause_left(models.Attempt.last(lock), running.running())


def pause_after(streak: int) -> timedelta:
    """The pause that follows so many wrong guesses in a row."""
    if streak < FREE_TRIES:
        return timedelta(0)
    return min(FIRST_PAUSE * (1 << min(streak - FREE_TRIES, 10)), LONGEST_PAUSE)


def in_words(left: timedelta) -> str:
    """A pause as it is told: seconds, and from two minutes on whole minutes."""
    seconds = -(-left // timedelta(seconds=1))
    if seconds > 120:
        return f"{-(-seconds // 60)} minuten"
    return "1 seconde" if seconds == 1 else f"{seconds} seconden"


def _pause_left(last: models.Attempt | None, now: Running) -> timedelta:
    if last is None or not last.pause_ms:
        return timedelta(0)
    gone = passed(Running(last.boot, last.ran_ms), now)
    return max(last.pause_ms - gone, 0) * _MILLISECOND
