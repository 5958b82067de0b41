"""A folder in the place of a printer: each paper is a picture in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from db.files import make_folder, put_in_place
from kiosk.printer.device import Put
from kiosk.printer.errors import FolderNotWritable
from kiosk.printer_state import PrinterState


@dataclass(frozen=True, slots=True)
class FolderPrinter:
    """Writes each paper as a numbered PNG, whole or not at all."""

    folder: Path
    dots: int | None = None

    def look(self) -> PrinterState:
        """Always ok when the folder takes files. Raises FolderNotWritable."""
        try:
            make_folder(self.folder)
        except OSError as error:
            raise _not_writable(self.folder, error.strerror or str(error)) from error
        if not os.access(self.folder, os.W_OK):
            raise _not_writable(self.folder, "geen toelating")
        return "ok"

    def clean_first(self) -> None:
        """A picture that was not finished has no name yet: there is nothing to clean."""

    def put(self, paper: Image.Image, name: str, begin: Callable[[], bool]) -> Put | None:
        """Write ``0001-name.png`` with the next number. Raises FolderNotWritable."""
        self.look()
        if not begin():
            return None
        try:
            numbers = [
                int(match[1])
                for file in self.folder.iterdir()
                if (match := re.match(r"(\d{4,})-", file.name))
            ]
            target = self.folder / f"{max(numbers, default=0) + 1:04d}-{name}.png"
            draft = target.with_suffix(".part")
            try:
                paper.save(draft, format="PNG", dpi=(203, 203))
                put_in_place(draft, target)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise _not_writable(self.folder, error.strerror or str(error)) from error
        return Put("printed", "ok", target)


def _not_writable(folder: Path, why: str) -> FolderNotWritable:
    return FolderNotWritable(
        f"De map voor de papieren kan niet beschreven worden: {folder} ({why})."
    )
