"""The store of the kiosk: opening it safely, one transaction per act, and its models.

Knows nothing of the kiosk; peewee is imported here only.
"""

from db.connection import (
    PRAGMAS,
    KioskDatabase,
    backup,
    backup_now,
    close_connection,
    empty_log,
    open_database,
    reading,
    transaction,
)
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
from db.files import (
    APPLICATION_ID,
    backups_folder,
    is_good,
    newest_good_backup,
    restore_backup,
    write_file,
)

__all__ = [
    "APPLICATION_ID",
    "PRAGMAS",
    "BadBackup",
    "BadUrl",
    "BrokenStorage",
    "Busy",
    "CannotWrite",
    "DamagedDatabase",
    "DiskFull",
    "FailedMigration",
    "KioskDatabase",
    "NewerVersion",
    "NotOurs",
    "StorageError",
    "UnsafeStorage",
    "backup",
    "backup_now",
    "backups_folder",
    "close_connection",
    "empty_log",
    "is_good",
    "newest_good_backup",
    "open_database",
    "reading",
    "restore_backup",
    "transaction",
    "write_file",
]
