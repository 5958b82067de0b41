"""Why the system refused something, in words for who installs the kiosk."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

_WHY: Final[Mapping[int, str]] = {
    errno.ENOENT: "bestaat niet",
    errno.ENOTDIR: "een deel van de naam is een bestand, geen map",
    errno.EISDIR: "is een map",
    errno.EEXIST: "is een bestand, geen map",
    errno.EACCES: "geen toelating",
    errno.EPERM: "geen toelating",
    errno.EROFS: "alleen leesbaar",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijf is vol",
    errno.EIO: "de schijf antwoordt niet goed",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "verwijst naar zichzelf",
    errno.ESPIPE: "is geen gewoon bestand",
}


_PASSING: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENXIO, errno.ENODEV}
)


def may_pass(error: OSError) -> bool:
    """Whether it is the disk that is in trouble: that may be over while the kiosk runs."""
    return error.errno in _PASSING


def why(error: OSError) -> str:
    """Return the reason in a few words; one that nobody can act on keeps its technical name."""
    number = error.errno or 0
    return _WHY.get(number, errno.errorcode.get(number, "onbekende fout"))
