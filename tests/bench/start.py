"""How long a start takes, beside a bare window and a plain page, until a touch of it is answered."""

from __future__ import annotations

from tests.bench.versions import Versions, measure


def start(versions: Versions, quick: bool) -> None:
    """Start all a few times and print the medians.

    The first picture is the greeting as the start before drew it: a touch of it is kept, and
    answered as soon as the data are checked. From then on it also shows what is on today.
    """
    versions.all(3 if quick else 11)
    versions.show("wall", "ms", "time until the first picture", 1000)
    versions.show("cpu", "ms", "CPU until the first picture, of all cores", 1000)
    versions.show("open_wall", "ms", "time until the data are checked too", 1000)
    versions.show("open_cpu", "ms", "CPU until the data are checked too", 1000)


if __name__ == "__main__":
    measure(start)
