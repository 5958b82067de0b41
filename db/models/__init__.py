"""The tables as peewee models, by noun, each with its queries."""

from db.models.bookings import Booking
from db.models.clock import ClockMark, last_record_at
from db.models.moments import CashCount, Estimate, Moment, Offer, PlannedMoment, TallyLine
from db.models.money import FIRST_HASH, Money
from db.models.orders import LineRow, Order, OrderLine
from db.models.outing_sums import OutingSums, SeatSums, outings_between
from db.models.outings import Outing, OutingName
from db.models.paper import Draft, PrinterProfile, PrintJob
from db.models.people import Audit, CheckIn, CheckInHelp, Participant
from db.models.polls import Poll, PollChoice, Vote
from db.models.totals import (
    MomentHelp,
    MomentMoney,
    MomentSale,
    MomentTotal,
    pictures_between,
)
from db.models.volunteers import Attempt, RescueCode, Volunteer
from db.models.vouchers import Redeeming, Voucher

MODELS = (
    Volunteer,
    RescueCode,
    Attempt,
    Audit,
    ClockMark,
    Moment,
    PlannedMoment,
    Participant,
    CheckIn,
    CheckInHelp,
    Offer,
    Order,
    OrderLine,
    Money,
    CashCount,
    TallyLine,
    Estimate,
    MomentTotal,
    MomentHelp,
    MomentSale,
    MomentMoney,
    PrintJob,
    PrinterProfile,
    Draft,
    Outing,
    OutingName,
    Booking,
    Voucher,
    Redeeming,
    Poll,
    PollChoice,
    Vote,
)
"""Every table; a test compares their columns with the real schema."""

__all__ = [
    "FIRST_HASH",
    "MODELS",
    "Attempt",
    "Audit",
    "Booking",
    "CashCount",
    "CheckIn",
    "CheckInHelp",
    "ClockMark",
    "Draft",
    "Estimate",
    "LineRow",
    "Moment",
    "MomentHelp",
    "MomentMoney",
    "MomentSale",
    "MomentTotal",
    "Money",
    "Offer",
    "Order",
    "OrderLine",
    "Outing",
    "OutingName",
    "OutingSums",
    "Participant",
    "PlannedMoment",
    "Poll",
    "PollChoice",
    "PrintJob",
    "PrinterProfile",
    "Redeeming",
    "RescueCode",
    "SeatSums",
    "TallyLine",
    "Volunteer",
    "Vote",
    "Voucher",
    "last_record_at",
    "outings_between",
    "pictures_between",
]
