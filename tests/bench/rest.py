"""What the kiosk takes while nobody touches it, beside a bare window and a plain page."""

from __future__ import annotations

from tests.bench.versions import Versions, measure

SECONDS = 20.0


def rest(versions: Versions, quick: bool) -> None:
    """Let all of them stand for a while, in turns.

    The memory is all that is in use, also of libraries that another program happens to use: on a
    kiosk there is none.
    """
    versions.all(1 if quick else 3, SECONDS / 4 if quick else SECONDS)
    versions.show("idle", "%", "share of one core at rest")
    versions.show("memory", "MB", "memory at rest")


if __name__ == "__main__":
    measure(rest)
