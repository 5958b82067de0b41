"""The pictures that an outing can have, each with its word: for the ear, for votes, to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk import produce
from kiosk.i18n import mark, translate

WORDS: Final[Mapping[str, str]] = {
    "trip": mark("uitstap"),
    "show": mark("voorstelling"),
    "sports": mark("sport"),
    "soup": mark("soep"),
    "workshop": mark("atelier"),
    "feast": mark("feest"),
    "outing_museum": mark("museum"),
    "outing_zoo": mark("dierentuin"),
    "outing_beach": mark("strand"),
    "outing_theme_park": mark("pretpark"),
    "outing_cinema": mark("cinema"),
    "outing_circus": mark("circus"),
    "outing_music": mark("muziek"),
    "outing_choir": mark("zingen"),
    "outing_dance": mark("dansen"),
    "outing_christmas": mark("Kerstmis"),
    "outing_market": mark("markt"),
    "outing_swimming": mark("zwemmen"),
    "outing_bowling": mark("bowling"),
    "outing_football": mark("voetbal"),
    "outing_cycling": mark("fietsen"),
    "outing_walk": mark("wandelen"),
    "outing_ice_skating": mark("schaatsen"),
    "outing_yoga": mark("yoga"),
    "outing_playground": mark("speeltuin"),
    "outing_farm": mark("boerderij"),
    "outing_forest": mark("bos"),
    "outing_garden": mark("tuin"),
    "outing_picnic": mark("picknick"),
    "outing_boat": mark("boot"),
    "outing_castle": mark("kasteel"),
    "outing_camping": mark("kamperen"),
    "outing_fair": mark("kermis"),
    "outing_fireworks": mark("vuurwerk"),
    "outing_easter": mark("Pasen"),
    "saint_nicholas": mark("Sinterklaas"),
    "outing_cooking": mark("koken"),
    "outing_restaurant": mark("restaurant"),
    "outing_ice_cream": mark("ijsjes"),
    "outing_games": mark("spelletjes"),
    "outing_painting": mark("schilderen"),
    "outing_library": mark("bibliotheek"),
    "coffee": mark("koffie"),
    "cake": mark("taart"),
    "other": mark("iets anders"),
}
"""Dutch; what is asked for most comes first."""

KIND_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(("soup", "outing_cooking"), "soup"),
    **dict.fromkeys(("workshop", "outing_painting", "outing_games", "outing_garden"), "workshop"),
    **dict.fromkeys(
        (
            "feast",
            "cake",
            "saint_nicholas",
            "outing_christmas",
            "outing_easter",
            "outing_fireworks",
        ),
        "feast",
    ),
    **dict.fromkeys(
        ("show", "outing_cinema", "outing_circus", "outing_music", "outing_choir", "outing_dance"),
        "show",
    ),
    **dict.fromkeys(
        (
            "sports",
            "outing_swimming",
            "outing_bowling",
            "outing_football",
            "outing_cycling",
            "outing_walk",
            "outing_ice_skating",
            "outing_yoga",
        ),
        "sports",
    ),
    **dict.fromkeys(("other", "coffee"), "other"),
}
"""What kind of outing a picture stands for, so that nobody has to say it twice; else a trip."""


def picture_word(picture: str, language: str) -> str:
    """What is on a picture, of an outing or of produce."""
    message = WORDS.get(picture)
    return translate(message, language) if message else produce.word(picture, language)
