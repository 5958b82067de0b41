"""What must be true of every screen, whoever looks at it: the rules of the glass as checks.

A check looks at one screen as it is laid out now and returns what is wrong, one sentence each.
Kivy is imported inside functions only, since it may not be loaded before its environment is closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any, Final

from fontTools.ttLib import TTFont

from deploy.translations import FORBIDDEN

PERSON_TARGET_MM: Final = 20.0
DESK_TARGET_MM: Final = 12.0
GAP_MM: Final = 3.0
CONTRAST: Final = 7.0
SLACK_PX: Final = 1.5
"""Layouts round to whole pixels here and there."""

BADGES: Final = ("ProduceTile", "PickTile")
"""Their number stands over the corner of the tile, on purpose."""

OF_VOLUNTEERS: Final = ("Logo",)
"""Stands on participants' screens, but is not theirs."""

NAMED_BY_PEOPLE: Final = ("ProduceTile", "OutingCard")
"""Their word is a name: of a product (a pomme de terre has three), or of what volunteers plan."""

WITHOUT_WORD: Final = ("StepTile", "BarTile", "PortraitTile", "DiscTile")
"""Signs that are the same everywhere (minus and plus, arrows, the tiles of the foot bar), and the
pictures that stand for a person, who chooses the picture and not what it is called."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the glass, in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > SLACK_PX
            and min(self.top, other.top) - max(self.bottom, other.bottom) > SLACK_PX
        )

    def holds(self, other: Box) -> bool:
        """Whether all of the other lies in it."""
        return (
            other.left >= self.left - SLACK_PX
            and other.right <= self.right + SLACK_PX
            and other.bottom >= self.bottom - SLACK_PX
            and other.top <= self.top + SLACK_PX
        )

    def gap(self, other: Box) -> float:
        """How far apart they are, straight; below zero when they overlap."""
        across = max(self.left - other.right, other.left - self.right)
        along = max(self.bottom - other.top, other.bottom - self.top)
        return max(across, along)


def box(widget: Any) -> Box:
    """Where a widget is."""
    left, bottom = widget.to_window(*widget.pos)
    return Box(left, bottom, left + widget.width, bottom + widget.height)


def ink(words: Any) -> Box:
    """Where the letters themselves are: in the middle of the box, without the leading."""
    wide, high = words._type.size[0], lines_high(words) - 0.5 * words.font_size
    whole = box(words)
    middle = (whole.bottom + whole.top) / 2
    side = words.halign
    if side == "left":
        left = whole.left
    elif side == "right":
        left = whole.right - wide
    else:
        left = (whole.left + whole.right - wide) / 2
    return Box(left, middle - high / 2, left + wide, middle + high / 2)


def lines_high(words: Any) -> float:
    """How high its lines are together, px: each a little less than the type that is drawn."""
    from kiosk.widgets.words import _LINE_HEIGHT

    count, share = words.shown.count("\n") + 1, _LINE_HEIGHT[words.font_name]
    return float(words._type.size[1] / (1 + (count - 1) * share) * share * count)


def paint(picture: Any) -> Box:
    """Where a picture itself is: in the middle of its widget, as large as fits."""
    whole, (wide, high) = box(picture), picture.texture.size
    share = min(picture.width / wide, picture.height / high)
    across, along = wide * share / 2, high * share / 2
    middle, half = (whole.left + whole.right) / 2, (whole.bottom + whole.top) / 2
    return Box(middle - across, half - along, middle + across, half + along)


def kinds(widget: Any) -> frozenset[str]:
    """The names of its classes, also those that only kv knows."""
    return _kinds(widget.__class__)


@cache
def _kinds(made_of: Any) -> frozenset[str]:
    return frozenset(base.__name__ for base in made_of.__mro__)


def above(widget: Any, screen: Any) -> Iterator[Any]:
    """What a widget stands in, from near to far, without the screen itself."""
    while (widget := widget.parent) is not None and widget is not screen:
        yield widget


class Glass:
    """One screen as it is now: what is seen of it, where, and what of that can be touched."""

    def __init__(self, screen: Any) -> None:
        self.screen = screen
        heads = (one for one in screen.walk() if "DeskHead" in kinds(one))
        self.of_desk = screen.waits_for == "desk" or any(heads)
        self.texts: list[Any] = []
        self.targets: list[Any] = []
        self.tiles: list[Any] = []
        self.faces: dict[Any, Box] = {}
        self.drawn: list[Any] = []
        """Everything with letters or a picture, in the order it is painted."""
        self._take_in(screen)

    def _take_in(self, widget: Any) -> None:
        """A widget and all in it, unless it is not to be seen."""
        for one in reversed(widget.children):
            if not one.opacity or min(one.size) <= 1:
                continue
            if "Words" in kinds(one) and one.text.strip():
                self.texts.append(one)
                self.drawn.append(one)
            elif getattr(one, "texture", None):
                self.drawn.append(one)
            if kinds(one) & {"Face", "Pressable"}:
                self.faces[one] = box(one)
            if "Pressable" in kinds(one):
                self.tiles.append(one)
                if not one.disabled:
                    self.targets.append(one)
            self._take_in(one)

    def tile_of(self, widget: Any) -> Any:
        """The tile or face a widget stands on, or the screen."""
        return next((one for one in above(widget, self.screen) if one in self.faces), self.screen)


def named(widget: Any) -> str:
    """A widget as a person would point at it."""
    said = getattr(widget, "word", "") or getattr(widget, "text", "")
    drawn = getattr(widget, "picture", "") or getattr(widget, "key", "")
    return f"{type(widget).__name__} {said or drawn!r}"


def text_outside(glass: Glass) -> Iterator[str]:
    """Words that stick out of their tile, or out of the screen."""
    for words in glass.texts:
        letters = ink(words)
        tile = glass.tile_of(words)
        badge = kinds(tile) & {*BADGES} and words.text.isdigit()
        if not badge and not box(tile).holds(letters):
            yield f"{named(words)} sticks out of {named(tile)}"
        elif letters.right - letters.left > words.width + SLACK_PX:
            yield f"{named(words)} is wider than its room"


def text_overlapping(glass: Glass) -> Iterator[str]:
    """Words over other words, or over a thing to touch that they do not belong to."""
    seen = [(words, ink(words)) for words in glass.texts]
    tiles = [(tile, glass.faces[tile]) for tile in glass.tiles]
    for (one, letters), (other, others) in combinations(seen, 2):
        if letters.overlaps(others):
            yield f"{named(one)} overlaps {named(other)}"
    for words, letters in seen:
        for tile, place in tiles:
            if place.overlaps(letters) and tile not in above(words, glass.screen):
                yield f"{named(words)} overlaps {named(tile)}"


def text_covered(glass: Glass) -> Iterator[str]:
    """Words with a picture painted over them."""
    for place, words in enumerate(glass.drawn):
        if "Words" not in kinds(words):
            continue
        letters = ink(words)
        for later in glass.drawn[place + 1 :]:
            if "Words" not in kinds(later) and paint(later).overlaps(letters):
                yield f"{named(words)} is covered by {named(later)}"


def text_too_small(glass: Glass) -> Iterator[str]:
    """Words smaller than their least size, and on participants' screens under 4.5 mm."""
    from kiosk.widgets.ui import ui

    for words in glass.texts:
        drawn_by_size = words.least * ui.mm < 1 or kinds(words.parent) & {"CalendarSheet"}
        least = words.least if glass.of_desk or drawn_by_size else 4.5
        if words.font_size < round(min(least, words.least) * ui.mm) - 1:
            yield f"{named(words)} is {words.font_size / ui.mm:.1f} mm high"
        elif not glass.of_desk and not drawn_by_size and words.least < 4.5:
            yield f"{named(words)} may become {words.least} mm high"


