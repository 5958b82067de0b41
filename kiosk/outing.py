"""An outing as data: what is planned, what stands now, and the rules that need nothing else.

``day``, ``starts`` and the like are the wall clock of the group; only the deadline is a point in
time. Prices are in cents and per seat, the same for adults and children.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time
from typing import Final, Literal
from zoneinfo import ZoneInfo

from kiosk.money import shares
from kiosk.outing_errors import BadOuting
from kiosk.script import one_line

Transport = Literal["bus", "train", "foot", "car", "own"]
Availability = Literal["open", "full", "late", "cancelled", "past"]

KINDS: Final = ("trip", "show", "sports", "soup", "workshop", "feast", "other")
"""What an outing is; each also names a picture for when there is none of its own."""

TRANSPORTS: Final[tuple[Transport, ...]] = ("bus", "train", "foot", "car", "own")

TRANSPORT_PICTURES: Final[Mapping[str, str]] = {
    "bus": "bus",
    "train": "train",
    "foot": "walking",
    "car": "car",
    "own": "own_transport",
}
"""How people get there, as a picture, on screen and on paper."""

SPLIT: Final = (20, 40, 40)
"""The guide for who bears a price: participant, group, town, in percent; a group may have its own.

Seen in the field in Flanders; tariffs differ per region, so that what a volunteer confirms counts.
"""

MOST_SEATS: Final = 999
"""More seats than any group fills: a typing mistake."""

HIGHEST_PRICE: Final = 100_000
"""In cents; anything above is a typing mistake."""

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a volunteer fills in about an outing.

    ``names`` by language, Dutch always. ``quota`` is the number of our own seats; those of the
    ``partner`` are only told. ``participant_price`` is what the volunteer confirms, never
    calculated; with ``group_share`` and ``town_share`` it makes the ``regular_price``, all in
    cents per seat. After ``priority_day`` unsold seats are to be given back. ``copied_from`` is
    the outing that this one is a copy of.
    """

    kind: str
    picture: str
    names: Mapping[str, str]
    day: date
    starts: time
    ends: time | None
    meeting_place: str
    meeting_time: time | None
    transport: Transport
    quota: int
    regular_price: int
    participant_price: int
    group_share: int
    town_share: int
    partner: str = ""
    partner_seats: int = 0
    priority_day: date | None = None
    deadline_at: datetime | None = None
    copied_from: int | None = None


@dataclass(frozen=True, slots=True)
class Outing:
    """An outing as it stands now.

    ``seats_free`` are those neither reserved nor confirmed, ``waiting`` the number of parties in
    the waiting line: while anybody waits nobody else is let past, also when seats are free.
    """

    id: int
    kind: str
    picture: str
    names: Mapping[str, str] = field(hash=False)
    day: date
    starts: time
    ends: time | None
    meeting_place: str
    meeting_time: time | None
    transport: Transport
    quota: int
    seats_free: int
    waiting: int
    partner: str
    partner_seats: int
    regular_price: int
    participant_price: int
    group_share: int
    town_share: int
    priority_day: date | None
    deadline_at: datetime | None
    state: Literal["planned", "cancelled"]
    cancel_reason: str

    def name(self, language: str) -> str:
        """What it is called in ``language``, in Dutch where it has no name in that language."""
        return self.names.get(language) or self.names["nl"]

    @property
    def is_free(self) -> bool:
        """Whether a participant pays nothing."""
        return self.participant_price == 0


@dataclass(frozen=True, slots=True)
class Shares:
    """Who bears a price, in cents; the sum is the price."""

    participant: int
    group: int
    town: int


def guide(regular_price: int, split: tuple[int, int, int] = SPLIT) -> Shares:
    """A first filling-in of who bears ``regular_price``, by ``split``; to be confirmed.

    Whole cents by largest remainder, the sum is exact. Raises ValueError as ``money.shares``.
    """
    return Shares(*shares(regular_price, split))


def availability(outing: Outing, at: datetime, today: date) -> Availability:
    """Whether seats can be reserved; ``full`` still takes parties into the waiting line.

    The minute of the deadline itself is in time. Without a deadline the day itself is too.
    """
    if outing.state == "cancelled":
        return "cancelled"
    if outing.day < today:
        return "past"
    if outing.deadline_at is not None and at > outing.deadline_at:
        return "late"
    return "full" if outing.waiting or not outing.seats_free else "open"


def give_back(outing: Outing, today: date) -> int:
    """How many unsold seats are to be given back, once the priority day is over; else 0."""
    due = outing.priority_day is not None and outing.priority_day < today <= outing.day
    return outing.seats_free if due and outing.state == "planned" else 0


def plan_of(outing: Outing) -> Plan:
    """The plan of an outing as it stands, to change it."""
    named = {field_.name for field_ in fields(Plan)} - {"copied_from"}
    return Plan(**{name: getattr(outing, name) for name in named})


def copy_plan(outing: Outing, day: date, zone: str = "Europe/Brussels") -> Plan:
    """The plan of an outing for another day, such as last year's, to be looked over and added.

    The priority day and the deadline stay as many days before the outing; the deadline at the same
    hour on the clock of ``zone``, also when summer time begins or ends in between.
    """
    later = day - outing.day
    deadline = outing.deadline_at
    if deadline is not None:
        local = deadline.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + later
        deadline = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return replace(
        plan_of(outing),
        day=day,
        priority_day=outing.priority_day and outing.priority_day + later,
        deadline_at=deadline,
        copied_from=outing.id,
    )


def checked(plan: Plan) -> Plan:
    """The plan with its words trimmed. Raises BadOuting with what is wrong."""
    names = {language: one_line(name) for language, name in plan.names.items()}
    names = {language: name for language, name in names.items() if name}
    parts = (plan.participant_price, plan.group_share, plan.town_share)
    wrong = {
        "Geef de uitstap een naam.": "nl" not in names,
        f"Een naam heeft hoogstens {LONGEST_NAME} tekens.": any(
            len(name) > LONGEST_NAME for name in names.values()
        ),
        "Kies een prent.": not plan.picture,
        "Kies wat voor uitstap het is.": plan.kind not in KINDS,
        "Kies hoe we er geraken.": plan.transport not in TRANSPORTS,
        f"Kies 1 tot {MOST_SEATS} plaatsen.": not 1 <= plan.quota <= MOST_SEATS,
        "Dat aantal plaatsen van de andere groep kan niet.": not (
            0 <= plan.partner_seats <= MOST_SEATS
        ),
        "Die prijs kan niet.": min(parts) < 0 or plan.regular_price > HIGHEST_PRICE,
        "De drie delen samen zijn niet de gewone prijs.": sum(parts) != plan.regular_price,
        "De dag om plaatsen terug te geven ligt na de uitstap.": (
            plan.priority_day is not None and plan.priority_day > plan.day
        ),
        f"Een plaats of groep heeft hoogstens {LONGEST_NAME} tekens.": (
            max(len(plan.meeting_place), len(plan.partner)) > LONGEST_NAME
        ),
    }
    for sentence, is_wrong in wrong.items():
        if is_wrong:
            raise BadOuting(sentence)
    return replace(
        plan,
        names=names,
        meeting_place=one_line(plan.meeting_place),
        partner=one_line(plan.partner),
    )
