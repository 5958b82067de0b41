"""Half-filled forms survive."""

from __future__ import annotations

import pytest

from db.connection import KioskDatabase, open_database
from kiosk.services import drafts, tally
from tests.services.day import GROUP, at, key, open_day


def test_a_draft_is_replaced_and_kept(db: KioskDatabase) -> None:
    assert drafts.load_draft("open") is None
    drafts.save_draft("open", {"kind": "soup"})
    drafts.save_draft("open", {"kind": "produce", "float": [[200, 3]], "word": "crème"})
    drafts.save_draft("close", [])
    db.close()
    again = open_database(f"sqlite:///{db.path}")
    assert drafts.load_draft("open") == {"kind": "produce", "float": [[200, 3]], "word": "crème"}
    assert drafts.load_draft("close") == []
    again.close()


def test_opening_and_closing_forget_what_was_half_filled_in(db: KioskDatabase) -> None:
    for name in (drafts.OPENING, drafts.FLOAT, drafts.CLOSING):
        drafts.save_draft(name, {"prei": "5"})
    moment = open_day()
    assert drafts.load_draft(drafts.OPENING) is drafts.load_draft(drafts.FLOAT) is None
    assert drafts.load_draft(drafts.CLOSING) == {"prei": "5"}
    tally.close_moment(key=key(), moment=moment.id, leftovers={}, counted={}, at=at(9), group=GROUP)
    assert drafts.load_draft(drafts.CLOSING) is None


def test_only_json_is_kept(db: KioskDatabase) -> None:
    with pytest.raises(TypeError):
        drafts.save_draft("open", {"at": object()})
    assert drafts.load_draft("open") is None
