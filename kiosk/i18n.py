"""The participants' languages: what the kiosk says, in the person's own words.

Dutch is the source language, so a message that is not translated yet is shown in Dutch.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("nl", "fr", "en", "ar", "fa", "tr", "uk", "pl")
CATALOGUES: Final = Path(__file__).parent / "assets" / "translations"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("onthaal", CATALOGUES, [language], fallback=True)


def translate(message: str, language: str) -> str:
    """`message` (Dutch) in `language`; Dutch when there is no translation."""
    return _catalogue(language).gettext(message)
