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
}


def why(error: OSError) -> str:
    """Return the reason in a few words; one that nobody can act on keeps its technical name."""
    number = error.errno or 0
    return _WHY.get(number, errno.errorcode.get(number, "onbekende fout"))
