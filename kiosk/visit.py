"""The visit: what the kiosk keeps of one person, until home."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.keys import new_key


@dataclass
class Visit:
    """One person at the kiosk, from the waking touch until home: nothing of it outlives that.

    The check-in counts once by `key`; a basket that was cancelled is followed by a new `basket`.
    """

    language: str
    key: str = field(default_factory=new_key)
    basket: str = field(default_factory=new_key)
    participant: int | None = None
    animal: str = ""
