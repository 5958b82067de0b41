"""How a paper is kept: as JSON with its kind, in the print job of the act that it documents."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, ClassVar, Self


class BadDocument(ValueError):
    """The stored JSON is not a paper that this version of the kiosk knows."""


class Stored:
    """A document that goes into a print job and comes out the same."""

    __slots__ = ()
    kind: ClassVar[str]
    line: ClassVar[type[Any] | None] = None
    """What its ``lines`` are, when it has any."""

    def to_json(self) -> str:
        """The document as JSON text, with its kind under ``paper``."""
        data = asdict(self)  # type: ignore[call-overload]  # each subclass is a dataclass
        return json.dumps({"paper": self.kind, **data}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The document from stored JSON; raises BadDocument."""
        data = parse(text)
        kind = data.pop("paper", None)
        if kind != cls.kind:
            raise BadDocument(f"another paper: {kind!r}")
        try:
            if cls.line is not None:
                data["lines"] = tuple(cls.line(**line) for line in data["lines"])
            return cls(**data)
        except (KeyError, TypeError) as error:
            raise BadDocument(f"not a whole {kind}: {error}") from error


def parse(text: str) -> dict[str, Any]:
    """The JSON object in ``text``; raises BadDocument."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadDocument(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadDocument("a paper is a JSON object")
    return data
