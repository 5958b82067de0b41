"""Whether a paper came out: what the printer says of it, and what is made of its silence."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageDraw

from kiosk.printer import Put, device, open_printer, talk
from kiosk.printer.errors import PrinterGone, PrinterNotFound, PrinterNotReady, PrinterSilent
from kiosk.printer_state import Profile
from tests.printer.simulated import SimulatedPrinter

PAPER = Image.new("1", (384, 600), 1)
ImageDraw.Draw(PAPER).ellipse((10, 10, 370, 590), outline=0, width=6)


class Memory(dict[str, Profile]):
    """What was learned of printers."""

    def find(self, model: str) -> Profile | None:
        return self.get(model)

    def keep(self, profile: Profile) -> None:
        self[profile.model] = profile


class Bench:
    """A printer of ours on a simulated one."""

    def __init__(self, simulated: SimulatedPrinter, memory: Memory | None = None) -> None:
        self.simulated = simulated
        self.memory = Memory() if memory is None else memory
        self.printer = open_printer(simulated.url, self.memory)

    def put(self) -> Put:
        put = self.printer.put(PAPER, "paper", lambda: True)
        assert put is not None
        return put

    def at_row(self, row: int, happens: Callable[[], object]) -> None:
        """Let it happen in the middle of the next paper, and once only."""

        def after(drawn: int) -> None:
            if drawn == row:
                self.simulated.after_row = lambda _row: None
                happens()

        self.simulated.after_row = after

    @property
    def whole(self) -> int:
        """How many whole papers came out."""
        return sum(paper.tobytes() == PAPER.tobytes() for paper in self.simulated.papers)


Make = Callable[..., Bench]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[SimulatedPrinter] = []

    def bench(memory: Memory | None = None, **what: bool | str | float) -> Bench:
        made.append(SimulatedPrinter(**what))  # type: ignore[arg-type]
        return Bench(made[-1], memory)

    yield bench
    for printer in made:
        printer.close()


@pytest.fixture(autouse=True)
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same proportions, in less time."""
    monkeypatch.setattr(device, "SEND_SECONDS", 3.0)
    monkeypatch.setattr(device, "DONE_SECONDS", 2.0)
    monkeypatch.setattr(device, "CUT_SECONDS", 0.2)
    monkeypatch.setattr(device, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(device, "ROWS_PER_SECOND", 4000.0)
    monkeypatch.setattr(talk, "ANSWER_SECONDS", 1.0)


def test_a_printer_that_says_when_it_is_done_is_believed_and_remembered(make: Make) -> None:
    bench = make()
    assert bench.put() == Put("printed", "ok")
    assert bench.whole == 1
    assert bench.memory == {"TM-T20II": Profile("TM-T20II", status=True, done=True)}


def test_done_is_not_said_before_the_paper_is_out(make: Make) -> None:
    bench = make(rows_per_second=800.0)
    assert bench.put().outcome == "printed"
    assert bench.whole == 1


def test_a_clone_is_believed_by_its_status_once_it_got_to_the_end(make: Make) -> None:
    bench = make(tells_done=False)
    assert [bench.put(), bench.put()] == [Put("printed", "ok")] * 2
    assert bench.whole == 2
    assert bench.memory["TM-T20II"] == Profile("TM-T20II", status=True, done=False)


def test_a_slow_clone_with_a_name_is_waited_for(make: Make) -> None:
    bench = make(tells_done=False, rows_per_second=800.0)
    for papers in (1, 2):
        assert bench.put() == Put("printed", "ok")
        assert bench.whole == papers


def test_a_clone_with_a_name_that_stops_is_not_taken_for_printed(make: Make) -> None:
    bench = make(tells_done=False)
    bench.put()
    bench.simulated.rows_per_second = 30.0
    assert bench.put() == Put("unknown", "ok")


def test_a_clone_without_a_name_is_believed_once_the_paper_must_be_out(make: Make) -> None:
    bench = make(model="", tells_done=False)
    assert [bench.put(), bench.put()] == [Put("printed", "ok")] * 2
    assert bench.whole == 2


def test_a_printer_without_a_name_is_known_by_its_address(make: Make) -> None:
    bench = make(model="")
    assert bench.put().outcome == "printed"
    assert bench.memory[bench.simulated.url].done


def test_what_is_known_of_a_model_needs_not_be_found_out_again(make: Make) -> None:
    memory = Memory({"TM-T20II": Profile("TM-T20II", status=True, done=False)})
    bench = make(memory)
    assert bench.put() == Put("printed", "ok")
    assert not memory["TM-T20II"].done


def test_of_a_printer_that_tells_nothing_nobody_knows(make: Make) -> None:
    bench = make(model="", tells_status=False, tells_done=False)
    assert bench.printer.look() == "unknown"
    assert bench.put() == Put("unknown", "unknown")
    assert bench.put() == Put("untold", "unknown")
    assert bench.memory[bench.simulated.url].mute
    assert bench.simulated.text == b""


def test_a_printer_that_fell_silent_is_not_sent_anything(make: Make) -> None:
    bench = make()
    bench.put()
    bench.simulated.suffer(silent=True)
    with pytest.raises(PrinterSilent) as caught:
        bench.put()
    assert not caught.value.begun and caught.value.state == "offline"
    bench.simulated.suffer(silent=False)
    assert bench.put().outcome == "printed"


def test_an_answer_that_comes_late_is_none(make: Make) -> None:
    bench = make()
    bench.put()
    bench.simulated.suffer(late=3.0)
    with pytest.raises(PrinterSilent):
        bench.put()
    bench.simulated.suffer(late=0.0)
    assert bench.put().outcome == "printed"
    assert bench.whole == 2


@pytest.mark.parametrize("fault", ["out", "cover"])
def test_without_paper_or_with_its_cover_open_nothing_is_sent(make: Make, fault: str) -> None:
    bench = make()
    bench.simulated.suffer(**{fault: True})
    assert bench.printer.look() == fault
    with pytest.raises(PrinterNotReady) as caught:
        bench.put()
    assert caught.value.state == fault and not caught.value.begun
    bench.simulated.suffer(**{fault: False})
    assert bench.put() == Put("printed", "ok")
    assert (bench.whole, len(bench.simulated.papers)) == (1, 1)


def test_little_paper_is_told_and_prints(make: Make) -> None:
    bench = make()
    bench.simulated.suffer(low=True)
    assert bench.put() == Put("printed", "low")


@pytest.mark.parametrize("tells_done", [True, False])
@pytest.mark.parametrize("swallows", [True, False])
def test_paper_that_runs_out_half_way_is_known_and_the_rest_never_comes(
    make: Make, tells_done: bool, swallows: bool
) -> None:
    bench = make(tells_done=tells_done)
    bench.simulated.suffer(swallows=swallows)
    bench.at_row(300, lambda: bench.simulated.suffer(out=True))
    assert bench.put() == Put("unknown", "out")
    with pytest.raises(PrinterNotReady):
        bench.put()
    bench.simulated.refill()
    assert bench.put() == Put("printed", "ok")
    assert bench.whole == 1
    assert len(bench.simulated.scraps) == 1


def test_paper_that_ran_out_and_was_put_in_at_once_is_not_taken_for_printed(make: Make) -> None:
    bench = make(tells_done=False)

    def out_and_in() -> None:
        bench.simulated.suffer(out=True)
        bench.simulated.refill()

    bench.at_row(300, out_and_in)
    assert bench.put().outcome == "unknown"


def test_a_cover_that_opens_half_way_in_silence(make: Make) -> None:
    bench = make()
    bench.at_row(300, lambda: bench.simulated.suffer(cover=True, silent=True))
    assert bench.put() == Put("unknown", "offline")
    bench.simulated.suffer(cover=False, silent=False)
    assert bench.put() == Put("printed", "ok")


def test_a_cable_that_is_pulled_half_way_and_put_in_again(make: Make) -> None:
    bench = make(rows_per_second=4000.0)
    bench.at_row(100, bench.simulated.unplug)
    with pytest.raises(PrinterGone) as caught:
        bench.put()
    assert caught.value.begun
    with pytest.raises(PrinterNotFound) as away:
        bench.put()
    assert not away.value.begun
    bench.simulated.plug_in()
    assert bench.put() == Put("printed", "ok")


@pytest.mark.parametrize("clears", [True, False])
def test_half_a_raster_does_not_swallow_the_next_paper(make: Make, clears: bool) -> None:
    bench = make(clears=clears)
    bench.put()
    with bench.printer._talking() as conversation:  # type: ignore[attr-defined]
        conversation.send(b"\x1b@\x1dv0\x00\x30\x00\xc0\x00" + b"\xaa" * 480, 1.0)
    bench.printer.clean_first()
    assert bench.put() == Put("printed", "ok")
    assert bench.whole == 2
    assert [paper.height < 200 for paper in bench.simulated.papers] == [False, True, False]


def test_a_reset_half_way_is_not_a_print(make: Make) -> None:
    bench = make(rows_per_second=4000.0)
    bench.at_row(100, bench.simulated.reset)
    with pytest.raises(PrinterGone):
        bench.put()
    assert bench.put().outcome == "printed"
    assert bench.whole == 1


def test_a_paper_that_is_called_off_is_not_sent(make: Make) -> None:
    bench = make()
    assert bench.printer.put(PAPER, "paper", lambda: False) is None
    assert bench.simulated.papers == []


def test_every_conversation_ends_in_time_with_a_printer_that_is_frozen(make: Make) -> None:
    bench = make()
    bench.put()
    bench.at_row(50, lambda: bench.simulated.suffer(frozen=True))
    ended = threading.Event()

    def converse() -> None:
        with contextlib.suppress(PrinterSilent):
            assert bench.put().outcome == "unknown"
        with contextlib.suppress(PrinterSilent):
            bench.printer.look()
        ended.set()

    threading.Thread(target=converse, daemon=True).start()
    assert ended.wait(30)
