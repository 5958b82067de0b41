"""The periods of reports, on the days where a mistake would show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.periods import PRESETS, Period

DAYS = {
    "2026-11-22": {
        "this_quarter": "1 okt 2026 – 31 dec 2026",
        "last_quarter": "1 jul 2026 – 30 sep 2026",
        "this_year": "1 jan 2026 – 31 dec 2026",
        "last_year": "1 jan 2025 – 31 dec 2025",
        "this_season": "1 nov 2026 – 31 okt 2027",
        "last_season": "1 nov 2025 – 31 okt 2026",
    },
    "2024-01-01": {
        "this_quarter": "1 jan 2024 – 31 mrt 2024",
        "last_quarter": "1 okt 2023 – 31 dec 2023",
        "this_year": "1 jan 2024 – 31 dec 2024",
        "last_year": "1 jan 2023 – 31 dec 2023",
        "this_season": "1 nov 2023 – 31 okt 2024",
        "last_season": "1 nov 2022 – 31 okt 2023",
    },
}


@pytest.mark.parametrize("today", DAYS)
def test_presets(today: str) -> None:
    found = {key: period(date.fromisoformat(today)).name for key, (_, period) in PRESETS.items()}
    assert found == DAYS[today]


def test_every_day_lies_in_this_and_after_the_last_one() -> None:
    for days in range(800):
        today = date(2023, 12, 25) + timedelta(days=days)
        for kind in ("quarter", "year", "season"):
            this, last = PRESETS[f"this_{kind}"][1](today), PRESETS[f"last_{kind}"][1](today)
            assert this.first <= today <= this.last
            assert last.last + timedelta(days=1) == this.first


@pytest.mark.parametrize(
    ("first", "last", "short"),
    [
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-10-01", "2026-12-31", "okt – dec 2026"),
        ("2025-11-01", "2026-10-31", "nov 2025 – okt 2026"),
        ("2026-01-02", "2026-12-31", "2 jan 2026 – 31 dec 2026"),
        ("2026-01-01", "2026-12-30", "1 jan 2026 – 30 dec 2026"),
    ],
)
def test_short(first: str, last: str, short: str) -> None:
    assert Period(date.fromisoformat(first), date.fromisoformat(last)).short == short


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
