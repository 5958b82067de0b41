"""What is coming on the practice day: outings in every state, moments, a vote that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from kiosk.codes import KeyRing
from kiosk.keys import new_key
from kiosk.services import bookings, outings, planned, polls, sales
from kiosk.services.outings import Plan
from kiosk.services.printing import Group


def trips(at: datetime) -> tuple[Plan, ...]:
    """Five outings of the coming weeks: free, almost full, with a waiting line, off, too late."""
    today = at.date()
    soup = Plan(
        kind="soup",
        picture="soup",
        names={"nl": "Samen soep koken", "fr": "Cuisiner la soupe", "en": "Making soup"},
        day=today + timedelta(days=5),
        starts=time(9, 30),
        ends=time(12, 0),
        meeting_place="Keuken van de parochiezaal",
        meeting_time=None,
        transport="foot",
        quota=12,
        regular_price=0,
        participant_price=0,
        group_share=0,
        town_share=0,
    )
    zoo = replace(
        _priced(soup, 2600),
        kind="trip",
        picture="outing_zoo",
        names={"nl": "Zoo van Antwerpen", "fr": "Zoo d'Anvers", "en": "Antwerp Zoo"},
        day=today + timedelta(days=13),
        starts=time(10, 0),
        ends=time(17, 0),
        meeting_place="Parking aan de kerk",
        meeting_time=time(8, 45),
        transport="bus",
        quota=20,
        partner="Welzijnsschakel Ninove",
        partner_seats=29,
        priority_day=today + timedelta(days=6),
    )
    circus = replace(
        _priced(soup, 1500),
        kind="show",
        picture="outing_circus",
        names={"nl": "Circus", "fr": "Cirque", "en": "Circus"},
        day=today + timedelta(days=20),
        starts=time(14, 0),
        ends=time(16, 0),
        meeting_place="Aan de tent, Grote Markt",
        transport="own",
        quota=8,
    )
    sea = replace(
        _priced(zoo, 1800),
        picture="outing_beach",
        names={"nl": "Dagje aan zee", "fr": "Journée à la mer", "en": "A day at the sea"},
        day=today + timedelta(days=27),
        meeting_place="Station",
        meeting_time=time(8, 20),
        transport="train",
        partner="",
        partner_seats=0,
        priority_day=None,
    )
    play = replace(
        _priced(circus, 900),
        picture="outing_cinema",
        names={"nl": "Film in de cinema", "fr": "Film au cinéma", "en": "A film"},
        day=today + timedelta(days=2),
        starts=time(19, 30),
        ends=time(22, 0),
        meeting_place="Ingang van de cinema",
        quota=15,
        deadline_at=at - timedelta(days=1),
    )
    return soup, zoo, circus, sea, play


def _priced(plan: Plan, regular: int) -> Plan:
    """A plan at a price in cents, borne as the guide says."""
    parts = outings.guide(regular)
    return replace(
        plan,
        regular_price=regular,
        participant_price=parts.participant,
        group_share=parts.group,
        town_share=parts.town,
    )


def fill(at: datetime, group: Group, ring: KeyRing) -> None:
    """Plan the outings and moments, book some seats and open a vote; a moment is open."""
    made = [
        outings.add_outing(key=new_key(), plan=plan, at=at - timedelta(days=30), volunteer=None)
        for plan in trips(at)
    ]
    soup, zoo, circus, sea, _ = (one.id for one in made)
    parties = {
        soup: ((1, 0), (2, 1)),
        zoo: ((2, 3), (1, 2), (2, 0), (1, 0), (2, 4)),
        circus: ((2, 2), (1, 3), (1, 2), (1, 0)),
        sea: ((1, 1),),
    }
    for outing, sizes in parties.items():
        for place, (adults, children) in enumerate(sizes):
            booked = bookings.reserve(
                key=new_key(),
                outing=outing,
                adults=adults,
                children=children,
                language="nl",
                at=at - timedelta(minutes=90),
                group=group,
                ring=ring,
            )
            if booked.state == "reserved" and place != 1:
                sales.pay_booking(
                    key=new_key(),
                    booking=booked.id,
                    method="cash",
                    at=at - timedelta(minutes=80),
                    volunteer=None,
                    group=group,
                    ring=ring,
                )
    outings.cancel_outing(
        outing=sea, reason="Er rijden geen treinen.", at=at - timedelta(hours=1), volunteer=None
    )
    _plan_moments(at)
    polls.open_poll(
        key=new_key(),
        about="outings",
        pictures=("outing_theme_park", "outing_museum", "outing_swimming", "outing_farm"),
        show_results=True,
        at=at - timedelta(hours=2),
        volunteer=None,
    )
    _vote(at)


def _vote(at: datetime) -> None:
    poll = polls.current_poll()
    for choice, votes in zip(poll.choices if poll else (), (9, 3, 7, 5), strict=False):
        for _ in range(votes):
            polls.vote(key=new_key(), choice=choice.id, at=at - timedelta(hours=1))


def _plan_moments(at: datetime) -> None:
    for days, kind, starts in ((7, "produce", time(14)), (14, "soup", time(9, 30))):
        planned.plan_moment(
            kind=kind,
            day=at.date() + timedelta(days=days),
            starts=starts,
            place="Zaal De Brug",
            at=at,
            volunteer=None,
        )
