"""Papers to look at, and the comparison with the golden images."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "UPDATE_GOLDEN"

Compare = Callable[[Image.Image, str], None]


@pytest.fixture
def golden(tmp_path: Path) -> Compare:
    """Compare a paper with the picture of that name.

    After a wanted change: ``UPDATE_GOLDEN=1 pytest tests/paper``, then look at every picture.
    """

    def compare(paper: Image.Image, name: str) -> None:
        wanted = GOLDEN / f"{name}.png"
        if os.environ.get(UPDATE):
            GOLDEN.mkdir(exist_ok=True)
            paper.save(wanted, optimize=True)
            return
        actual = tmp_path / f"{name}.actual.png"
        paper.save(actual)
        how = f"look at {actual}; if it is right: {UPDATE}=1 pytest tests/paper"
        if not wanted.exists():
            pytest.fail(f"there is no {wanted}; {how}")
        with Image.open(wanted) as picture:
            expected = picture.convert("1")
        if expected.size != paper.size:
            pytest.fail(f"{wanted} is {expected.size}, the paper is {paper.size}; {how}")
        changed = ImageChops.logical_xor(expected, paper.convert("1")).getbbox()
        if changed:
            pytest.fail(f"{wanted} differs in {changed}; {how}")

    return compare
