"""What systemd is told: READY, beats while everything goes round, and silence when it does not."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import watchdog
from kiosk.watchdog import WORKER_SECONDS, Watchdog, leave_words, notify


class Thread:
    """A thread that goes round when it is told to."""

    def __init__(self, beats: int = 1) -> None:
        self.beats = beats


class Time:
    """Seconds that go by when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The socket on which systemd listens, as a file."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listener


def heard(systemd: socket.socket) -> list[str]:
    """Everything that was said since then; some machines keep no more than ten for a socket."""
    systemd.setblocking(False)
    said = []
    while True:
        try:
            said.append(systemd.recv(4096).decode())
        except BlockingIOError:
            return said


def test_ready_is_said_once_the_picture_stands(systemd: socket.socket) -> None:
    Watchdog(tuple).ready()
    assert heard(systemd) == ["READY=1"]


def test_a_socket_in_the_abstract_namespace(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"onthaal-test-{id(monkeypatch)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name)
        monkeypatch.setenv("NOTIFY_SOCKET", "@" + name)
        assert notify("WATCHDOG=1")
        listener.settimeout(5)
        assert listener.recv(100) == b"WATCHDOG=1"


def test_without_systemd_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/at/all")
    assert not notify("READY=1")


def test_a_systemd_that_does_not_read_never_holds_the_screen(systemd: socket.socket) -> None:
    sent = 0
    while notify("WATCHDOG=1" + " " * 1000):
        sent += 1
        assert sent < 100_000
    assert sent > 0


def test_it_beats_while_the_threads_go_round(systemd: socket.socket) -> None:
    time, spooler, speech = Time(), Thread(), Thread()
    dog = Watchdog(lambda: (spooler, speech), time)
    for _ in range(100):
        assert dog.beat()
        assert heard(systemd) == ["WATCHDOG=1"]
        time.now += 5
        spooler.beats += 1
        speech.beats += 2


@pytest.mark.parametrize("stuck", [0, 1])
def test_a_thread_that_stands_still_ends_the_beats(systemd: socket.socket, stuck: int) -> None:
    time, threads = Time(), (Thread(), Thread())
    dog = Watchdog(lambda: threads, time)
    beats = []
    for _ in range(30):
        beats.append(dog.beat())
        assert heard(systemd) == ["WATCHDOG=1"] * beats[-1]
        time.now += 5
        threads[1 - stuck].beats += 1
    quiet = beats.index(False)
    assert quiet * 5 > WORKER_SECONDS
    assert not any(beats[quiet:])


def test_it_beats_again_when_the_thread_goes_on(systemd: socket.socket) -> None:
    time, thread = Time(), Thread()
    dog = Watchdog(lambda: (thread,), time)
    dog.beat()
    time.now += WORKER_SECONDS + 1
    assert not dog.beat()
    thread.beats += 1
    assert dog.beat()


def test_a_thread_that_never_began_is_not_waited_for(systemd: socket.socket) -> None:
    time, thread = Time(), Thread(beats=0)
    dog = Watchdog(lambda: (thread,), time)
    for _ in range(50):
        assert dog.beat()
        assert heard(systemd) == ["WATCHDOG=1"]
        time.now += 5


def test_another_printer_is_another_thread_that_counts_anew(systemd: socket.socket) -> None:
    time, threads = Time(), [Thread(beats=700)]
    dog = Watchdog(lambda: threads, time)
    dog.beat()
    threads[0] = Thread(beats=1)
    time.now += WORKER_SECONDS + 1
    assert dog.beat()


def test_the_last_words_are_kept_for_the_safe_screen(
    systemd: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    leave_words("De schijf\nis vol.")
    assert heard(systemd) == ["STATUS=De schijf is vol."]
    assert (tmp_path / watchdog.LAST_WORDS).read_text(encoding="utf-8") == "De schijf\nis vol.\n"
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path / "gone"))
    leave_words("Ook dat mag niet storen.")