def price_wrapped(glass: Glass) -> Iterator[str]:
    """An amount of money on more than one line."""
    for words in glass.texts:
        if re.fullmatch(r"[€\s\u200e\u200f]*\d+[.,٫]\d\d[€\s]*", words.text) and (
            "\n" in words.shown
        ):
            yield f"{words.text} is broken"


@cache
def _letters(font_file: str) -> frozenset[int]:
    with TTFont(font_file) as font:
        return frozenset(font.getBestCmap())


def glyph_missing(glass: Glass) -> Iterator[str]:
    """Letters that the font of their label cannot draw."""
    from kivy.core.text import LabelBase

    for words in glass.texts:
        regular, _italic, bold, _both = LabelBase._fonts[words.font_name]
        known = _letters(bold if words.bold else regular)
        missing = {letter for letter in words.shown if letter > " " and ord(letter) not in known}
        if missing:
            yield f"{named(words)} lacks {sorted(missing)}"


def too_small(glass: Glass) -> Iterator[str]:
    """Things to touch under 20 mm for participants, 12 mm for volunteers."""
    from kiosk.widgets.ui import ui

    for target in glass.targets:
        for_desk = glass.of_desk or kinds(target) & {*OF_VOLUNTEERS}
        least = DESK_TARGET_MM if for_desk else PERSON_TARGET_MM
        smallest = min(target.size) / ui.mm
        if smallest < least - 0.1:
            wide, high = target.width / ui.mm, target.height / ui.mm
            yield f"{named(target)} is {wide:.1f} x {high:.1f} mm"


