"""The store of the kiosk: opening it safely, one transaction per act, and its models.

Knows nothing of the kiosk; peewee is imported here only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.backups import (
        backup,
        backup_file,
        backup_now,
        check_money,
        contents_now,
        restore_backup,
    )
    from db.connection import (
        PRAGMAS,
        KioskDatabase,
        close_connection,
        empty_log,
        open_database,
        reading,
        transaction,
    )
    from db.copies import Copied, copy_files, listed, newest_good, prune, sidecar, verify
    from db.database_files import APPLICATION_ID, backups_folder, is_good
    from db.door import door_of
    from db.erasures import Erased, erased, list_erased
    from db.errors import (
        BadBackup,
        BadUrl,
        BrokenStorage,
        Busy,
        CannotWrite,
        DamagedDatabase,
        DiskFull,
        FailedMigration,
        NewerVersion,
        NotOurs,
        StorageError,
        UnsafeStorage,
    )
    from db.files import make_folder, put_in_place, remove_file, sync_folder, write_file
    from db.manifest import Contents, Manifest, contents_of, digest, sealed_text, unsealed
    from db.rotation import Why

__all__ = [
    "APPLICATION_ID",
    "PRAGMAS",
    "BadBackup",
    "BadUrl",
    "BrokenStorage",
    "Busy",
    "CannotWrite",
    "Contents",
    "Copied",
    "DamagedDatabase",
    "DiskFull",
    "Erased",
    "FailedMigration",
    "KioskDatabase",
    "Manifest",
    "NewerVersion",
    "NotOurs",
    "StorageError",
    "UnsafeStorage",
    "Why",
    "backup",
    "backup_file",
    "backup_now",
    "backups_folder",
    "check_money",
    "close_connection",
    "contents_now",
    "contents_of",
    "copy_files",
    "digest",
    "door_of",
    "empty_log",
    "erased",
    "is_good",
    "list_erased",
    "listed",
    "make_folder",
    "newest_good",
    "open_database",
    "prune",
    "put_in_place",
    "reading",
    "remove_file",
    "restore_backup",
    "sealed_text",
    "sidecar",
    "sync_folder",
    "transaction",
    "unsealed",
    "verify",
    "write_file",
]

_HOMES = (
    "errors",
    "files",
    "database_files",
    "connection",
    "backups",
    "copies",
    "erasures",
    "door",
    "manifest",
    "rotation",
)
"""Where all of these are, the smallest first: the models take long to make, so they come last."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Whatever is asked for is imported then; who only wants to know an error waits for none."""
        if name in __all__:
            for home in _HOMES:
                module = import_module(f"db.{home}")
                if hasattr(module, name):
                    globals()[name] = getattr(module, name)
                    return globals()[name]
        raise AttributeError(f"module 'db' has no attribute {name!r}")
