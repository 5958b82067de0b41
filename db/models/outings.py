"""Outings with bookings and vouchers, and votes. The columns; their acts come with the screens."""

from __future__ import annotations

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField

from db.models.base import BaseModel, Numbered
from db.models.moments import Moment
from db.models.people import Participant
from db.models.volunteers import Volunteer


class Outing(Numbered):
    """Any activity with seats; prices and shares per seat in cents."""

    key = TextField(unique=True)
    kind = TextField()
    picture = TextField()
    day = TextField()
    starts = TextField()
    ends = TextField(null=True)
    meeting_place = TextField(default="")
    meeting_time = TextField(null=True)
    transport = TextField()
    quota = IntegerField()
    seats_free = IntegerField()
    partner = TextField(default="")
    partner_seats = IntegerField(default=0)
    regular_price = IntegerField()
    participant_price = IntegerField()
    group_share = IntegerField()
    town_share = IntegerField()
    priority_day = TextField(null=True)
    deadline_at = IntegerField(null=True)
    state = TextField()
    cancel_reason = TextField(default="")
    copied_from = ForeignKeyField("self", null=True)
    made_at = IntegerField()
    changed_at = IntegerField(null=True)


class OutingName(BaseModel):
    """What an outing is called in one language."""

    outing = ForeignKeyField(Outing)
    language = TextField()
    name = TextField()

    class Meta:
        primary_key = CompositeKey("outing", "language")


class Booking(Numbered):
    """Seats on an outing for one party, at the prices of when it was booked."""

    key = TextField(unique=True)
    outing = ForeignKeyField(Outing)
    participant = ForeignKeyField(Participant, null=True)
    moment = ForeignKeyField(Moment, null=True)
    number = IntegerField(null=True)
    state = TextField()
    adults = IntegerField()
    children = IntegerField()
    participant_price = IntegerField()
    group_share = IntegerField()
    town_share = IntegerField()
    language = TextField()
    made_at = IntegerField()
    promoted_at = IntegerField(null=True)
    confirmed_at = IntegerField(null=True)
    cancelled_at = IntegerField(null=True)
    cancel_reason = TextField(default="")
    moved_from = ForeignKeyField("self", null=True, unique=True)

    class Meta:
        indexes = ((("moment", "number"), True),)


class Voucher(Numbered):
    """The signed paper for a confirmed booking; redeemed seat by seat."""

    booking = ForeignKeyField(Booking)
    serial = TextField(unique=True)
    typed = TextField(unique=True)
    key_id = IntegerField()
    state = TextField()
    seats = IntegerField()
    redeemed = IntegerField(default=0)
    valid_day = TextField()
    issued_at = IntegerField()
    void_at = IntegerField(null=True)


class Redeeming(Numbered):
    """One time that seats of a voucher were let in."""

    key = TextField(unique=True)
    voucher = ForeignKeyField(Voucher)
    seats = IntegerField()
    volunteer = ForeignKeyField(Volunteer, null=True)
    at = IntegerField()
    undone_at = IntegerField(null=True)


class Poll(Numbered):
    """A picture vote about outings or produce."""

    key = TextField(unique=True)
    about = TextField()
    opened_at = IntegerField()
    closed_at = IntegerField(null=True)
    show_results = IntegerField(default=0)


class PollChoice(Numbered):
    """One of up to six pictures to vote for, with its running count."""

    poll = ForeignKeyField(Poll)
    position = IntegerField()
    picture = TextField()
    votes = IntegerField(default=0)

    class Meta:
        indexes = ((("poll", "position"), True),)


class Vote(BaseModel):
    """One tap of one visit on one picture."""

    key = TextField()
    choice = ForeignKeyField(PollChoice)
    at = IntegerField()

    class Meta:
        primary_key = CompositeKey("key", "choice")
