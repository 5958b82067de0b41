"""The paper itself: a strip that grows downwards while things are put on it."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw

from kiosk.paper import lettering


@dataclass(frozen=True, slots=True)
class Measures:
    """All sizes for one width of paper, in dots (8 per millimetre); letters as font sizes.

    ``digit`` gives figures of at least 4 mm, so that they read at arm's length.
    """

    dots: int
    margin: int
    gap: int
    small: int
    word: int
    digit: int
    total: int
    number: int
    picture: int
    figure: int
    calendar: int
    coin: int


MEASURES = {
    384: Measures(384, 8, 8, 26, 30, 46, 72, 168, 84, 60, 108, 96),
    576: Measures(576, 16, 12, 32, 38, 56, 84, 240, 108, 80, 144, 104),
}
"""58 mm and 80 mm rolls: 384 and 576 dots."""

_INK = [0 if value < 144 else 255 for value in range(256)]


class Sheet:
    """One paper in the making, ``y`` is where the next thing comes.

    Raises ValueError for a width that no roll has.
    """

    def __init__(self, dots: int) -> None:
        if dots not in MEASURES:
            raise ValueError(f"paper is 384 or 576 dots wide, not {dots}")
        self.measures = MEASURES[dots]
        self.left = self.measures.margin
        self.right = dots - self.measures.margin
        self.room = self.right - self.left
        self.y = 0
        self.clear: list[tuple[int, int, int, int]] = []
        """Boxes across which nothing may be stamped, since a machine reads what is in them."""
        self._art = Image.new("L", (dots, 1024), 255)
        self._draw = ImageDraw.Draw(self._art)

    def skip(self, dots: int) -> None:
        """Leave ``dots`` rows white."""
        self.y += dots

    def write(
        self,
        text: str,
        x: int,
        baseline: int,
        face: lettering.Font,
        anchor: str = "l",
        ink: int = 0,
    ) -> None:
        """Letters on ``baseline`` (rows from the top); ``anchor`` is l, m or r for what ``x`` is."""
        self._reach(baseline + lettering.font_height(face))
        self._draw.text((x, baseline), text, fill=ink, font=face, anchor=f"{anchor}s")

    def paste(self, art: Image.Image, x: int, y: int) -> None:
        """Put black and white art with its upper left corner at ``x``, ``y``."""
        self._reach(y + art.height)
        self._art.paste(art, (x, y))

    def code(self, art: Image.Image) -> None:
        """A code to be scanned, in the middle; nothing may be printed across it."""
        left = (self.measures.dots - art.width) // 2
        self.paste(art, left, self.y)
        self.clear.append((left, self.y, left + art.width, self.y + art.height))
        self.y += art.height

    def box(self, x: int, y: int, right: int, bottom: int, radius: int) -> None:
        """A filled, rounded box."""
        self._reach(bottom + 1)
        self._draw.rounded_rectangle((x, y, right, bottom), radius, fill=0)

    def lines(
        self, text: str, size: int, bold: bool = True, left: int | None = None, room: int = 0
    ) -> None:
        """A paragraph of as many lines as it needs, from ``left``, in ``room`` dots."""
        face = lettering.font_for(text, size, bold)
        for line in lettering.wrap(text, face, room or self.room):
            self.y += round(size * 0.95)
            self.write(line, self.left if left is None else left, self.y, face)
            self.y += round(size * 0.37)

    def rule(self, dashed: bool = True, thick: int = 4) -> None:
        """A line over the whole width with air above and below it."""
        gap = self.measures.gap
        self.y += gap * 2
        self._reach(self.y + thick)
        dash = 12 if dashed else self.room
        for x in range(self.left, self.right, dash + 8):
            end = min(x + dash, self.right) - 1
            self._draw.rectangle((x, self.y, end, self.y + thick - 1), fill=0)
        self.y += thick + gap * 2

    def dots(self) -> None:
        """A light dotted line between rows of a table."""
        gap = self.measures.gap
        self.y += gap
        self._reach(self.y + 2)
        for x in range(self.left, self.right - 1, 8):
            self._draw.rectangle((x, self.y, x + 1, self.y + 1), fill=0)
        self.y += 2 + gap

    def finish(self) -> Image.Image:
        """The whole paper in mode 1."""
        self._reach(self.y)
        whole = self._art.crop((0, 0, self.measures.dots, max(1, self.y)))
        return whole.point(_INK).convert("1", dither=Image.Dither.NONE)

    def _reach(self, bottom: int) -> None:
        if bottom <= self._art.height:
            return
        longer = Image.new("L", (self._art.width, max(bottom, self._art.height * 2)), 255)
        longer.paste(self._art, (0, 0))
        self._art = longer
        self._draw = ImageDraw.Draw(longer)
