"""The handbook: its pictures are there, it tells of what exists, and it can be printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from deploy import handbook
from tests.screens.walk import WALK

TEXT = handbook.TEXT.read_text(encoding="utf-8")


def test_every_picture_is_of_a_state_that_exists_and_is_there() -> None:
    shown = handbook.named(TEXT)
    assert len(shown) >= 12 and len(set(shown)) == len(shown)
    for name in shown:
        screen, _, number = name.rpartition("-")
        assert int(number) <= len(WALK[screen]), name
        with Image.open(handbook.PICTURES / f"{name}.png") as picture:
            assert picture.width == handbook.KEPT_WIDE
    assert {path.stem for path in handbook.PICTURES.iterdir()} == set(shown)


def test_what_it_tells_to_tap_stands_on_a_screen() -> None:
    """A word between stars after "tik op" is one that a volunteer can find."""
    words = re.findall(r"[Tt]ik op \*\*([^*]+)\*\*", TEXT)
    assert len(words) >= 5
    screens = "".join(
        path.read_text(encoding="utf-8")
        for path in (handbook.HERE.parent / "kiosk").rglob("*")
        if path.suffix in (".kv", ".py")
    )
    assert [word for word in words if f'"{word}"' not in screens] == []


SUBJECTS = (
    "Opstellen",
    "dag openen",
    "toog",
    "dag sluiten",
    "Papier op",
    "stroom viel uit",
    "nieuwe vrijwilliger",
    "Code vergeten",
    "Kopies",
    "Bijwerken",
    "doet niets meer",
)


@pytest.mark.parametrize("wanted", SUBJECTS)
def test_every_subject_has_a_chapter(wanted: str) -> None:
    assert re.search(f"^## .*{wanted}", TEXT, re.MULTILINE)


def test_it_becomes_a_booklet_with_the_fallback_sheet(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert handbook.main(["--out", str(out)]) == 0
    again = tmp_path / "again.pdf"
    handbook.main(["--out", str(again)])
    assert out.read_bytes() == again.read_bytes(), "the same text gives the same file"
    booklet = handbook.make(TEXT, handbook.PICTURES)
    assert booklet.pages_count >= 10


def test_a_picture_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"welcome-1\.png"):
        handbook.make(TEXT, tmp_path)
