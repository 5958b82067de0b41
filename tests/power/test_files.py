"""Every file that the kiosk writes is written in db: aside, synced, renamed, the folder synced.

Read from the source, so that a file that no test happens to write is found as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
FILES: Final = ("db/files.py", "db/database_files.py")
"""The modules in which files are made, synced and given their names."""

CHANGES: Final = {
    "hardlink_to",
    "makedirs",
    "mkdir",
    "remove",
    "removedirs",
    "rename",
    "renames",
    "rmdir",
    "rmtree",
    "symlink_to",
    "touch",
    "truncate",
    "unlink",
    "write_bytes",
    "write_text",
}
"""Methods and functions that change files or names, whatever they belong to."""

OF_MODULES: Final = ("shutil.", "tempfile.")
OPENED_BY_NAME: Final = ("open", "io.open", "wave.open", "tarfile.open", "Image.open", "gzip.open")
READS: Final = ("shutil.which", "shutil.disk_usage")


def writes(source: str) -> Iterator[str]:
    """The calls in Python source that write, make, rename or remove a file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _writes(node, ast.unparse(node.func)):
            yield ast.unparse(node)


def _writes(call: ast.Call, name: str) -> bool:
    method = name.rpartition(".")[2]
    if name == "sqlite3.connect":
        return "mode=ro" not in ast.unparse(call)
    if name.startswith(OF_MODULES):
        return name not in READS
    if name == "os.open":
        return any(flag in ast.unparse(call) for flag in ("O_WRONLY", "O_RDWR", "O_CREAT"))
    if method == "open" and name != "self.open":
        return _mode(call, at=1 if name in OPENED_BY_NAME else 0)
    if method == "replace":  # of a string it has two arguments, of a dataclass it is a function
        return name == "os.replace" or ("." in name and len(call.args) == 1 and not call.keywords)
    if method == "remove":  # of a list as well
        return name == "os.remove"
    if method == "save":  # of a picture; of a row it has no place
        return bool(call.args)
    return method in CHANGES


def _mode(call: ast.Call, at: int) -> bool:
    """Whether a file is opened to be written; a mode that is not written out counts as one."""
    given = [word.value for word in call.keywords if word.arg == "mode"] or call.args[at : at + 1]
    if not given:
        return False
    mode = given[0]
    return not (
        isinstance(mode, ast.Constant)
        and isinstance(mode.value, str)
        and not set(mode.value) & set("wax+")
    )


ALLOWED: Final = {
    "db/connection.py": "SQLite syncs what it writes itself",
    "db/copies.py": "SQLite; an old copy that comes back after a power cut is let go again",
    "db/manifest.py": "SQLite, read-only",
    "db/migrations/__init__.py": "SQLite syncs what it writes itself",
    "db/restoring.py": "a file too large for memory: by hand what write_file does",
    "kiosk/data_folder.py": "a file without a name, to prove that the disk keeps something",
    "kiosk/paper/commands.py": "what a library leaves in the folder for temporary files",
    "kiosk/photo_maker.py": "the standard output of a process",
    "kiosk/printer/folder.py": "a draft, that put_in_place gives its name",
    "kiosk/safe_screen.py": "the runtime directory, which is memory",
    "kiosk/services/archives.py": "a folder of its own, gone when it ends; pictures by write_file",
    "kiosk/services/backups.py": "a folder of its own, gone when it ends",
    "kiosk/services/restoring.py": "a folder of its own, gone when it ends",
    "kiosk/services/stick_copies.py": "a stick: synced as a whole and read back",
    "kiosk/speech.py": "sounds that can be made again; put_in_place gives them their names",
    "kiosk/start.py": "the practice day, which begins anew each time",
    "kiosk/watchdog.py": "the runtime directory, which is memory",
    "kiosk/widgets/lean.py": "compiled kv files, that put_in_place gives their names",
    "kiosk/widgets/qr.py": "a picture in memory",
    "kiosk/widgets/splash.py": "a picture in memory",
}
"""The modules that write something beside, and why a power cut does not matter there."""


def found() -> dict[str, set[str]]:
    """What writes, by module; the play-through is no kiosk, and screens open no files."""
    files = [ROOT / "main.py", *(ROOT / "kiosk").rglob("*.py"), *(ROOT / "db").rglob("*.py")]
    names = {str(file.relative_to(ROOT)): file for file in files}
    return {
        name: calls
        for name, file in names.items()
        if name not in FILES and not name.startswith("kiosk/play/")
        if (calls := set(writes(file.read_text(encoding="utf-8"))))
    }


def test_files_are_written_by_the_modules_that_sync_them() -> None:
    assert {name: calls for name, calls in found().items() if name not in ALLOWED} == {}


def test_no_exception_has_outlived_its_reason() -> None:
    assert set(ALLOWED) - set(found()) == set()


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("open(path, 'w')", True),
        ("open(path, mode='ab')", True),
        ("open(path, mode)", True),
        ("open(path)", False),
        ("open(path, 'rb')", False),
        ("path.open('w')", True),
        ("path.open()", False),
        ("io.open(path, 'x')", True),
        ("os.open(path, os.O_RDONLY)", False),
        ("os.open(path, os.O_CREAT | os.O_WRONLY)", True),
        ("path.write_text('')", True),
        ("part.rename(path)", True),
        ("part.replace(path)", True),
        ("os.replace(part, path)", True),
        ("text.replace('a', 'b')", False),
        ("replace(settings, told='')", False),
        ("shutil.copyfile(a, b)", True),
        ("shutil.which('espeak-ng')", False),
        ("tarfile.open(path, 'w:gz')", True),
        ("tarfile.open(path, 'r:gz')", False),
        ("paper.save(path)", True),
        ("row.save(only=[name])", False),
        ("lines.remove(line)", False),
        ("os.remove(path)", True),
        ("sqlite3.connect(path)", True),
        ("sqlite3.connect(f'{path.as_uri()}?mode=ro', uri=True)", False),
    ],
)
def test_the_finder_can_fail(source: str, is_found: bool) -> None:
    assert bool(list(writes(source))) is is_found
