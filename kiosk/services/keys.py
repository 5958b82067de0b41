"""The key file: outside the database, for its owner only, made at the first start."""

from __future__ import annotations

import logging
import os
import stat
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import db
from db import models
from kiosk import key_ring
from kiosk.codes import Key, KeyRing, new_ring
from kiosk.errors import BadKeys, NotStored
from kiosk.paper.card_documents import KeyCopy
from kiosk.services.acts import act, look, to_ms
from kiosk.services.printing import Group
from kiosk.system_errors import why

FILE: Final = "sleutels.json"
"""The name of the key file in the data folder."""

LOCKED: Final = "sleutels-op-slot.json"
"""The name of the copy that only the passphrase opens, in the folder of the backups."""

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO

log = logging.getLogger(__name__)


def load_ring(data: Path) -> KeyRing:
    """The keys of this kiosk; at the first start they are made.

    A file that others may read is closed to them, with a line in the log, since a copy put back
    from a stick easily is. Raises BadKeys for a file that is damaged: new keys in its place would
    make every paper that is out worthless. Raises NotStored.
    """
    file = data / FILE
    try:
        if not file.exists():
            ring = new_ring()
            _write(file, ring)
            return ring
        if file.stat().st_mode & _OTHERS:
            log.warning("the key file could be read by others; it is closed to them now")
            os.chmod(file, stat.S_IRUSR | stat.S_IWUSR)
        return key_ring.from_text(file.read_text(encoding="utf-8"))
    except (BadKeys, UnicodeDecodeError) as error:
        raise BadKeys(
            f"Het bestand {file} met de sleutels is beschadigd. Zet het terug uit een kopie, of "
            "zet het weg: dan komen er nieuwe sleutels en gelden de oude papieren niet meer."
        ) from error
    except OSError as error:
        raise NotStored(
            f"De sleutels in {file} kunnen niet gelezen of bewaard worden ({why(error)})."
        ) from error


def renew_key(
    data: Path, ring: KeyRing, *, at: datetime, today: date, volunteer: int | None
) -> KeyRing:
    """Sign with a new key from now on; the one before reads until its last voucher had its day.

    Raises NotStored.
    """
    renewed = ring.renewed(_last_voucher_day(today))
    _keep(data, renewed)
    with act():
        models.Audit.note("renew_key", "key", renewed.active.id, volunteer, to_ms(at))
    return renewed


def restore_key(
    data: Path, ring: KeyRing, key: Key, *, at: datetime, today: date, volunteer: int | None
) -> KeyRing:
    """Put a key of a copy back on the ring, to read what it signed. Raises NotStored."""
    restored = ring.with_keys((replace(key, until=_last_voucher_day(today)),))
    _keep(data, restored)
    with act():
        models.Audit.note("restore_key", "key", key.id, volunteer, to_ms(at))
    return restored


def adopt(data: Path, text: str) -> KeyRing:
    """Go on with the keys of a copy from another day or machine; those of here still read.

    Raises BadKeys, NotStored.
    """
    ring = key_ring.from_text(text)
    if (data / FILE).exists():
        ring = ring.with_keys(load_ring(data).keys)
    _keep(data, ring)
    return ring


def lock_copy(
    data: Path,
    ring: KeyRing,
    passphrase: str,
    *,
    at: datetime | None = None,
    volunteer: int | None = None,
) -> Path:
    """Write the keys beside the backups, to be opened with the passphrase only.

    Slow on purpose: not on the UI thread. Raises BadPassphrase, NotStored.
    """
    locked = key_ring.lock(ring, passphrase)
    folder = db.backups_folder(data / FILE)
    try:
        db.make_folder(folder)
        db.write_file(folder / LOCKED, locked)
    except OSError as error:
        raise NotStored(f"De kopie kon niet bewaard worden ({why(error)}).") from error
    if at is not None:
        with act():
            models.Audit.note("lock_keys", "key", ring.active.id, volunteer, to_ms(at))
    return folder / LOCKED


def key_copy(
    ring: KeyRing, *, at: datetime, today: date, group: Group, volunteer: int | None
) -> KeyCopy:
    """The paper with the key that signs now, to be kept in a safe place. Raises NotStored."""
    key = ring.active
    with act():
        models.Audit.note("print_key", "key", key.id, volunteer, to_ms(at))
    return KeyCopy(
        group=group.name,
        day=today.isoformat(),
        number=key.id,
        lines=key_ring.copy_lines(key),
        code=key_ring.copy_code(key),
    )


def _last_voucher_day(today: date) -> date:
    """The day after the last outing that is planned: what ends after midnight counts until then."""
    with look():
        last = models.Outing.last_day()
    return max(today, date.fromisoformat(last) if last else today) + timedelta(days=1)


def _keep(data: Path, ring: KeyRing) -> None:
    try:
        _write(data / FILE, ring)
    except OSError as error:
        raise NotStored(f"De sleutels konden niet bewaard worden ({why(error)}).") from error


def _write(file: Path, ring: KeyRing) -> None:
    db.write_file(file, key_ring.to_text(ring).encode())
