"""Plays the practice day through with real touches, and keeps what was seen and printed.

It is the proof that the journey works from the welcome picture to the closed tally, on a machine
without a screen or a printer as well; the pictures in the README are its screenshots.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from kiosk.app import KioskApp
from kiosk.play import closing, desk, outings, person
from kiosk.play.player import SATURDAY, Player, Script, Time
from kiosk.printer import folder_url
from kiosk.settings import Settings
from kiosk.start import prepare

A_WEEK: Final = timedelta(days=7)


def day(player: Player) -> Script:
    """The whole day, the day of an outing in the same week, and how the next Saturday begins."""
    yield from person.visit(player)
    yield from desk.counter(player)
    yield from desk.look_back(player)
    yield from outings.plan(player)
    yield from desk.settings(player)
    yield from closing.close(player)
    yield from outings.let_in(player)
    player.time.forward(SATURDAY + A_WEEK)
    yield from closing.open_again(player)


def play(settings: Settings, out: Path, language: str) -> int:
    """Play the practice day, its participant speaking `language`; 0 when all of it happened.

    It leaves numbered screenshots in `out`, and the papers in `papers` there.
    """
    papers = out / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    group = replace(settings.group, name="Welzijnsschakel Lede", iban="BE68539007547034")
    settings = replace(
        settings,
        printer=replace(settings.printer, url=folder_url(papers)),
        times=replace(settings.times, undo_seconds=20),
        group=settings.group if settings.group.iban else group,
    )
    prepare(settings, SATURDAY)
    time = Time()
    player = Player(KioskApp(settings, clock=time), time, out, language)
    return 0 if player.follow(day(player)) is None else 1
