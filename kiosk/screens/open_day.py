"""Open the day, step 1: what is on offer, at which shop price, and how much of it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk import produce
from kiosk.errors import KioskError
from kiosk.money import PriceRule, digits, our_price
from kiosk.screens.base import KioskScreen
from kiosk.services import drafts, moments
from kiosk.services.moments import OfferDraft, OfferView
from kiosk.widgets.picker import Pick

DRAFT = drafts.OPENING
MOST_DIGITS = {"price": 4, "stock": 3, "limit": 1}


class OpenDayScreen(KioskScreen):
    """This month's products come first; what is typed is kept through a power cut."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    product = StringProperty("")
    field = StringProperty("price")
    price = StringProperty("")
    stock = StringProperty("")
    limit = StringProperty("")
    """Of what is free: how many portions a household takes at most; empty is no limit."""
    ours = StringProperty("")
    portion = StringProperty("")
    free = BooleanProperty(False)
    changing = BooleanProperty(False)
    kinds = NumericProperty(0)

    def enter(self, **given: Any) -> None:
        if given.get("back"):
            return
        moment = moments.current_moment()
        self.changing = moment is not None
        self._typed: dict[str, dict[str, Any]] = {}
        self._on_sale = {offer.product for offer in moment.offers} if moment else set()
        self._rule = moment.rule if moment else self.kiosk.settings.price
        if moment is not None:
            self._moment = moment.id
            self._keep(moment.offers)
        else:
            self._typed = drafts.load_draft(DRAFT) or {}
        self._select("")
        self.ids.picker.page = 0
        self._show()

    def leave(self) -> None:
        self._select("")

    @property
    def rule(self) -> PriceRule:
        """How our price follows from the shop price; a moment keeps that of its opening."""
        return self._rule

    def _keep(self, offers: Iterable[OfferDraft | OfferView]) -> None:
        """What was on offer before, as if it were typed now."""
        for offer in offers:
            self._typed[offer.product] = {
                "portion": offer.portion,
                "price": str(offer.shop_price),
                "stock": str(offer.opening),
                "limit": str(offer.per_order or ""),
            }

    def _show(self) -> None:
        month = self.kiosk.today().month
        picks = [
            Pick(one.key, produce.word(one.key, "nl"), self._badge(one.key))
            for one in produce.in_season(month)
        ]
        self.ids.picker.show(picks)
        self.kinds = len(self.drafts())

    def _badge(self, product: str) -> str:
        typed = self._typed.get(product)
        return typed["stock"] if typed and typed["price"] and typed["stock"] else ""

    def _select(self, product: str) -> None:
        self.product = product
        typed = self._typed.get(product) or {}
        self.price, self.stock = typed.get("price", ""), typed.get("stock", "")
        self.limit = typed.get("limit", "")
        known = produce.product(product) if product else None
        self.portion = typed.get("portion", known.portion if known else "")
        self.field = "price"
        self.ids.picker.current = product
        self._fresh = True
        self._reckon()

    def _reckon(self) -> None:
        self.ours = ""
        self.free = self.price == "0"
        if self.free or not self.price:
            return
        with suppress(KioskError):  # half a price may be too low; it is refused when done
            self.ours = f"€ {digits(our_price(int(self.price), self.rule))}"

    def pick(self, product: str) -> None:
        """A product was tapped: type its price now."""
        self._select(product)

    def focus_on(self, field: str) -> None:
        """Type into this field from now on."""
        self.field, self._fresh = field, True

    def digit(self, digit: str) -> None:
        """One digit for the field; the first one starts it anew."""
        if not self.product:
            self.kiosk.tell("Tik eerst op wat te koop is.")
            return
        before = "" if self._fresh else getattr(self, self.field)
        self._fresh = False
        if len(before) < MOST_DIGITS[self.field]:
            setattr(self, self.field, (before + digit).lstrip("0") or "0")
        self._typed_on()

    def back(self) -> None:
        """One digit fewer."""
        self._fresh = False
        setattr(self, self.field, getattr(self, self.field)[:-1])
        self._typed_on()

    def _typed_on(self) -> None:
        self._reckon()
        self._typed[self.product] = {
            "portion": self.portion,
            "price": self.price,
            "stock": self.stock,
            "limit": self.limit if self.free else "",
        }
        self._show()
        if not self.changing:
            self.attempt(drafts.save_draft, DRAFT, self._typed)

    def done(self) -> None:
        """From the price to the stock, from the stock to the next product."""
        if not self.product:
            return
        if self.field != "stock":
            if int(self.price or 0):
                self.attempt(our_price, int(self.price), self.rule)
            if self.free or self.ours:
                self.focus_on("stock")
        else:
            self._select("")

    def next_portion(self) -> None:
        """The next kind of portion; what is on sale already is in the crate in this one."""
        if self.product in self._on_sale:
            self.kiosk.tell("De portie van wat al te koop is, kan niet meer veranderen.")
        elif self.product:
            kinds = produce.PORTIONS
            self.portion = kinds[(kinds.index(self.portion) + 1) % len(kinds)]
            self._typed_on()

    def remove(self) -> None:
        """Not on offer after all."""
        self._typed.pop(self.product, None)
        self._select("")
        self._show()
        if not self.changing:
            self.attempt(drafts.save_draft, DRAFT, self._typed)

    def as_last_time(self) -> None:
        """The whole last list, in one tap."""
        self._keep(moments.last_offers())
        self._select("")
        self._show()
        self.attempt(drafts.save_draft, DRAFT, self._typed)

    def drafts(self) -> tuple[OfferDraft, ...]:
        """The offers that are complete."""
        return tuple(
            OfferDraft(
                product=product,
                portion=typed["portion"],
                shop_price=int(typed["price"]),
                opening=int(typed["stock"]),
                free=typed["price"] == "0",
                per_order=int(typed.get("limit") or 0) or None,
            )
            for product, typed in self._typed.items()
            if self._badge(product)
        )

    def forward(self) -> None:
        """On to the float, or, while the day is open, change the offer now."""
        offers = self.drafts()
        if not self.changing:
            self.kiosk.show("open_float", offers=offers, rule=self.rule)
            return
        changed = self.attempt(
            moments.amend_offers,
            moment=self._moment,
            offers=offers,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        if changed is not None:
            self.kiosk.show("desk")
