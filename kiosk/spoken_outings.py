"""What the ear says of outings and bookings, as sentences in eight languages."""

from __future__ import annotations

from kiosk import spoken, spoken_time
from kiosk.i18n import mark, translate
from kiosk.numbers import number_words
from kiosk.outing import Availability, Outing

STATES = {
    "open": "",
    "full": mark("volzet, er is een wachtlijst"),
    "late": mark("te laat om mee te gaan"),
    "cancelled": mark("gaat niet door"),
    "past": mark("voorbij"),
}


def outing(going: Outing, state: Availability, language: str) -> str:
    """What is on a card: ``"zoo, zaterdag vijf december, negen uur, zes euro"``."""
    return spoken.listed(
        [
            going.name(language),
            spoken_time.day(going.day, language),
            spoken_time.clock(going.starts, language),
            spoken.price(going.participant_price, language),
            translate(STATES[state], language) if STATES[state] else "",
        ],
        language,
    )


def place_in_line(place: int, language: str) -> str:
    """How many there are in the waiting line up to this party: ``"plaats drie op de lijst"``."""
    return translate(
        "plaats {number} op de wachtlijst", language, number=number_words(place, language)
    )
