"""What the spooler tells: of a paper, and of the printer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image

from kiosk.printer_state import PrinterState
from kiosk.services.printing import Job

EventKind = Literal["sending", "printed", "failed", "unknown", "expired", "held", "state"]


@dataclass(frozen=True, slots=True)
class SpoolEvent:
    """What happened to a paper, or to the printer (``state``; no job then).

    ``held``: a new paper cannot come out now and waits. ``state`` is that of the printer at that
    moment, ``image`` the paper in mode 1, ``png`` its file when the printer is a folder and
    ``sentence`` for the volunteer, in plain words. Comes from the thread of the spooler.
    """

    kind: EventKind
    state: PrinterState
    job: Job | None = None
    image: Image.Image | None = None
    png: Path | None = None
    sentence: str = ""
