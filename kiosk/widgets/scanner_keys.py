"""Every key of every keyboard that is plugged in ends here: a scanner is heard, the rest is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.scanner import Refused, Scan, Scanner

_ENDS: Final = {13: "\n", 271: "\n", 9: "\t"}
"""Kivy's numbers for Enter, Enter of the number pad, and Tab."""

_SILENT: Final = frozenset((300, 301, 302, 303, 304))
"""Num, Caps and Scroll Lock and both Shifts type nothing by themselves."""

_HARMLESS: Final = frozenset(("shift", "capslock", "numlock"))


class ScannerKeys:
    """Tells of each scan; no key reaches a widget, Kivy's settings (F1) or the way out (Esc)."""

    def __init__(self, scanned: Callable[[str], object], refused: Callable[[], object]) -> None:
        self._scanner = Scanner()
        self._scanned = scanned
        self._refused = refused
        Window.fbind("on_key_down", self._key)
        for event in ("on_key_up", "on_textinput", "on_keyboard"):
            Window.fbind(event, _swallow)

    def _key(
        self,
        _window: object,
        key: int,
        _scancode: int = 0,
        codepoint: str | None = None,
        modifiers: Any = (),
        **_more: object,
    ) -> bool:
        if key in _SILENT:
            return True
        held = set(modifiers or ()) - _HARMLESS  # Ctrl, Alt and the like: no scan of ours
        typed = "" if held else _ENDS.get(key) or codepoint or ""
        answer = self._scanner.key(typed, Clock.time())
        if isinstance(answer, Scan):
            self._scanned(answer.text)
        elif answer is Refused.REFUSED:
            self._refused()
        return True


def _swallow(*_args: object, **_more: object) -> bool:
    return True
