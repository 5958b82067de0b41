"""The order of the house: who may import whom, which names exist at the top, and no catch-alls.

Imports go one way: main -> app -> screens -> services -> db and the pure rules. They are read from
the source, so a forbidden import inside a function, or in a kv file, is found as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

ROOT = Path(__file__).parent.parent

TOP_LEVEL = {
    ".ci",
    ".git",
    ".gitignore",
    "LICENSE",
    "README.md",
    "db",
    "deploy",
    "kiosk",
    "main.py",
    "pyproject.toml",
    "tests",
}
MADE_BY_TOOLS = {
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
}
CATCH_ALLS = {"common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}

LAYERS = {
    "main": ("main",),
    "commands": ("kiosk.commands",),
    "play": ("kiosk.play",),
    "app": ("kiosk.app", "kiosk.doors", "kiosk.opening", "kiosk.parts"),
    "start": ("kiosk.start",),
    "clock": ("kiosk.kiosk_clock",),
    "fail_safe": ("kiosk.fail_safe",),
    "safe_screen": ("kiosk.safe_screen",),
    "loop": ("kiosk.loop",),
    "sounds": ("kiosk.ear", "kiosk.sounds"),
    "practice": ("kiosk.practice", "kiosk.practice_trips"),
    "screens": ("kiosk.screens",),
    "widgets": ("kiosk.widgets",),
    "print_desk": ("kiosk.print_desk",),
    "copy_desk": ("kiosk.copy_desk",),
    "copier": ("kiosk.copier",),
    "spooler": ("kiosk.spooler",),
    "printer": ("kiosk.printer",),
    "services": ("kiosk.services",),
    "paper": ("kiosk.paper",),
    "db": ("db",),
    "files": ("db.files",),
    "rules": ("kiosk",),
}
"""Every layer with the packages and modules in it; the longest name that fits counts."""

MAY_IMPORT = {
    "main": {"commands", "play", "app", "widgets", "db", "rules"},
    "commands": {"commands", "start", "services", "printer", "paper", "db", "rules"},
    "play": {
        "play",
        "app",
        "start",
        "practice",
        "screens",
        "widgets",
        "services",
        "paper",
        "printer",
        "db",
        "rules",
    },
    "app": {
        "app",
        "start",
        "clock",
        "fail_safe",
        "loop",
        "sounds",
        "practice",
        "screens",
        "widgets",
        "print_desk",
        "copy_desk",
        "spooler",
        "services",
        "paper",
        "db",
        "rules",
    },
    "clock": {"services", "rules"},
    "start": {"practice", "services", "db", "rules"},
    "fail_safe": {"rules"},
    "safe_screen": {"db", "rules"},
    "loop": {"loop", "rules"},
    "sounds": {"sounds", "screens", "widgets", "rules"},
    "practice": {"practice", "services", "db", "rules"},
    "screens": {"widgets", "services", "paper", "rules"},
    "widgets": {"widgets", "paper", "files", "rules"},
    "print_desk": {"spooler", "printer", "rules"},
    "copy_desk": {"copier", "start", "services", "db", "rules"},
    "copier": {"services", "rules"},
    "spooler": {"spooler", "printer", "services", "paper", "db", "rules"},
    "printer": {"printer", "paper", "files", "rules"},
    "services": {"services", "paper", "db", "rules"},
    "paper": {"paper", "rules"},
    "db": {"db", "files"},
    "files": {"db"},
    "rules": {"rules", "files"},
}

ONLY_IN = {
    "kivy": {
        "main",
        "play",
        "app",
        "fail_safe",
        "loop",
        "print_desk",
        "safe_screen",
        "copy_desk",
        "sounds",
        "screens",
        "widgets",
    },
    "peewee": {"db"},
    "playhouse": {"db"},
    "sqlite3": {"db", "files"},
    "escpos": {"paper", "printer"},
    "serial": {"printer"},
    "usb": {"printer"},
}
"""The layers that may know a library."""

SCREENS = "kiosk.screens"
BY_NAME = {SCREENS, "kiosk.widgets", "db"}
"""They import their own modules by name, each when it is needed."""

SHARED_BY_SCREENS = f"{SCREENS}.base"


@dataclass(frozen=True, slots=True)
class Import:
    """``module`` imports ``target``: at once, later (in a function), or only for its types."""

    module: str
    target: str
    when: Literal["at once", "later", "types"] = "at once"


def layer_of(module: str) -> str | None:
    """Return the layer of one of our modules, None for a library."""
    fitting = [
        (len(prefix), layer)
        for layer, prefixes in LAYERS.items()
        for prefix in prefixes
        if module == prefix or module.startswith(f"{prefix}.")
    ]
    return max(fitting)[1] if fitting else None


def imports_of(module: str, source: str, ours: frozenset[str], *, package: bool) -> list[Import]:
    """Return what Python source imports; ``from a import b`` names the module ``a.b`` if it is one."""
    tree = ast.parse(source)
    later: set[ast.AST] = set()
    types: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            later.update(ast.walk(node))
        elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            types.update(inner for part in node.body for inner in ast.walk(part))
    found = []
    for node in ast.walk(tree):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".") if package else module.split(".")[:-1]
                parts = parts[: len(parts) - node.level + 1]
                base = ".".join([*parts, *([node.module] if node.module else [])])
            full = [f"{base}.{name.name}" for name in node.names]
            targets = [name if name in ours else base for name in full]
        elif isinstance(node, ast.Call) and re.fullmatch(
            r"(importlib\.)?import_module|__import__", ast.unparse(node.func)
        ):
            first = node.args[0] if node.args else None
            known = isinstance(first, ast.Constant) and isinstance(first.value, str)
            targets = [str(first.value)] if known and isinstance(first, ast.Constant) else ["?"]
        when: Literal["at once", "later", "types"] = (
            "types" if node in types else "later" if node in later else "at once"
        )
        found += [Import(module, target, when) for target in targets]
    return found


def kv_imports_of(module: str, text: str) -> list[Import]:
    """Return what a kv file imports: ``#:import name a.module.or.a.name.in.it``."""
    return [
        Import(module, target)
        for target in re.findall(r"^\s*#:\s*import\s+\S+\s+(\S+)", text, re.MULTILINE)
    ]


