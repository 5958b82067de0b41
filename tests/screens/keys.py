"""A keyboard, a mouse and a window manager that SDL believes in: events as the system sends them.

Kivy is imported inside functions only, since it may not be loaded before its environment is closed.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any, Final

from tests.screens.hands import Hands

SCANCODES: Final = 512
"""SDL 2 has room for so many; each is a key of some keyboard, or none yet."""

_QUIT, _WINDOW, _KEY_DOWN, _KEY_UP, _TEXT = 0x100, 0x200, 0x300, 0x301, 0x303
_BUTTON_UP = 0x402
_DROP_FILE, _DROP_TEXT = 0x1000, 0x1001

SHIFT, CTRL, ALT, GUI = 0x0003, 0x00C0, 0x0300, 0x0C00
_LOCKS: Final = (0x1000, 0x2000, 0x4000)  # Num Lock, Caps Lock, AltGr
MODIFIERS: Final = tuple(
    sum(held) for held in itertools.product((0, SHIFT), (0, CTRL), (0, ALT), (0, GUI))
)
"""Every way to hold Shift, Ctrl, Alt and the key with the logo."""

LOCKED: Final = tuple(sum(held) for held in itertools.product(*((0, one) for one in _LOCKS)))

WINDOW_EVENTS: Final = tuple(range(19))
"""Shown, hidden, exposed, moved, resized, minimised, maximised, restored, focus lost, close ..."""


class _Key(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint32),
        ("at", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
        ("state", ctypes.c_uint8),
        ("repeat", ctypes.c_uint8),
        ("unused", ctypes.c_uint16),
        ("scancode", ctypes.c_int32),
        ("code", ctypes.c_int32),
        ("modifiers", ctypes.c_uint16),
        ("rest", ctypes.c_uint8 * 64),
    )


class _Window(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint32),
        ("at", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
        ("event", ctypes.c_uint8),
        ("unused", ctypes.c_uint8 * 3),
        ("wide", ctypes.c_int32),
        ("high", ctypes.c_int32),
        ("rest", ctypes.c_uint8 * 64),
    )


class _Text(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint32),
        ("at", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
        ("text", ctypes.c_char * 32),
        ("rest", ctypes.c_uint8 * 64),
    )


class _Button(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint32),
        ("at", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
        ("mouse", ctypes.c_uint32),
        ("button", ctypes.c_uint8),
        ("state", ctypes.c_uint8),
        ("clicks", ctypes.c_uint8),
        ("unused", ctypes.c_uint8),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
        ("rest", ctypes.c_uint8 * 64),
    )


class System:
    """What the system does to the window of the kiosk."""

    def __init__(self, hands: Hands) -> None:
        from kiosk.loop.sdl import Sdl

        found = Sdl.found()
        assert found is not None
        self._sdl: Any = found._library
        self._sdl.SDL_malloc.restype = ctypes.c_void_p
        self._hands = hands
        self._window = self._sdl.SDL_GetWindowID(
            ctypes.c_void_p(self._sdl.SDL_GL_GetCurrentWindow())
        )

    def key(self, scancode: int, modifiers: int, code: int | None = None) -> None:
        """A key goes down and up; ``code`` is what the keyboard makes of it, if not the usual."""
        code = self._sdl.SDL_GetKeyFromScancode(scancode) if code is None else code
        for kind in (_KEY_DOWN, _KEY_UP):
            self._push(
                _Key(
                    type=kind,
                    window=self._window,
                    state=int(kind == _KEY_DOWN),
                    scancode=scancode,
                    code=code,
                    modifiers=modifiers,
                )
            )
        self._take()

    def type_text(self, text: str) -> None:
        """An input method writes."""
        self._push(_Text(type=_TEXT, window=self._window, text=text.encode()[:31]))
        self._take()

    def window(self, event: int, wide: int = 0, high: int = 0) -> None:
        """The window manager does something with the window."""
        self._push(_Window(type=_WINDOW, window=self._window, event=event, wide=wide, high=high))
        self._take()

    def quit(self) -> None:
        """The system wants every program to go."""
        self._push(_Window(type=_QUIT))
        self._take()

    def let_go(self, button: int) -> None:
        """A button of the mouse is let go that was not pressed here."""
        self._push(_Button(type=_BUTTON_UP, window=self._window, button=button, x=640, y=400))
        self._take()

    def drop(self, text: str, *, file: bool) -> None:
        """Somebody drops a file, or a text, on the window."""
        kept = self._sdl.SDL_malloc(len(text) + 1)  # SDL frees it
        ctypes.memmove(kept, text.encode() + b"\0", len(text) + 1)
        event = (ctypes.c_uint8 * 128)()
        ctypes.c_uint32.from_buffer(event, 0).value = _DROP_FILE if file else _DROP_TEXT
        ctypes.c_void_p.from_buffer(event, 8).value = kept
        ctypes.c_uint32.from_buffer(event, 16).value = self._window
        self._sdl.SDL_EventState(ctypes.c_uint32.from_buffer(event, 0).value, 1)
        self._push(event)
        self._take()

    def _push(self, event: Any) -> None:
        assert (
            self._sdl.SDL_PushEvent(ctypes.byref(event)) >= 0
        )  # 0: Kivy takes it at once, or never

    def _take(self) -> None:
        """Kivy takes what SDL has, as in each round of its loop."""
        from kivy.core.window import Window

        self._hands._guarded(Window.mainloop)


def every_key() -> Iterator[tuple[int, int]]:
    """Every scancode with every way to hold the modifiers."""
    return itertools.product(range(SCANCODES), MODIFIERS)