def off_the_glass(glass: Glass) -> Iterator[str]:
    """Things to touch of which a part cannot be reached."""
    whole = box(glass.screen)
    for target in glass.targets:
        if not whole.holds(box(target)):
            yield f"{named(target)} is not wholly on the glass"


def too_close(glass: Glass) -> Iterator[str]:
    """Things to touch with less than 3 mm between them."""
    from kiosk.widgets.ui import ui

    seen = [(target, glass.faces[target]) for target in glass.targets]
    for (one, place), (other, beside) in combinations(seen, 2):
        gap = place.gap(beside)
        if gap >= GAP_MM * ui.mm - SLACK_PX:
            continue
        if one not in above(other, glass.screen) and other not in above(one, glass.screen):
            yield f"{named(one)} and {named(other)} are {gap / ui.mm:.1f} mm apart"


def too_pale(glass: Glass, picture: Any) -> Iterator[str]:
    """Words whose colour differs less than 7:1 from what is around them on the glass."""
    for words in glass.texts:
        place = box(words)
        corners = (
            place.left,
            picture.height - place.top,
            place.right,
            picture.height - place.bottom,
        )
        part = picture.crop(tuple(round(corner) for corner in corners))
        if not part.width or not part.height:
            continue
        ground = max(part.getcolors(part.width * part.height))[1]
        colour = tuple(round(255 * share) for share in words.color[:3])
        if (ratio := contrast(colour, ground)) < CONTRAST:
            yield f"{named(words)} has a contrast of {ratio:.1f}"


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How much two colours differ in lightness, 1 to 21 (WCAG 2.2, 1.4.3)."""
    darker, lighter = sorted(_lightness(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _lightness(colour: tuple[int, ...]) -> float:
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def too_wordy(glass: Glass) -> Iterator[str]:
    """A participant's thing to touch with more than two words on it."""
    if glass.of_desk:
        return
    for target in glass.targets:
        said = "" if kinds(target) & {*NAMED_BY_PEOPLE} else getattr(target, "word", "")
        count = len(re.findall(r"[^\W\d_][\w'’-]*", said))
        if count > 2:
            yield f"{named(target)} has {count} words"


def forbidden(glass: Glass) -> Iterator[str]:
    """A word on a participant's screen that would tell who pays less."""
    from kiosk.widgets.ui import ui

    if glass.of_desk:
        return
    for words in glass.texts:
        for language in {"nl", ui.language}:
            if found := re.search(FORBIDDEN[language], words.text, re.IGNORECASE):
                yield f"{named(words)} says {found[0]!r}"


def unsaid(glass: Glass) -> Iterator[str]:
    """A participant's thing to touch without a picture, a word or anything for the ear."""
    if glass.of_desk:
        return
    for target in glass.targets:
        if kinds(target) & {*OF_VOLUNTEERS}:
            continue
        inside = list(target.walk(restrict=True))
        drawn = any(getattr(one, "texture", None) and "Words" not in kinds(one) for one in inside)
        said = any("Words" in kinds(one) and one.text.strip() for one in inside)
        if not drawn and not said:
            yield f"{named(target)} shows nothing"
        elif not drawn and not kinds(target) & {"WordTile", "GreetingTile"}:
            yield f"{named(target)} has no picture"
        elif not said and not kinds(target) & {*WITHOUT_WORD}:
            yield f"{named(target)} has no word"
        if not target.says():
            yield f"{named(target)} has nothing to say"


Check = Callable[[Glass], Iterator[str]]
CHECKS: Final[tuple[Check, ...]] = (
    text_outside,
    text_overlapping,
    text_covered,
    text_too_small,
    price_wrapped,
    glyph_missing,
    too_small,
    off_the_glass,
    too_close,
    too_wordy,
    forbidden,
    unsaid,
)
