"""The pictures that stand for a person: an animal or thing on a disc of one colour."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

ANIMALS: Final = (
    "cat_face", "dog_face", "rabbit_face", "fox", "lion", "frog", "elephant", "owl", "turtle",
    "bear", "penguin", "cow_face", "horse_face", "hedgehog", "butterfly", "honeybee", "fish",
    "duck", "rooster", "snail", "giraffe", "teapot", "bicycle", "umbrella", "house", "guitar",
    "sailboat", "balloon", "sunflower", "cactus", "four_leaf_clover", "star", "soccer_ball",
    "kite", "key", "tulip",
)  # fmt: skip

COLOURS: Final = {
    "red": "#F7C6C5",
    "green": "#BFE3C1",
    "blue": "#BCD9F3",
    "yellow": "#FBE08D",
    "purple": "#D9CDF0",
    "white": "#FFFFFF",
}
"""The colours of the disc, in the order of their dots."""


class PersonPicture(NamedTuple):
    """Who it is: never a name."""

    animal: str
    colour: str

    @property
    def key(self) -> str:
        """The key of the animal in the picture family."""
        return f"avatar_{self.animal}"

    @property
    def dots(self) -> int:
        """From one to six: the second mark, for who sees no colours and on paper."""
        return list(COLOURS).index(self.colour) + 1


def is_picture(picture: PersonPicture) -> bool:
    """Whether such a picture can be drawn."""
    return picture.animal in ANIMALS and picture.colour in COLOURS


def free_pictures(taken: Collection[PersonPicture]) -> Iterator[PersonPicture]:
    """Those that nobody has; an animal comes back in another colour as late as possible."""
    used = {animal: sum(one.animal == animal for one in taken) for animal in ANIMALS}
    everything = [PersonPicture(animal, colour) for colour in COLOURS for animal in ANIMALS]
    free = [picture for picture in everything if picture not in taken]
    return iter(sorted(free, key=lambda picture: used[picture.animal]))
