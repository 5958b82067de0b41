"""The form of an outing while a volunteer fills it in: half of it may still be missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.i18n import month, short_weekday
from kiosk.money import euros, shares
from kiosk.outing import SPLIT, Plan, Transport, guide
from kiosk.outing_errors import BadOuting
from kiosk.outing_pictures import KIND_OF, picture_word

STEP_MINUTES: Final = 15
DAY_MINUTES: Final = 24 * 60

TRANSPORT_WORDS: Final[Mapping[Transport, str]] = {
    "bus": "bus",
    "train": "trein",
    "foot": "te voet",
    "car": "auto",
    "own": "op eigen kracht",
}


PARTS: Final[Mapping[str, str]] = {
    "what": "prent",
    "name": "naam",
    "day": "dag",
    "hours": "uur",
    "place": "samenkomen",
    "transport": "vervoer",
    "seats": "plaatsen",
    "price": "prijs",
    "partner": "met een andere groep",
    "deadline": "inschrijven tot en met",
    "priority": "plaatsen teruggeven na",
}
"""What is filled in, each with its Dutch name."""

WALK: Final = ("what", "name", "day", "hours", "place", "transport", "seats", "price")
"""The parts that a new outing always walks through; the others are for who needs them."""

AMOUNTS: Final = ("regular", "participant", "group", "town")

NUMBERS: Final[Mapping[str, Mapping[str, str]]] = {
    "seats": {"quota": "onze plaatsen", "partner_seats": "andere groep"},
    "price": {
        "regular": "gewone prijs",
        "participant": "deelnemer",
        "group": "groep",
        "town": "gemeente",
    },
}
"""The numbers of a part, each with its Dutch name."""


@dataclass
class OutingForm:
    """Times in minutes since midnight, amounts in cents per seat, None for what is not filled in.

    ``deadline`` is the last day on which people can book, until midnight.
    """

    picture: str = ""
    names: dict[str, str] = field(default_factory=dict)
    day: date | None = None
    starts: int = 14 * 60
    ends: int | None = 17 * 60
    meets: int | None = None
    place: str = ""
    transport: Transport = "own"
    quota: int = 0
    regular: int = 0
    participant: int = 0
    group: int = 0
    town: int = 0
    partner: str = ""
    partner_seats: int = 0
    priority: date | None = None
    deadline: date | None = None
    copied_from: int | None = None

    @classmethod
    def of(cls, plan: Plan, zone: str = "Europe/Brussels") -> OutingForm:
        """The form as a plan fills it in."""
        deadline = plan.deadline_at
        return cls(
            picture=plan.picture,
            names=dict(plan.names),
            day=plan.day,
            starts=_minutes(plan.starts),
            ends=_minutes(plan.ends) if plan.ends else None,
            meets=_minutes(plan.meeting_time) if plan.meeting_time else None,
            place=plan.meeting_place,
            transport=plan.transport,
            quota=plan.quota,
            regular=plan.regular_price,
            participant=plan.participant_price,
            group=plan.group_share,
            town=plan.town_share,
            partner=plan.partner,
            partner_seats=plan.partner_seats,
            priority=plan.priority_day,
            deadline=deadline.astimezone(ZoneInfo(zone)).date() if deadline else None,
            copied_from=plan.copied_from,
        )

    @property
    def name(self) -> str:
        """What it is called in Dutch."""
        return self.names.get("nl", "")

    def choose(self, picture: str) -> None:
        """This picture; what it shows is a first name."""
        if self.name in ("", _first_name(self.picture)):
            self.names = {**self.names, "nl": _first_name(picture)}
        self.picture = picture

    def text(self, part: str) -> str:
        """What was written for a part: name, place or partner."""
        return {"name": self.name, "place": self.place, "partner": self.partner}[part]

    def write(self, part: str, text: str) -> None:
        """Another text; names in other languages were for the name before."""
        if part == "place":
            self.place = text
        elif part == "partner":
            self.partner = text
        elif text != self.name:
            self.names = {"nl": text}

    def call(self, language: str, text: str) -> None:
        """What it is called in another language; without a name there, the Dutch one is shown."""
        others = {key: name for key, name in self.names.items() if key != language}
        self.names = {**others, language: text} if text else others

    def day_of(self, part: str) -> date | None:
        """The day of a part: day, priority or deadline."""
        return {"day": self.day, "priority": self.priority, "deadline": self.deadline}[part]

    def put(self, part: str, day: date | None) -> None:
        """Another day; seats are never given back after it."""
        if part == "deadline":
            self.deadline = day
        elif part == "priority":
            self.priority = day
        else:
            self.day = day
        if self.priority and self.day:
            self.priority = min(self.priority, self.day)

    def number(self, field: str) -> int:
        """A number: seats, or cents."""
        return int(getattr(self, field))

    def count(self, field: str, seats: int) -> None:
        """So many seats of our own (quota), or of the partner."""
        if field == "quota":
            self.quota = seats
        else:
            self.partner_seats = seats

    def move(self, which: str, steps: int) -> None:
        """The start, the end or the meeting some steps later or earlier, within the day.

        A later start takes the end and the meeting along. A step back from the first end or
        meeting that makes sense means that there is none.
        """
        by = steps * STEP_MINUTES
        if which == "starts":
            self.starts = (self.starts + by) % DAY_MINUTES
            self.ends = None if self.ends is None else (self.ends + by) % DAY_MINUTES
            self.meets = None if self.meets is None else (self.meets + by) % DAY_MINUTES
        elif which == "ends":
            ends = (self.starts if self.ends is None else self.ends) + by
            self.ends = None if ends == self.starts else ends % DAY_MINUTES
        else:
            meets = (self.starts if self.meets is None else self.meets) + by
            self.meets = None if meets >= self.starts else max(0, meets)

    def cost(self, which: str, cents: int, split: tuple[int, int, int] = SPLIT) -> None:
        """Fill in the regular price, which guides the rest, or one of the parts.

        The parts that were not said follow, so that the sum stays exact: the group and the town
        share what a participant does not pay as the guide does, and one takes what the other does
        not.
        """
        if which == "regular":
            self.regular = cents
            parts = guide(cents, split)
            self.participant, self.group, self.town = parts.participant, parts.group, parts.town
            return
        if which == "participant":
            self.participant = min(cents, self.regular)
            rest = self.regular - self.participant
            self.group, self.town = shares(rest, split[1:] if sum(split[1:]) else (1, 1))
            return
        rest = self.regular - self.participant
        part = min(cents, rest)
        self.group, self.town = (part, rest - part) if which == "group" else (rest - part, part)

    def first_missing(self) -> str:
        """The first part that has to be filled in and is not; nothing when all of it is."""
        missing = {
            "what": not self.picture,
            "name": not self.name,
            "day": self.day is None,
            "seats": not self.quota,
        }
        return next((part for part, is_missing in missing.items() if is_missing), "")

    def plan(self, zone: str = "Europe/Brussels") -> Plan:
        """The plan that it makes. Raises BadOuting while the day is missing."""
        if self.day is None:
            raise BadOuting("Kies een dag.")
        return Plan(
            kind=KIND_OF.get(self.picture, "trip"),
            picture=self.picture,
            names=self.names,
            day=self.day,
            starts=_time(self.starts),
            ends=None if self.ends is None else _time(self.ends),
            meeting_place=self.place,
            meeting_time=None if self.meets is None else _time(self.meets),
            transport=self.transport,
            quota=self.quota,
            regular_price=self.regular,
            participant_price=self.participant,
            group_share=self.group,
            town_share=self.town,
            partner=self.partner,
            partner_seats=self.partner_seats,
            priority_day=self.priority,
            deadline_at=_end_of(self.deadline, zone) if self.deadline else None,
            copied_from=self.copied_from,
        )

    def shown(self) -> dict[str, str]:
        """All parts and numbers as a volunteer reads them; nothing for what is not filled in."""
        hours = [clock_shown(at) for at in (self.starts, self.ends) if at is not None]
        return {
            "what": picture_word(self.picture, "nl") if self.picture else "",
            "name": self.name,
            "day": day_shown(self.day),
            "hours": " – ".join(hours),
            "place": " ".join(part for part in (clock_shown(self.meets), self.place) if part),
            "transport": TRANSPORT_WORDS[self.transport],
            "seats": str(self.quota or ""),
            "price": euros(self.participant) if self.participant else "gratis",
            "partner": f"{self.partner} {self.partner_seats or ''}".strip(),
            "priority": day_shown(self.priority),
            "deadline": day_shown(self.deadline),
            "starts": clock_shown(self.starts),
            "ends": clock_shown(self.ends) or "–",
            "meets": clock_shown(self.meets) or "–",
            "quota": str(self.quota or ""),
            "partner_seats": str(self.partner_seats or ""),
            **{name: euros(self.number(name)) for name in AMOUNTS},
        }


def day_shown(day: date | None) -> str:
    """A day as short as people write it: ``vr 11 dec``."""
    return f"{short_weekday(day, 'nl')} {day.day} {month(day, 'nl')}" if day else ""


def clock_shown(minutes: int | None) -> str:
    """Minutes since midnight as a clock shows them; nothing for None."""
    return "" if minutes is None else f"{_time(minutes):%H:%M}"


def _first_name(picture: str) -> str:
    word = picture_word(picture, "nl") if picture else ""
    return word[:1].upper() + word[1:]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _end_of(day: date, zone: str) -> datetime:
    last = datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(zone))
    return last.astimezone(UTC) - timedelta(minutes=1)
