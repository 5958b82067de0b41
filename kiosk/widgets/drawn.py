"""Widgets that draw themselves in Python: there are hundreds of them, so each of them is small.

A property of Kivy that anybody binds to, a rule of kv or a layout, takes half a kilobyte in each
widget that has it, and a `Label` of Kivy's 36 kB. What only says how to draw is a `Setting` here.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, overload

from kivy.clock import Clock

from kiosk.widgets.ui import ui
from kiosk.widgets.unseen import Unseen

T = TypeVar("T")


class Setting(Generic[T]):
    """A value that kv and Python set as they set a property; another one draws the widget anew.

    Nothing can bind to it.
    """

    def __init__(self, default: T) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        kept = f"_set_{name}"

        def put(drawn: Drawn, value: T) -> None:
            if value != getattr(drawn, kept):
                setattr(drawn, kept, value)
                drawn.ask()

        setattr(owner, kept, self._default)
        setattr(owner, name, _Setting(attrgetter(kept), put))

    if TYPE_CHECKING:

        @overload
        def __get__(self, drawn: None, _owner: type) -> Setting[T]: ...

        @overload
        def __get__(self, drawn: Drawn, _owner: type) -> T: ...

        def __get__(self, drawn: Drawn | None, _owner: type) -> Setting[T] | T: ...

        def __set__(self, drawn: Drawn, value: T) -> None: ...


class _Setting(property):
    """What a `Setting` becomes in its class: read in C, since a tap reads sixty of them."""


class Drawn(Unseen):
    """Has `draw` called before the next frame when its place, its size or a setting changed."""

    def __init__(self, **kwargs: Any) -> None:
        settings = {one: kwargs.pop(one) for one in [*kwargs] if _is_setting(type(self), one)}
        super().__init__(**kwargs)
        for name, value in settings.items():
            setattr(self, name, value)
        self.ask()

    def ask(self) -> None:
        """Something is different now."""
        _waiting[self] = None
        _draw_all()

    def on_size(self, *_args: object) -> None:
        self.ask()

    def on_pos(self, *_args: object) -> None:
        self.ask()

    def draw(self) -> None:
        """Take all colours, shapes and places as they are to be now."""
        raise NotImplementedError


class Following(Drawn):
    """Is drawn anew as well when the panel gets another size or the screen is turned around."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        ui.follow(self)

    def measured(self) -> None:
        """The millimetres or the order of reading are others now."""
        self.ask()


def _is_setting(owner: type, name: str) -> bool:
    return isinstance(getattr(owner, name, None), _Setting)


_waiting: Final[dict[Drawn, None]] = {}


def _draw_waiting(_seconds: float) -> None:
    while _waiting:
        _waiting.popitem()[0].draw()


_draw_all = Clock.create_trigger(_draw_waiting, -1)
