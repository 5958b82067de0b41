"""Names that nobody means well, and ten thousand that nobody thought of."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from typing import Final

MARKUP: Final = "[b]vet[/b] [ref=x]tik[/ref] [color=ff0000]&bl;rood&br;[/color] [size=90]"
STORM: Final = "a" + "\u0301\u0327\u0489\u0310" * 12 + "pp" + "\u0e47" * 20 + "el"
NO_SPACE: Final = "W" * 120
TURNED: Final = "\u202eprijs \u2066gratis\u2069 \u200f0,00\u202c"
INVISIBLE: Final = "Soe\u200bp\ufeff\u00ad\x00\x1b@\x1d(k\u2028mee\x85nog"
EMOJI: Final = "Feest \U0001f389\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e7\U0001f1ea"
FORMULA: Final = '=HYPERLINK("http://x";"klik")'
MIXED: Final = "Iftar إفطار עברית 春节 ไทย"
LINES: Final = "een\ntwee\r\ndrie\tvier\u2029vijf\x0bzes" * 4
KV: Final = "{root.kiosk.stop()} %(x)s {0} ${HOME} `id`"

STRANGE: Final = (
    MARKUP,
    STORM,
    NO_SPACE,
    TURNED,
    INVISIBLE,
    EMOJI,
    FORMULA,
    MIXED,
    LINES,
    KV,
)

_RANGES: Final = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x400, 0x4FF),
    (0x590, 0x5F4),
    (0x600, 0x6FF),
    (0x900, 0x97F),
    (0xE00, 0xE5B),
    (0x2000, 0x206F),
    (0x4E00, 0x4FFF),
    (0xE000, 0xE010),
    (0xFDF0, 0xFDFF),
    (0xFE00, 0xFE0F),
    (0x1D400, 0x1D4FF),
    (0x1F300, 0x1F6FF),
    (0xE0020, 0xE007F),
    (0x0, 0x1F),
    (0x7F, 0x9F),
)
_PARTS: Final = ("[b]", "[/b]", "[ref=a]", "&bl;", "&amp;", "[[", "]", "\\n", " ", " ", " ", "-")


def names(count: int, seed: int = 1) -> Iterator[str]:
    """So many names of 1 to 60 characters, of one script or of all of them at once."""
    dice = random.Random(seed)
    for _ in range(count):
        ranges = dice.choices(_RANGES, k=dice.choice((1, 1, 2, len(_RANGES))))
        letters = []
        for _ in range(dice.randint(1, 60)):
            if dice.random() < 0.12:
                letters.append(dice.choice(_PARTS))
            else:
                letters.append(chr(dice.randint(*dice.choice(ranges))))
        yield "".join(letters)


def is_control(character: str) -> bool:
    """Whether it commands something: a printer, a terminal, or the way a text runs."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
