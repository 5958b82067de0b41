"""What participants take home tells nobody what they live on: every word of every paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from deploy.translations import FORBIDDEN
from kiosk.i18n import LANGUAGES
from kiosk.paper import documents, outing_documents, render
from kiosk.paper.card_documents import Card
from kiosk.paper.documents import OrderSlip, Receipt
from kiosk.paper.outing_documents import BookingSlip, ComingStrip, VoucherPaper
from kiosk.paper.sheet import Sheet
from tests.paper import test_cards, test_golden, test_outing_papers

TO_TAKE_HOME = (OrderSlip, Receipt, BookingSlip, VoucherPaper, ComingStrip, Card)
FOR_VOLUNTEERS = {"TallyStrip", "PassengerList", "SharesStrip", "ReportStrip"}
PAPERS: dict[str, Any] = {
    name: paper
    for module in (test_golden, test_outing_papers, test_cards)
    for name, paper in module.PAPERS.items()
    if isinstance(paper, TO_TAKE_HOME)
}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is put on paper in letters."""
    texts: list[str] = []
    write = Sheet.write

    def note(self: Sheet, text: str, *args: Any, **more: Any) -> None:
        texts.append(text)
        write(self, text, *args, **more)

    monkeypatch.setattr(Sheet, "write", note)
    return texts


def forbidden(texts: list[str], language: str) -> Iterator[str]:
    for text in texts:
        # what runs from right to left is written joined and turned: read it back
        read = unicodedata.normalize("NFKC", text)
        for spoken in {"nl", language}:
            for said in (read, read[::-1]):
                if found := re.search(FORBIDDEN[spoken], said, re.IGNORECASE):
                    yield found[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_tells_who_pays_less(name: str, language: str, written: list[str]) -> None:
    paper = PAPERS[name]
    if "language" in {field.name for field in fields(paper)}:
        paper = replace(paper, language=language)
    render.render(paper)
    assert written
    assert not [*forbidden(written, language)]


def test_every_kind_of_paper_is_looked_at() -> None:
    kinds = {
        kind.__name__
        for module in (documents, outing_documents)
        for kind in vars(module).values()
        if isinstance(kind, type) and hasattr(kind, "to_json") and kind.__name__ != "Stored"
    }
    assert kinds - FOR_VOLUNTEERS == {kind.__name__ for kind in TO_TAKE_HOME} - {"Card"}
    assert {type(paper) for paper in PAPERS.values()} == set(TO_TAKE_HOME)


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "Kansentarief"), ("uk", "знижка"), ("ar", "خصم"), ("fa", "تخفیف")]
)
def test_a_forbidden_word_on_paper_is_found(language: str, word: str, written: list[str]) -> None:
    slip = replace(test_golden.SLIP, group=word, language=language)
    render.render(slip)
    assert [*forbidden(written, language)]
