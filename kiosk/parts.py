"""What the kiosk has beside its screens. Each part is made, and imported, when it is first needed.

The first picture needs none of them; what it does not wait for costs nobody anything.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.codes import KeyRing
    from kiosk.copy_desk import CopyDesk
    from kiosk.ear import Ear
    from kiosk.print_desk import PrintDesk
    from kiosk.services.forgetting import Forgetting
    from kiosk.services.printing import Group
    from kiosk.sounds import Sounds
    from kiosk.speech import Speech
    from kiosk.spooler import Spooler
    from kiosk.watchdog import Watchdog


class Parts:
    """The running kiosk has these."""

    settings: Settings
    now: Callable[[], datetime]

    @property
    def group(self) -> Group:
        """The group, as it stands on paper."""
        from kiosk.services.printing import Group

        return Group(name=self.settings.group.name)

    @cached_property
    def ring(self) -> KeyRing:
        """The keys that sign vouchers and cards. Raises BadKeys."""
        from kiosk.services import keys

        return keys.load_ring(self.settings.data)

    @cached_property
    def speech(self) -> Speech:
        """The thread that finds or makes the sound of a sentence."""
        from kiosk.speech import Speech

        return Speech(self.settings.data / "stem")

    @cached_property
    def sounds(self) -> Sounds:
        """The loudspeaker."""
        from kiosk.sounds import Sounds

        return Sounds(self.speech, self.settings.sound.volume)

    @cached_property
    def ear(self) -> Ear:
        """What is said while the ear is on."""
        from kiosk.ear import Ear

        return Ear(self.sounds)

    @cached_property
    def print_desk(self) -> PrintDesk:
        """The printer, as the app knows it."""
        from kiosk.print_desk import PrintDesk

        running: Any = self  # the app, which has all that a desk asks of it
        return PrintDesk(running)

    @property
    def spooler(self) -> Spooler:
        """The thread that prints."""
        return self.print_desk.spooler

    @cached_property
    def copy_desk(self) -> CopyDesk:
        """The copies of the data."""
        from kiosk.copy_desk import CopyDesk

        running: Any = self
        return CopyDesk(running)

    @cached_property
    def forgetting(self) -> Forgetting:
        """Forgets once a day what is old enough."""
        from kiosk.services.forgetting import Forgetting

        return Forgetting(self.now, self.settings.data / "papier")

    @cached_property
    def watchdog(self) -> Watchdog:
        """Tells systemd that all of this lives."""
        from kiosk.watchdog import Watchdog

        return Watchdog(lambda: (self.spooler, self.speech))

    def has(self, part: str) -> bool:
        """Whether this part is there by now."""
        return part in self.__dict__

    def stop_parts(self) -> None:
        """Let every part that has a thread end."""
        if self.has("print_desk"):
            self.spooler.stop()
        if self.has("copy_desk"):
            self.copy_desk.copier.stop()
        if self.has("speech"):
            self.speech.stop()
