"""The window of a kiosk: nothing that its user does closes, hides or shrinks it."""

from __future__ import annotations

from typing import Any

from kivy.core.window import Window


class _Buttons(set[int]):
    """The buttons of a mouse; one that was pressed elsewhere is let go of here without an error."""

    def remove(self, button: int) -> None:
        self.discard(button)


def close_window(*, full_screen: bool) -> None:
    """On the full screen the window stays, whatever asks it to go; calling it again is harmless.

    In a window of its own, on somebody's desk, the window's own button closes it. What would reach
    Kivy as an error does not, so that no stray event of a mouse becomes a screen that broke.
    """
    Window._mouse_buttons_down = _Buttons()  # Kivy raises KeyError for a button it never saw down
    always = {"on_drop_file": _nothing, "on_drop_text": _nothing, "on_textedit": _nothing}
    held = {"on_request_close": _nothing, "on_minimize": _back, "on_hide": _back, "focus": _focus}
    for event, answer in (always | held).items():
        Window.funbind(event, answer)
    for event, answer in (always | held if full_screen else always).items():
        Window.fbind(event, answer)


def _nothing(*_args: Any, **_more: Any) -> bool:
    return True


def _back(*_args: object) -> bool:
    Window.restore()
    Window.show()
    Window.raise_window()
    return True


def _focus(_window: object, focused: bool) -> None:
    if not focused:
        Window.raise_window()
