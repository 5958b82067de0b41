"""Documents come out of a print job as they went in."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper.documents import (
    Document,
    OrderSlip,
    PaperLine,
    Receipt,
    TallyLine,
    TallyStrip,
    document_from_json,
)
from kiosk.paper.stored import BadDocument

WORDS = st.text(max_size=20)
CENTS = st.integers(0, 10**7)
LINES = st.lists(st.builds(PaperLine, WORDS, WORDS, CENTS, CENTS, WORDS, WORDS), max_size=4).map(
    tuple
)
TALLY_LINES = st.lists(
    st.builds(
        TallyLine,
        WORDS,
        WORDS,
        CENTS,
        CENTS,
        st.dictionaries(WORDS, CENTS, max_size=3),
        st.integers(-99, 99),
    ),
    max_size=4,
).map(tuple)
DOCUMENTS = st.one_of(
    st.builds(OrderSlip, WORDS, WORDS, CENTS, LINES, CENTS, WORDS),
    st.builds(Receipt, WORDS, WORDS, WORDS, CENTS, LINES, CENTS, CENTS, WORDS),
    st.builds(TallyStrip, WORDS, WORDS, CENTS, CENTS, CENTS, CENTS, TALLY_LINES, CENTS, CENTS),
)


@given(DOCUMENTS)
def test_json_and_back(document: Document) -> None:
    text = document.to_json()
    assert document_from_json(text) == document
    assert type(document).from_json(text) == document


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"paper": "banknote"}',
        '{"paper": ["order_slip"]}',
        '{"paper": "order_slip"}',
        '{"paper": "order_slip", "lines": 3}',
        '{"paper": "order_slip", "lines": [{"colour": 1}]}',
    ],
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(BadDocument):
        document_from_json(text)


def test_one_kind_does_not_read_another() -> None:
    slip = OrderSlip("Lede", "2025-11-22", 1, (), 0)
    with pytest.raises(BadDocument):
        Receipt.from_json(slip.to_json())


def test_an_unknown_field_of_a_newer_version_is_refused() -> None:
    data = json.loads(OrderSlip("Lede", "2025-11-22", 1, (), 0).to_json())
    with pytest.raises(BadDocument):
        document_from_json(json.dumps({**data, "colour": "red"}))


def test_documents_are_light() -> None:
    """The services import them in the process that draws the screen: no Pillow, no escpos."""
    code = (
        "import sys; import kiosk.paper.documents; "
        "sys.exit(any(name in sys.modules for name in ('PIL', 'escpos')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
