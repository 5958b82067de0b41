"""Every way the volunteers' door refuses, by name, beside the wrong PIN itself."""

from __future__ import annotations

from kiosk.errors import BadPin, KioskError


class EasyPin(BadPin):
    """A new PIN that a thief would try first: one digit, a row, a date of this century."""

    sentence = "Die code is te makkelijk te raden. Kies een andere."


class NoSuchVolunteer(KioskError):
    """The volunteer has left, or never was."""

    sentence = "Die vrijwilliger is er niet (meer)."
    picture = "person"


class LastVolunteer(KioskError):
    """The last one cannot leave: nobody could open the door any more."""

    sentence = "Dit is de laatste vrijwilliger. Voeg er eerst iemand bij."
    picture = "person"


class DoorTaken(KioskError):
    """The first PIN was chosen before; whoever comes after is added by a volunteer."""

    sentence = "Er zijn al vrijwilligers. Laat iemand van hen je toevoegen."
    picture = "lock"


class UnclearRescueCode(KioskError):
    """A digit of the rescue code was mistyped; it was not counted as a guess."""

    sentence = "Eén cijfer klopt niet. Kijk het papier nog eens na."
    picture = "key"


class WrongRescueCode(KioskError):
    """Not the code of the last rescue paper, or it was used before."""

    sentence = "Die code klopt niet. Neem het laatste reddingspapier."
    picture = "key"
