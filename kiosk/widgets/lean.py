"""Kivy, lighter: without the rules of its own widgets, and with kv files that are compiled once.

Kivy reads 1,300 lines of rules for widgets that no screen has, and compiles each expression of a kv
file at every start. Here a kv file leaves its compiled form in ``__pycache__``, as Python does with
a module; it holds the text as well, so that another text never gets the rules of this one.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import kivy

_FORM: Final = 1
_PROPERTY: Final = ("line", "name", "value", "co_value", "watched_keys", "mode", "ignore_prev")


def lighten() -> None:
    """Do all of this; before anything that knows kv is imported, or it is too late."""
    if "kivy.lang" in sys.modules:
        return
    kivy.kivy_options |= dict.fromkeys(("audio", "image", "text", "window"), ("sdl2",))
    # Kivy's clock imports it for programs that are asynchronous, which takes as long as all of ours
    with _without("asyncio"):
        import_module("kivy.clock")
    import_module("kivy.resources")  # it looks in the same folder, for the shaders
    folder, kivy.kivy_data_dir = kivy.kivy_data_dir, str(Path(__file__).parent)
    try:
        builder: Any = import_module("kivy.lang.builder")  # reads style.kv
    finally:
        kivy.kivy_data_dir = folder
    builder.Parser = _parser
    parser: Any = import_module("kivy.lang.parser")
    Names.everywhere = parser.global_idmap
    builder.copy = Names


class Names(dict[str, Any]):
    """What one expression of a kv file knows: its own names, and behind them those of every file.

    Kivy copies the latter, a few kilobytes, for each property of each widget.
    """

    everywhere: dict[str, Any]

    def __init__(self, names: dict[str, Any]) -> None:
        if names is not self.everywhere:
            super().__init__(names)

    def update(self, names: dict[str, Any]) -> None:  # type: ignore[override]
        if names is not self.everywhere:
            super().update(names)

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self or name in self.everywhere else default

    def __missing__(self, name: str) -> Any:
        return self.everywhere[name]


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Let what is imported meanwhile find an empty module of this name, unless it is there."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = empty = ModuleType(name)
    empty.__getattr__ = lambda _attribute: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        del sys.modules[name]


def _parser(content: str, filename: str | None = None) -> Any:
    """What Kivy's parser makes of a kv file, from its compiled form if there is one."""
    from kivy.lang.parser import Parser

    if filename is None:
        return Parser(content=content, filename=filename)
    compiled = Path(cache_from_source(filename)).with_suffix(".kvc")
    key = (_FORM, kivy.__version__, filename, content)
    with suppress(OSError, ValueError, EOFError, TypeError):
        kept_key, directives, rules = marshal.loads(compiled.read_bytes())
        if kept_key == key:
            return _restored(content, filename, directives, rules)
    parser = Parser(content=content, filename=filename)
    tops = dict.fromkeys(rule for _selector, rule in parser.rules)
    if parser.root is None and not parser.templates:
        _keep(compiled, (key, parser.directives, [_packed(rule) for rule in tops]))
    return parser


def _keep(file: Path, form: Any) -> None:
    """Write it for the next start; where that is not allowed, the next start compiles again."""
    if sys.dont_write_bytecode:
        return
    from db.files import put_in_place

    part = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError, ValueError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(marshal.dumps(form))
        put_in_place(part, file)  # half of it would be run as if it were ours


def _packed(rule: Any) -> tuple[Any, ...] | None:
    if rule is None:
        return None
    return (
        (rule.line, rule.name, rule.level),
        rule.id,
        [_packed(child) for child in rule.children],
        [_packed_property(one) for one in rule.properties.values()],
        [_packed_property(one) for one in rule.handlers],
        _packed(rule.canvas_before),
        _packed(rule.canvas_root),
        _packed(rule.canvas_after),
    )


def _packed_property(one: Any) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in _PROPERTY)


def _restored(content: str, filename: str, directives: list[Any], rules: list[Any]) -> Any:
    from kivy.lang.parser import Parser

    parser = Parser(content="", filename=filename)
    parser.sourcecode = list(enumerate(content.splitlines()))
    parser.directives = directives
    parser.execute_directives()
    for rule in rules:
        _unpacked(parser, rule)  # a rule of the first level puts itself among those of the parser
    return parser


def _unpacked(parser: Any, packed: tuple[Any, ...] | None) -> Any:
    from kivy.lang.parser import ParserRule

    if packed is None:
        return None
    place, name, children, properties, handlers, before, root, after = packed
    rule = ParserRule(parser, *place)
    rule.id = name
    rule.children = [_unpacked(parser, child) for child in children]
    for one in properties:
        restored = _unpacked_property(parser, one)
        rule.properties[restored.name] = restored
    rule.handlers = [_unpacked_property(parser, one) for one in handlers]
    rule.canvas_before = _unpacked(parser, before)
    rule.canvas_root = _unpacked(parser, root)
    rule.canvas_after = _unpacked(parser, after)
    return rule


def _unpacked_property(parser: Any, packed: tuple[Any, ...]) -> Any:
    from kivy.lang.parser import ParserRuleProperty

    one = ParserRuleProperty(parser, 0, "", "")
    for name, value in zip(_PROPERTY, packed, strict=True):
        setattr(one, name, value)
    return one
