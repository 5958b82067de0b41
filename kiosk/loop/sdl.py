"""What only SDL knows: whether it holds events, and which files say that there are more.

Kivy does not tell, so SDL is asked itself, in the library that Kivy has loaded. SDL's own way to
wait blocks on X only; on the screen without X (KMSDRM) it looks a thousand times a second.
"""

from __future__ import annotations

import ctypes
import logging
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

_LOADED: Final = Path("/proc/self/maps")
_OPEN_FILES: Final = Path("/proc/self/fd")
_LIBRARY: Final = re.compile(r"/\S*/libSDL2-2[^/\s]*$", re.MULTILINE)
_INPUT: Final = "/dev/input/event"
_NO_INPUT: Final = ("offscreen", "dummy")
_LAST_EVENT: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Sources:
    """Files that can be read once there is something for SDL, and how long to trust them."""

    files: tuple[int, ...]
    longest_seconds: float


class _WindowInfo(ctypes.Structure):
    """SDL_SysWMinfo of SDL 2 for X: its display, in a union of 64 bytes."""

    _fields_ = (
        ("version", ctypes.c_uint8 * 3),
        ("subsystem", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("rest", ctypes.c_uint8 * 64),
    )


class Sdl:
    """SDL as it is loaded in this process."""

    def __init__(self, library: ctypes.CDLL) -> None:
        library.SDL_GetCurrentVideoDriver.restype = ctypes.c_char_p
        library.SDL_GL_GetCurrentWindow.restype = ctypes.c_void_p
        library.SDL_GetWindowWMInfo.argtypes = (ctypes.c_void_p, ctypes.POINTER(_WindowInfo))
        self._library = library
        self.driver = (library.SDL_GetCurrentVideoDriver() or b"").decode().lower()
        self._display = self._x_connection() if self.driver == "x11" else None

    @classmethod
    def found(cls) -> Sdl | None:
        """The SDL that draws this window; None when another library does."""
        try:
            library = _LIBRARY.search(_LOADED.read_text())
            return cls(ctypes.CDLL(library[0])) if library else None
        except (OSError, AttributeError) as error:
            log.warning("SDL cannot be asked, so the kiosk does not sleep: %s", error)
            return None

    def has_events(self) -> bool:
        """Whether something waits that Kivy has not taken yet."""
        self._library.SDL_PumpEvents()
        return bool(self._library.SDL_HasEvents(0, _LAST_EVENT))

    def sources(self) -> Sources | None:
        """What to wait for; None on a display of which that is not known."""
        if self.driver in _NO_INPUT:
            return Sources((), 3600.0)
        if self._display is not None:
            return Sources((self._display,), 3600.0)
        if self.driver == "kmsdrm" and (devices := _input_devices()):
            return Sources(devices, 1.0)  # SDL must look whether a device was plugged in
        return None

    def _x_connection(self) -> int | None:
        info = _WindowInfo()
        info.version[0] = 2
        window = self._library.SDL_GL_GetCurrentWindow()
        if not self._library.SDL_GetWindowWMInfo(window, ctypes.byref(info)) or not info.display:
            return None
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XConnectionNumber.argtypes = (ctypes.c_void_p,)
        return int(x11.XConnectionNumber(info.display))


def _input_devices() -> tuple[int, ...]:
    """The touch screens, keyboards and scanners that SDL has opened."""
    devices = []
    for file in _OPEN_FILES.iterdir():
        with suppress(OSError):
            if os.readlink(file).startswith(_INPUT):
                devices.append(int(file.name))
    return tuple(devices)