def forbidden(found: Import) -> str:
    """Say which rule an import breaks, or nothing."""
    here = layer_of(found.module)
    assert here, f"{found.module} is in no layer"
    if found.target == "?" and found.module not in BY_NAME:
        return f"{found.module} imports something that cannot be read from its source"
    there = layer_of(found.target) if found.target != "?" else here
    if there is None:
        library = found.target.split(".")[0]
        if here not in ONLY_IN.get(library, {here}):
            return f"{found.module} imports {found.target}; only {sorted(ONLY_IN[library])} may"
        return ""
    if here == there == "screens":
        collects = found.module == SCREENS
        if collects or found.target == SHARED_BY_SCREENS or found.target == found.module:
            return ""
        return f"{found.module} imports the screen {found.target}"
    if here == "screens" and there == "app" and found.when == "types":
        return ""  # a screen finds the running app by Kivy; only the type has a name
    if there in MAY_IMPORT[here]:
        return ""
    return f"{found.module} ({here}) imports {found.target} ({there})"


def sources() -> Mapping[str, tuple[Path, bool]]:
    """Return our modules, each with its file and whether it is a package."""
    files = [ROOT / "main.py", *(ROOT / "kiosk").rglob("*.py"), *(ROOT / "db").rglob("*.py")]
    found = {}
    for file in files:
        if file.exists() and "assets" not in file.relative_to(ROOT).parts:
            parts = list(file.relative_to(ROOT).with_suffix("").parts)
            package = parts[-1] == "__init__"
            found[".".join(parts[:-1] if package else parts)] = (file, package)
    return found


