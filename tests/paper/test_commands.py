"""What goes to the printer: a raster in strips, and nothing a text could add to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from kiosk.paper.commands import STRIP, escpos_bytes
from kiosk.paper.documents import OrderSlip, PaperLine
from kiosk.paper.render import render


def skeleton(data: bytes) -> list[tuple[str, int]]:
    """The commands in ``data`` with their sizes, without the dots of the raster."""
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(data):
        two = data[at : at + 2]
        if two == b"\x1b@":
            found.append(("init", 0))
            at += 2
        elif two == b"\x1dv":
            assert data[at + 2 : at + 4] == b"0\x00"
            wide = int.from_bytes(data[at + 4 : at + 6], "little")
            high = int.from_bytes(data[at + 6 : at + 8], "little")
            found.append((f"raster {wide}", high))
            at += 8 + wide * high
        elif two == b"\x1bd":
            found.append(("feed", data[at + 2]))
            at += 3
        elif two == b"\x1dV":
            found.append(("cut", data[at + 2]))
            at += 3
        else:
            raise AssertionError(f"not a command at {at}: {data[at : at + 8]!r}")
    return found


def _slip(group: str) -> OrderSlip:
    return OrderSlip(group, "2025-11-22", 24, (PaperLine("prei", group, 1, 85),), 85)


@pytest.mark.parametrize("dots", [384, 576])
def test_begins_afresh_prints_in_strips_feeds_and_cuts(dots: int) -> None:
    paper = render(_slip("Lede"), dots)
    first, *strips, feed, cut = skeleton(escpos_bytes(paper))
    assert first == ("init", 0)
    assert {name for name, _ in strips} == {f"raster {dots // 8}"}
    assert sum(high for _, high in strips) == paper.height
    assert all(high <= STRIP for _, high in strips)
    assert feed[0] == "feed" and cut[0] == "cut"


def test_the_dots_are_those_of_the_paper() -> None:
    paper = Image.new("1", (384, 16), 1)
    paper.putpixel((0, 0), 0)
    paper.putpixel((383, 15), 0)
    data = escpos_bytes(paper)
    raster = data[2 + 8 : 2 + 8 + 48 * 16]
    assert raster[0] == 0x80 and raster[-1] == 0x01
    assert not any(raster[1:-1])


@pytest.mark.parametrize("hostile", ["\x1b@\x1dV\x00Lede", "\x10\x04\x01Lede", "Lede\x1bp\x00\x19"])
def test_hostile_text_gives_the_commands_of_plain_letters(hostile: str) -> None:
    plain = "".join(c for c in hostile if c.isprintable())
    assert escpos_bytes(render(_slip(hostile))) == escpos_bytes(render(_slip(plain)))
    assert skeleton(escpos_bytes(render(_slip(hostile)))) == skeleton(
        escpos_bytes(render(_slip("x" * len(plain))))
    )


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    escpos_bytes(render(_slip("Lede")))
    assert capfd.readouterr() == ("", "")


def test_python_escpos_leaves_no_folder_behind(tmp_path: Path) -> None:
    code = (
        "from kiosk.paper.commands import escpos_bytes; from PIL import Image; "
        "escpos_bytes(Image.new('1', (384, 8), 1))"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.getcwd()}
    environment.pop("ESCPOS_CAPABILITIES_PICKLE_DIR", None)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    assert list(tmp_path.iterdir()) == []
