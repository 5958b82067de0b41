"""Whether there is anything to play sounds on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_DEVICES: Final = Path("/dev/snd")
_SERVERS: Final = ("pulse/native", "pipewire-0")


def has_card() -> bool:
    """Whether there is a card, a sound server, or a driver chosen by name."""
    if os.environ.get("SDL_AUDIODRIVER") or os.environ.get("PULSE_SERVER"):
        return True
    running = os.environ.get("XDG_RUNTIME_DIR")
    if running and any((Path(running) / server).exists() for server in _SERVERS):
        return True
    return any(_DEVICES.glob("pcmC*D*p"))
