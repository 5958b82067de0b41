"""Half-filled forms survive."""

from __future__ import annotations

import pytest

from db.connection import KioskDatabase, open_database
from kiosk.services import drafts


def test_a_draft_is_replaced_kept_and_dropped(db: KioskDatabase) -> None:
    assert drafts.load_draft("open") is None
    drafts.save_draft("open", {"kind": "soup"})
    drafts.save_draft("open", {"kind": "produce", "float": [[200, 3]], "word": "crème"})
    drafts.save_draft("close", [])
    db.close()
    again = open_database(f"sqlite:///{db.path}")
    assert drafts.load_draft("open") == {"kind": "produce", "float": [[200, 3]], "word": "crème"}
    drafts.drop_draft("open")
    drafts.drop_draft("open")
    assert drafts.load_draft("open") is None
    assert drafts.load_draft("close") == []
    again.close()


def test_only_json_is_kept(db: KioskDatabase) -> None:
    with pytest.raises(TypeError):
        drafts.save_draft("open", {"at": object()})
    assert drafts.load_draft("open") is None
