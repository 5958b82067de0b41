"""Who did what: every act of a volunteer is written down, by ids only, for good."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import peewee
import pytest

from db import models
from db.connection import KioskDatabase

ROOT = Path(__file__).parent.parent.parent
SERVICES = ROOT / "kiosk" / "services"
SCREENS = ROOT / "kiosk" / "screens"

NOT_NOTED = {
    "drafts.save_draft": "half a form is not an act yet",
    "locks.settle_guess": "the guess itself is written down, with whose PIN it was",
    "papers.mark_seen": "somebody has read what stood there",
    "pins.check_pin": "the guess itself is written down, with whose PIN it was",
    "rescue.check_code": "the guess itself is written down; using the code is noted",
    "vouchers.look_up_typed": "the guess itself is written down; letting in is noted",
}
"""What a volunteer's screen does that writes without being noted, and why."""


def functions(file: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node


def named(node: ast.AST, home: str, imported: dict[str, str]) -> Iterator[str]:
    """Every function that is named in the node: ``module.function``."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            yield f"{part.value.id}.{part.attr}"
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Attribute):
            yield f"{part.value.attr}.{part.attr}"
        elif isinstance(part, ast.Name):
            yield imported.get(part.id, f"{home}.{part.id}")


def imports(file: Path) -> dict[str, str]:
    """Names of functions that come from a service, as ``module.function``."""
    found = {}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kiosk.services."):
            for name in node.names:
                found[name.asname or name.name] = f"{str(node.module).split('.')[-1]}.{name.name}"
    return found


def calls() -> dict[str, set[str]]:
    """What each function of the services names, by ``module.function``."""
    return {
        f"{file.stem}.{name}": set(named(node, file.stem, imports(file)))
        for file in SERVICES.glob("*.py")
        for name, node in functions(file)
    }


def reaching(goal: set[str], graph: dict[str, set[str]]) -> set[str]:
    """Every function from which one of these is reached."""
    found: set[str] = set()
    while True:
        more = {name for name, called in graph.items() if called & (goal | found)} - found
        if not more:
            return found
        found |= more


def asked_by_volunteers() -> set[str]:
    """The functions of services that the volunteers' screens name."""
    found = set()
    for file in SCREENS.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        if re.search(r'waits_for: .*= "desk"', text):
            found |= set(named(ast.parse(text), file.stem, imports(file)))
    return found


def test_every_act_that_knows_its_volunteer_is_noted() -> None:
    graph = calls()
    noted = reaching({"Audit.note"}, graph)
    missing = [
        f"{file.stem}.{name}"
        for file in SERVICES.glob("*.py")
        for name, node in functions(file)
        if not name.startswith("_")
        and {"volunteer", "by"} & {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
        and f"{file.stem}.{name}" not in noted
        and f"{file.stem}.{name}" in reaching({"acts.act", "act", f"{file.stem}.act"}, graph)
    ]
    assert set(missing) <= set(NOT_NOTED)


def test_every_act_on_a_volunteers_screen_is_noted() -> None:
    graph = calls()
    acts = reaching({"acts.act"}, graph) & asked_by_volunteers()
    assert len(acts) > 30
    assert acts - reaching({"Audit.note"}, graph) <= set(NOT_NOTED)


def test_nothing_is_changed_or_taken_away(db: KioskDatabase) -> None:
    models.Audit.note("open_moment", "moment", 1, None, 0)
    for sql in ("UPDATE audit SET volunteer_id = 2", "DELETE FROM audit"):
        with pytest.raises(peewee.IntegrityError, match="append-only"):
            db.sql(sql)


@pytest.mark.usefixtures("db")
def test_only_numbers_are_noted() -> None:
    with pytest.raises(TypeError):
        models.Audit.note("erase", "participant", 1, None, 0, name="Fatima")  # type: ignore[arg-type]
    models.Audit.note("move_booking", "booking", 1, None, 0, to=2)
    (row,) = models.Audit.select()
    assert json.loads(row.detail) == {"to": 2}
