"""The pictures that can stand for a volunteer, with the word by which others call them."""

from __future__ import annotations

from typing import Final

SIGNS: Final = {
    "avatar_cat_face": "Kat",
    "avatar_dog_face": "Hond",
    "avatar_rabbit_face": "Konijn",
    "avatar_fox": "Vos",
    "avatar_lion": "Leeuw",
    "avatar_frog": "Kikker",
    "avatar_elephant": "Olifant",
    "avatar_owl": "Uil",
    "avatar_turtle": "Schildpad",
    "avatar_bear": "Beer",
    "avatar_penguin": "Pinguïn",
    "avatar_cow_face": "Koe",
    "avatar_horse_face": "Paard",
    "avatar_hedgehog": "Egel",
    "avatar_butterfly": "Vlinder",
    "avatar_honeybee": "Bij",
    "avatar_fish": "Vis",
    "avatar_duck": "Eend",
    "avatar_rooster": "Haan",
    "avatar_snail": "Slak",
    "avatar_giraffe": "Giraf",
    "avatar_sunflower": "Zonnebloem",
    "avatar_tulip": "Tulp",
    "avatar_cactus": "Cactus",
    "avatar_star": "Ster",
    "avatar_kite": "Vlieger",
    "avatar_guitar": "Gitaar",
    "avatar_sailboat": "Zeilboot",
}
"""By the key of the picture."""
