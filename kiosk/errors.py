"""Every way an act can be refused, by name.

A refusal is something a person can understand and act on, so each carries a sentence in plain
Dutch for the volunteer and the key of a picture for the participant, who may not read.
"""

from __future__ import annotations

from typing import ClassVar


class KioskError(Exception):
    """An act that was refused; nothing was written.

    ``str(error)`` is the sentence shown to a volunteer, ``picture`` the key of what a
    participant sees instead.
    """

    sentence: ClassVar[str] = "Dat lukt nu niet. Er is niets veranderd."
    picture: ClassVar[str] = "sorry"

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class BadPrice(KioskError):
    """A typed price is not an amount in whole cents from 0,00 to 99,99 euro."""

    sentence = "Dat is geen prijs. Typ een bedrag zoals 1,49."


class PriceTooLow(KioskError):
    """A shop price so low that our price would be nothing."""

    sentence = "Die winkelprijs is te laag: onze prijs zou nul zijn."


class PriceOutOfRange(KioskError):
    """A shop price that is negative or above the highest price the kiosk accepts."""

    sentence = "Die prijs kan niet. Een winkelprijs ligt tussen 0,01 en 99,99 euro."


class BadPriceRule(KioskError):
    """A price rule that asks no part, or more than the whole, of the shop price."""

    sentence = "De prijsregel kan niet. Kies een percentage van 1 tot 100."


class BadProducts(KioskError):
    """A list of products that cannot be used; the sentence names the file and the product."""

    sentence = "De lijst met producten klopt niet."


class BadQuantity(KioskError):
    """A number of pieces, people or crates that cannot be."""

    sentence = "Dat aantal kan niet."


class BadAccount(KioskError):
    """Bank details that no bank would accept in a payment QR."""

    sentence = "De bankgegevens van de groep kloppen niet. Kijk ze na in de instellingen."


class SoldOut(KioskError):
    """The last one is already in somebody's basket."""

    sentence = "Dat is op."
    picture = "crate_empty"


class EmptyBasket(KioskError):
    """An order was handed in without anything in it."""

    sentence = "Er zit nog niets in het mandje."
    picture = "basket"


class NoMoment(KioskError):
    """No moment is open."""

    sentence = "Er is nog geen dag geopend."
    picture = "closed"


class MomentOpen(KioskError):
    """A moment is already open; there is only ever one."""

    sentence = "Er is al een dag open. Sluit die eerst af."


class MomentClosed(KioskError):
    """The moment is closed and therefore final."""

    sentence = "Die dag is al afgesloten. Verbeter met een tegenboeking."
    picture = "closed"


class OpenOrders(KioskError):
    """Orders still wait at the counter."""

    sentence = "Er staan nog bestellingen open. Reken ze af of annuleer ze eerst."


class OrderNotOpen(KioskError):
    """The order is not waiting at the counter (any more)."""

    sentence = "Die bestelling staat niet meer open."


class AlreadyPaid(OrderNotOpen):
    """The order was paid before."""

    sentence = "Die bestelling is al betaald."


class NotEnoughCash(KioskError):
    """Less was received than is due."""

    sentence = "Er is nog niet genoeg geld gegeven."


class BadReason(KioskError):
    """An act that must be explained came without a reason."""

    sentence = "Zeg er even bij waarom."


class TooLate(KioskError):
    """The time for undoing has passed."""

    sentence = "Ongedaan maken kan niet meer. Maak een tegenboeking."


class ClockBehind(KioskError):
    """The clock stands before the last thing that was recorded."""

    sentence = "De klok loopt achter. Kijk datum en uur na."
    picture = "clock"


class WrongPin(KioskError):
    """No volunteer has this PIN."""

    sentence = "Die code klopt niet."
    picture = "lock"


class PinPause(WrongPin):
    """Too many wrong codes; a pause is running."""

    sentence = "Te veel foute codes. Wacht even."


class BadPin(KioskError):
    """A new PIN that is too short or already taken."""

    sentence = "Kies een andere code van minstens 6 cijfers."


class NotStored(KioskError):
    """The disk refuses: full, read-only, gone or busy. The act was not written."""

    sentence = "Dit kon niet bewaard worden."
    picture = "help_hand"


class OfferTwice(KioskError):
    """The same product in the same portion stands twice on the list."""

    sentence = "Een product staat twee keer in de lijst met dezelfde maat."


class EnoughForHousehold(KioskError):
    """Something free is shared: this household has its part."""

    sentence = "Hiervan is er een vast aantal per gezin."
    picture = "crate"


class PaymentTakenBack(KioskError):
    """The payment was undone or reversed before, or there is no such payment."""

    sentence = "Die betaling is al ongedaan gemaakt."


class NotCheckedIn(KioskError):
    """There is no check-in to take back."""

    sentence = "Er is geen bezoek om ongedaan te maken."
    picture = "house"


class NoPaper(KioskError):
    """There is no such paper to print again."""

    sentence = "Dat papier is er niet (meer)."
    picture = "printer"


class NotOurs(KioskError):
    """A code that no key of ours signed: a stranger's, an altered one, or no code at all."""

    sentence = "Die code is niet van ons."
    picture = "code_unknown"


class NoSuchKey(KioskError):
    """The key that signed a paper is not on the ring of this kiosk."""

    sentence = "De sleutel van dat papier is hier niet. Zet eerst de sleutels terug."
    picture = "key"


class BadKeys(KioskError):
    """The file, copy or paper with the keys cannot be read; the sentence says which and why."""

    sentence = "Deze sleutels kunnen niet gelezen worden."
    picture = "key"


class BadPassphrase(KioskError):
    """A passphrase that does not open the copy of the keys, or is too short to close one."""

    sentence = "Die wachtzin past niet."
    picture = "lock"


class NoSuchPerson(KioskError):
    """Nobody has this picture or card (any more)."""

    sentence = "Die prent is van niemand (meer)."
    picture = "no_tap"


class PictureTaken(KioskError):
    """The picture is somebody's already."""

    sentence = "Die prent heeft al iemand. Kies een andere."
    picture = "people"


class NoFreePicture(KioskError):
    """Every picture is given."""

    sentence = "Alle prenten zijn gegeven. Wis er eerst een die niemand meer gebruikt."
    picture = "people"


class FixedSetting(KioskError):
    """The command line decides this setting, so a choice on the screen would not hold."""

    sentence = "Dit ligt vast in de opdracht waarmee de kiosk start."
    picture = "settings"


class BadPhoto(KioskError):
    """A file that cannot be made into a picture; the sentence says why where that is known."""

    sentence = "Met deze foto lukt het niet. Kies een andere."
    picture = "photo_bad"
