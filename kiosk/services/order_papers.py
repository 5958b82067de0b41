"""An order on paper: its slip and its lines, for the volunteers and for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.paper.documents import OrderSlip, PaperLine
from kiosk.portions import portion_word
from kiosk.produce import own_word, word

if TYPE_CHECKING:
    from kiosk.services.orders import Order
    from kiosk.services.printing import Group


def order_slip(order: Order, number: int, day: str, group: Group) -> OrderSlip:
    """The slip to take to the counter; ``day`` is ISO."""
    return OrderSlip(
        group=group.name,
        day=day,
        number=number,
        lines=paper_lines(order, group.language),
        total=order.total,
        language=order.language,
    )


def paper_lines(order: Order, language: str) -> tuple[PaperLine, ...]:
    """The lines of an order: each word in ``language``, that of the volunteers, and in that of
    the person.
    """
    return tuple(
        PaperLine(
            picture=line.product,
            word=word(line.product, language),
            quantity=line.quantity,
            amount=line.amount,
            portion=portion_word(line.portion, language),
            own_word=own_word(line.product, order.language, beside=language),
        )
        for line in order.lines
    )
