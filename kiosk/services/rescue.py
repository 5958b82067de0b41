"""The rescue code: printed, kept nowhere but as a hash; it gives a volunteer a new PIN, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from db import models
from kiosk.door_errors import WrongRescueCode
from kiosk.paper.card_documents import RescueCopy
from kiosk.rescue_code import check_rescue_code, groups, new_rescue_code
from kiosk.services.acts import act, local_day, look, to_ms
from kiosk.services.locks import count_guess, settle_guess
from kiosk.services.pins import Volunteer, active, set_pin, view
from kiosk.services.printing import Group
from kiosk.slow_hash import fits, slow_hash


@dataclass(frozen=True, slots=True)
class Rescued:
    """Who has a new PIN, and the code of the next rescue paper."""

    volunteer: Volunteer
    code: str = field(repr=False)


def has_rescue_code() -> bool:
    """Whether a rescue paper counts now."""
    with look():
        return models.RescueCode.unused() is not None


def renew_rescue_code(*, at: datetime, by: int) -> str:
    """A new code, to be printed at once; every older paper is worthless from now on.

    Slow on purpose: not on the UI thread. Raises NoSuchVolunteer.
    """
    code = new_rescue_code()
    code_hash = slow_hash(code)
    with act():
        active(by)
        made = models.RescueCode.renew(code_hash, to_ms(at))
        models.Audit.note("renew_rescue_code", "rescue_code", made, by, to_ms(at))
    return code


def check_code(code: str, at: datetime) -> int:
    """The id of the rescue code that was typed, to be used with ``use_code``.

    A slip of the finger is found before anything is counted. Any other guess counts as one at the
    door, with those at PINs, and is slowed down with them. Slow on purpose: not on the UI thread.
    Raises UnclearRescueCode and PinPause (not counted), WrongRescueCode.
    """
    check_rescue_code(code)
    guess = count_guess("pin", at)
    with look():
        kept = models.RescueCode.unused()
    right = kept is not None and fits(kept.code_hash, code)
    settle_guess(guess, right=right)
    if kept is None or not right:
        raise WrongRescueCode()
    return int(kept.id)


def use_code(rescue: int, volunteer: int, pin: str, *, at: datetime) -> Rescued:
    """Give a volunteer a new PIN in the place of the old one, by a code that was checked.

    The code is used then, and the next one is made in the same act. Slow on purpose: not on the UI
    thread. Raises what ``set_pin`` raises (then the code still counts), WrongRescueCode when it
    was used meanwhile, NoSuchVolunteer.
    """
    code = new_rescue_code()
    code_hash = slow_hash(code)

    def write(pin_hash: str) -> Rescued:
        found = active(volunteer)
        if not models.RescueCode.use(rescue, to_ms(at)):
            raise WrongRescueCode()
        found.pin_hash = pin_hash
        found.save(only=[models.Volunteer.pin_hash])
        models.RescueCode.renew(code_hash, to_ms(at))
        models.Audit.note("rescue", "volunteer", volunteer, None, to_ms(at), code=rescue)
        return Rescued(view(found), code)

    return set_pin(pin, write)


def rescue_paper(code: str, *, at: datetime, group: Group) -> RescueCopy:
    """The paper with the code, to be put away; no print job holds it."""
    return RescueCopy(group.name, local_day(at, group.time_zone).isoformat(), groups(code))
