"""The made-up kiosk of tests/updating.py: its copies, its first picture, and systemd's start."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def release_of(script: str) -> Path:
    """The version that a script belongs to."""
    return Path(script).parent.parent


def knows(release: Path) -> int:
    """The newest data that a version can work with."""
    return int((release / "kiosk" / "schema").read_text())


def schema(data: Path) -> int:
    """How new the data are."""
    return int((data / "onthaal.db").read_text().split("\n")[0])


def copy(source: Path, target: Path) -> None:
    """Copy data, in one rename."""
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    part.replace(target)


def bring_up_to_date(release: Path, data: Path) -> bool:
    """Open the data as a version does at its start; False when they are too new for it."""
    if not (data / "onthaal.db").exists():
        return True
    if schema(data) > knows(release):
        return False
    rest = (data / "onthaal.db").read_text().partition("\n")[2]
    part = data / "onthaal.part"
    part.write_text(f"{knows(release)}\n{rest}")
    part.replace(data / "onthaal.db")
    return True


def copy_data(release: Path, words: list[str]) -> int:
    """What deploy/copy_data.py does."""
    if words[0] == "suits":
        return 0 if schema(Path(words[1])) <= knows(release) else 1
    if words[0] == "make":
        data = Path(words[1])
        if schema(data) > knows(release):
            return 1
        backups = data / "backups"
        backups.mkdir(exist_ok=True)
        target = backups / f"{len(list(backups.iterdir()))}.db"
        copy(data / "onthaal.db", target)
        print(target)
        return 0
    copy(Path(words[1]), Path(words[2]) / "onthaal.db")
    return 0


def first_picture(release: Path, words: list[str]) -> int:
    """What deploy/first_picture.py does."""
    if (release / "kiosk" / "broken").exists():
        return 1
    return 0 if bring_up_to_date(release, Path(words[-1])) else 1


def systemctl(words: list[str]) -> int:
    """Starting the kiosk; what is enabled is kept as files in the state folder."""
    root = Path(os.environ["ONTHAAL_ROOT"])
    kept = root / "run" / "enabled"
    plain = [word for word in words if not word.startswith("-")]
    match plain:
        case ["start", _]:
            current = (root / "opt" / "onthaal" / "current").resolve()
            if not (current / "complete").exists():
                return 1
            if not bring_up_to_date(current, root / "var" / "lib" / "onthaal"):
                return 1
            return 1 if (current / "kiosk" / "crashes").exists() else 0
        case ["is-enabled", unit]:
            print((kept / unit).read_text() if (kept / unit).exists() else "disabled")
        case ["enable", unit]:
            (kept / unit).write_text("enabled")
        case ["mask", unit]:
            (kept / unit).write_text("masked")
        case ["unmask" | "disable", unit]:
            (kept / unit).unlink(missing_ok=True)
        case ["get-default"]:
            print("multi-user.target")
    return 0


def main(words: list[str]) -> int:
    """Be the command of that name."""
    if words[0] == "systemctl":
        return systemctl(words[1:])
    does = copy_data if words[0].endswith("copy_data.py") else first_picture
    return does(release_of(words[0]), words[1:])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
