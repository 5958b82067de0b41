"""Baskets and orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from peewee import SQL, ForeignKeyField, IntegerField, TextField, fn

from db.models.base import Numbered, proxy, rows_of
from db.models.moments import Moment, Offer


class Order(Numbered):
    """A basket, and the order that it becomes at the counter."""

    key = TextField(unique=True)
    moment = ForeignKeyField(Moment)
    number = IntegerField(null=True)
    state = TextField()
    language = TextField()
    started_at = IntegerField()
    handed_in_at = IntegerField(null=True)
    ended_at = IntegerField(null=True)

    moment_id: int

    class Meta:
        table_name = "orders"
        indexes = ((("moment", "number"), True),)

    @classmethod
    def with_key(cls, key: str) -> Self | None:
        """The order of this key, or None."""
        return cls.first_of("SELECT * FROM orders WHERE key = ?", key)

    @classmethod
    def live(cls, state: str) -> list[Self]:
        """The baskets or the open orders, oldest first."""
        # Written out, not bound: only so does SQLite see that the index of live orders will do.
        live = SQL("state IN ('basket', 'open')")
        return list(cls.select().where(live & (cls.state == state)).order_by(cls.id))

    @classmethod
    def move(
        cls,
        order: int,
        before: str,
        after: str,
        *,
        number: int | None,
        handed_in_at: int | None,
        ended_at: int | None,
    ) -> bool:
        """Change the state if it still is ``before``; False when it is not."""
        moved = cls.update(
            state=after, number=number, handed_in_at=handed_in_at, ended_at=ended_at
        ).where((cls.id == order) & (cls.state == before))
        return bool(moved.execute())


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line with the product it is about; prices in cents."""

    offer: int
    product: str
    portion: str
    quantity: int
    price: int
    shop_price: int


class OrderLine(Numbered):
    """So many of one offer at one price; a changed price makes another line."""

    order = ForeignKeyField(Order)
    offer = ForeignKeyField(Offer)
    shop_price = IntegerField()
    price = IntegerField()
    quantity = IntegerField()

    offer_id: int

    class Meta:
        indexes = ((("order", "offer", "price", "shop_price"), True),)

    @classmethod
    def of(cls, order: int) -> list[LineRow]:
        """The lines of an order, in the order in which they were first tapped."""
        rows = proxy.obj.sql(
            "SELECT offer_id, product, portion, quantity, line.price, line.shop_price"
            " FROM order_line AS line JOIN offer ON offer.id = offer_id"
            " WHERE order_id = ? ORDER BY line.id",
            (order,),
        )
        return [LineRow(*row) for row in rows]

    @classmethod
    def newest(cls, order: int, offer: int) -> Self | None:
        """The last line of an offer in an order, or None."""
        newest = (
            "SELECT * FROM order_line WHERE order_id = ? AND offer_id = ? ORDER BY id DESC LIMIT 1"
        )
        return cls.first_of(newest, order, offer)

    @classmethod
    def add_one(cls, order: int, offer: Offer) -> None:
        """One more of an offer at its price of now."""
        proxy.obj.sql(
            "INSERT INTO order_line (order_id, offer_id, shop_price, price, quantity)"
            " VALUES (?, ?, ?, ?, 1) ON CONFLICT (order_id, offer_id, price, shop_price)"
            " DO UPDATE SET quantity = quantity + 1",
            (order, offer.id, offer.shop_price, offer.price),
        )

    @classmethod
    def drop_one(cls, line: Self) -> None:
        """One less on a line; the last one takes the line away."""
        if line.quantity > 1:
            proxy.obj.sql("UPDATE order_line SET quantity = quantity - 1 WHERE id = ?", (line.id,))
        else:
            proxy.obj.sql("DELETE FROM order_line WHERE id = ?", (line.id,))

    @classmethod
    def put_back(cls, order: int) -> None:
        """Give the stock of a whole order back."""
        for offer, quantity in rows_of(
            cls.select(cls.offer, cls.quantity).where(cls.order == order)
        ):
            Offer.put_back(offer, quantity)

    @classmethod
    def sold(cls, moment: int) -> dict[int, int]:
        """How many of each offer of a moment are in paid orders."""
        return cls._count(moment, "paid")

    @classmethod
    def reserved(cls, moment: int) -> dict[int, int]:
        """How many of each offer of a moment are in baskets and open orders."""
        return cls._count(moment, "basket", "open")

    @classmethod
    def _count(cls, moment: int, *states: str) -> dict[int, int]:
        rows = (
            cls.select(cls.offer, fn.SUM(cls.quantity))
            .join(Order)
            .where((Order.moment == moment) & Order.state.in_(states))
            .group_by(cls.offer)
        )
        return {row[0]: row[1] for row in rows_of(rows)}
