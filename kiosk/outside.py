"""The version of a report for outside the group: no count of people under five can be read from it.

Hiding a small count is not enough where a sum tells it after all, so beside it is hidden what would
give it away:

- months are put together with the next until at least five people came, so that the sum of the
  period stays true and no month of fewer can be calculated;
- adults and children are hidden together, since their sum is shown;
- visits that helped are hidden together with a kind of help, since each kind is a part of them;
- an estimate is hidden when those outside it are few ("28 women of 30"), and of the two ages when
  those between them are;
- an outing of fewer than five seats is left out with its money, since a price that everybody knows
  gives its seats away; for the same reason the journal is that of produce only.

What is left: two reports of periods that differ by one small moment can be subtracted from each
other. Whoever gives reports away gives them of whole quarters or years.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kiosk.report import Count, Report, Span

FEWEST: Final = 5
"""The smallest count of people that is shown."""

AGES: Final = ("up_to_15", "from_65")
"""The boxes that never overlap."""


def outside(report: Report) -> Report:
    """The version of a report that may leave the group."""
    people = report.people
    ages = (report.adults, report.children)
    few_of_an_age = any(shown(age) is None for age in ages)
    helps = {kind: shown(count) for kind, count in report.helps.items()}
    large = [trip for trip in report.held if trip.seats >= FEWEST]
    small = len(report.held) - len(large)
    return replace(
        report,
        outside=True,
        spans=merged(report.spans),
        visits=shown(report.visits),
        people=shown(people),
        adults=None if few_of_an_age else report.adults,
        children=None if few_of_an_age else report.children,
        pictures=shown(report.pictures),
        helping=None if None in helps.values() else shown(report.helping),
        helps=helps,
        money=tuple(taken for taken in report.money if taken.about == "produce"),
        trips=tuple(
            replace(trip, adults=None, children=None, no_shows=None, to_return=0) for trip in large
        ),
        small_trips=small,
        boxes=boxes_shown(report.boxes),
    )


def shown(count: Count) -> Count:
    """A count of people, or None when they are few."""
    return None if count is None or count < FEWEST else count


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The months, each put together with the next ones until enough people came.

    The last ones join those before them. Nothing when too few came in all of them.
    """
    whole: list[Span] = []
    for span in spans:
        if whole and whole[-1].people < FEWEST:
            whole[-1] = _together(whole[-1], span)
        else:
            whole.append(span)
    if len(whole) > 1 and whole[-1].people < FEWEST:
        whole[-2:] = [_together(whole[-2], whole[-1])]
    return tuple(span for span in whole if span.people >= FEWEST)


def boxes_shown(boxes: Mapping[str, Count]) -> dict[str, Count]:
    """The estimates, without those that are few themselves or leave few others."""
    total = boxes.get("total")
    kept = {box: shown(people) for box, people in boxes.items()}
    if total is None:
        return kept
    for box, people in boxes.items():
        if box != "total" and people is not None and _few_left(total, [people]):
            kept[box] = None
    ages = [people for box in AGES if (people := kept.get(box)) is not None]
    if len(ages) == len(AGES) and _few_left(total, ages):
        kept |= dict.fromkeys(AGES)
    return kept


def _few_left(total: int, parts: Sequence[int]) -> bool:
    return 0 <= total - sum(parts) < FEWEST


def _together(one: Span, next_: Span) -> Span:
    return Span(one.first, next_.last, one.moments + next_.moments, one.people + next_.people)