def all_imports() -> Iterator[Import]:
    modules = sources()
    ours = frozenset(modules)
    for module, (file, package) in modules.items():
        yield from imports_of(module, file.read_text(encoding="utf-8"), ours, package=package)
    for file in (ROOT / "kiosk").rglob("*.kv"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        yield from kv_imports_of(module, file.read_text(encoding="utf-8"))


def circles(edges: set[tuple[str, str]]) -> list[str]:
    """Return the modules that import each other in a circle."""
    following: dict[str, set[str]] = {}
    for start, end in edges:
        following.setdefault(start, set()).add(end)
    inside = []
    for start in sorted(following):
        seen: set[str] = set()
        waiting = list(following[start])
        while waiting:
            module = waiting.pop()
            if module not in seen:
                seen.add(module)
                waiting += following.get(module, ())
        if start in seen:
            inside.append(start)
    return inside


def test_imports_go_one_way() -> None:
    found = list(all_imports())
    assert len(found) > 30
    assert [problem for problem in map(forbidden, found) if problem] == []


def test_no_module_imports_itself_in_a_circle() -> None:
    ours = set(sources())
    edges = {
        (found.module, found.target)
        for found in all_imports()
        if found.target in ours and found.when == "at once" and found.target != found.module
    }
    assert circles(edges) == []


def test_every_layer_has_its_rule() -> None:
    assert set(MAY_IMPORT) == set(LAYERS)
    assert set().union(*MAY_IMPORT.values(), *ONLY_IN.values()) <= set(LAYERS)


def test_the_top_level_is_fixed() -> None:
    assert {entry.name for entry in ROOT.iterdir()} - MADE_BY_TOOLS <= TOP_LEVEL


def test_no_module_is_a_catch_all() -> None:
    files = [*sources().values()]
    assert [file for file, _ in files if CATCH_ALLS & {file.stem, file.parent.name}] == []


def test_there_is_no_code_among_the_assets() -> None:
    assert list((ROOT / "kiosk" / "assets").rglob("*.py")) == []


OURS = frozenset(
    {
        "db.models",
        "kiosk",
        "kiosk.printer",
        "kiosk.screens",
        "kiosk.screens.home",
        "kiosk.screens.produce",
        "kiosk.services",
    }
)


@pytest.mark.parametrize(
    ("module", "source", "refused"),
    [
        ("kiosk.screens.home", "import db", True),
        ("kiosk.screens.home", "from db.models import Order", True),
        ("kiosk.screens.home", "from kiosk import printer", True),
        ("kiosk.screens.home", "from kiosk.printer import open_printer", True),
        ("kiosk.screens.home", "from kiosk.spooler import wake", True),
        ("kiosk.screens.home", "from kiosk.screens.produce import Produce", True),
        ("kiosk.screens.home", "from .produce import Produce", True),
        ("kiosk.screens.home", "from kiosk.screens import produce", True),
        ("kiosk.screens.home", "from kiosk.app import KioskApp", True),
        ("kiosk.screens.home", "if TYPE_CHECKING:\n    from kiosk.app import KioskApp", False),
        ("kiosk.screens.home", "if TYPE_CHECKING:\n    from db.models import Order", True),
        ("kiosk.screens.home", "if True:\n    from kiosk.app import KioskApp", True),
        ("kiosk.screens.home", "from kiosk.screens.base import KioskScreen", False),
        ("kiosk.screens.home", "from .base import KioskScreen", False),
        ("kiosk.screens.home", "from kiosk.services import orders\nimport kivy.app", False),
        ("kiosk.screens.home", "def f():\n    import peewee", True),
        ("kiosk.services.orders", "from kivy.clock import Clock", True),
        ("kiosk.services.orders", "from kiosk.screens.home import Home", True),
        ("kiosk.services.orders", "import sqlite3", True),
        ("kiosk.services.orders", "from db.models import Order\nfrom kiosk.money import x", False),
        ("kiosk.services.orders", "importlib.import_module('kivy.clock')", True),
        ("kiosk.services.orders", "__import__(name)", True),
        ("kiosk.money", "import kiosk.services", True),
        ("kiosk.money", "from kiosk import services", True),
        ("kiosk.money", "import peewee", True),
        ("kiosk.money", "import babel\nfrom kiosk.errors import BadPrice", False),
        ("kiosk.paper.layouts", "import escpos.printer", False),
        ("kiosk.paper.layouts", "from kiosk.services import orders", True),
        ("kiosk.spooler", "import escpos", True),
        ("kiosk.printer", "import usb.core\nimport escpos", False),
        ("kiosk.widgets.tiles", "from kiosk.services import orders", True),
        ("kiosk.widgets.tiles", "from kiosk.screens.home import Home", True),
        ("kiosk.app", "import main", True),
        ("kiosk.app", "import kiosk.play", True),
        ("db.models", "from kiosk.money import Pieces", True),
        ("db.models", "import kiosk", True),
        ("db.models", "import peewee, sqlite3\nfrom db import connection", False),
        ("main", "import escpos", True),
        ("main", "from kiosk.app import run_kiosk\nfrom db import errors", False),
    ],
)
def test_the_checker_can_fail(module: str, source: str, refused: bool) -> None:
    found = imports_of(module, source, OURS | {module}, package=False)
    assert found
    assert any(map(forbidden, found)) is refused


def test_relative_imports_of_a_package_and_from_above() -> None:
    found = imports_of(SCREENS, "from . import home\nfrom .home import Home", OURS, package=True)
    assert {one.target for one in found} == {"kiosk.screens.home"}
    found = imports_of("kiosk.screens.home", "from ..services import x", OURS, package=False)
    assert found == [Import("kiosk.screens.home", "kiosk.services")]


def test_kv_files_are_read_as_well() -> None:
    text = "#:import dp kivy.metrics.dp\n  #: import Order db.models.Order\n<Tile>:\n"
    found = kv_imports_of("kiosk.screens.home", text)
    assert [one.target for one in found] == ["kivy.metrics.dp", "db.models.Order"]
    assert [bool(forbidden(one)) for one in found] == [False, True]


def test_when_something_is_imported() -> None:
    source = "import a\ndef f():\n    import b\nif typing.TYPE_CHECKING:\n    import c\nelse:\n    import d"
    found = imports_of("kiosk.money", source, OURS, package=False)
    assert {one.target: one.when for one in found} == {
        "a": "at once",
        "b": "later",
        "c": "types",
        "d": "at once",
    }


def test_a_circle_is_found() -> None:
    assert circles({("a", "b"), ("b", "c")}) == []
    assert circles({("a", "b"), ("b", "c"), ("c", "b")}) == ["b", "c"]
