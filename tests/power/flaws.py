"""Flaws put into the driver on purpose: a check that none of them fails would prove nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import db as store
from db import connection, files
from db.models.base import proxy
from kiosk.services import orders, payments, printing, tally


def two_transactions() -> None:
    """The paper of an act is written in a transaction of its own."""
    queue_job = printing.queue_job

    def commits_first(*document: Any, **about: Any) -> int:
        database: store.KioskDatabase = proxy.obj
        database.sql("COMMIT")
        time.sleep(0.02)  # where the kills of a test should fall
        database.sql("BEGIN IMMEDIATE")
        return queue_job(*document, **about)

    for module in (orders, payments, tally):
        vars(module)["queue_job"] = commits_first


def no_sync() -> None:
    """SQLite leaves the syncing to the system; a kill never shows it, a power cut does."""
    vars(connection)["PRAGMAS"] = tuple(
        (name, 0 if name == "synchronous" else value) for name, value in connection.PRAGMAS
    )


def hasty_rename() -> None:
    """Files get their name before their content is on the disk."""

    def put_in_place(part: Path, path: Path) -> None:
        os.rename(part, path)
        files.sync_folder(path.parent)

    vars(files)["put_in_place"] = put_in_place


def no_folder_sync() -> None:
    """Names are left to the system: a new file may be gone, or an old one may be back."""
    vars(files)["sync_folder"] = lambda _folder: None


FLAWS: Final[Mapping[str, Callable[[], None]]] = {
    "two-transactions": two_transactions,
    "no-sync": no_sync,
    "hasty-rename": hasty_rename,
    "no-folder-sync": no_folder_sync,
}
