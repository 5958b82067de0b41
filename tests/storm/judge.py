"""What the storm left behind: every job against the paper that truly came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import zxingcpp
from PIL import Image

from db import models
from kiosk.outing_errors import VoucherUsed
from kiosk.paper.commands import harmless
from kiosk.paper.documents import Document, document_from_json
from kiosk.paper.render import render
from kiosk.services import keys, vouchers
from kiosk.services.acts import from_ms, local_time
from kiosk.services.printing import AGAIN_BY_ITSELF
from tests.services.day import START
from tests.services.trips import TRIP_DAY


@dataclass
class Verdict:
    """What was found; ``wrong`` has a line for everything that must not be."""

    states: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    papers: int = 0
    on_paper: Counter[str] = field(default_factory=Counter)
    vouchers_read: int = 0
    seats_let_in: int = 0
    lost: list[str] = field(default_factory=list)
    unmarked_duplicates: list[str] = field(default_factory=list)
    used_twice: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """All that must not be."""
        return [*self.lost, *self.unmarked_duplicates, *self.used_twice, *self.untrue]


def judge(folder: Path, papers: Sequence[Image.Image], acknowledged: Sequence[int]) -> Verdict:
    """Compare the database with the sheets that were cut; a sheet is known by its dots."""
    verdict = Verdict(papers=len(papers))
    sheets = Counter(paper.tobytes() for paper in papers)
    jobs = {job.id: job for job in models.PrintJob.select().order_by(models.PrintJob.id)}
    verdict.lost += [f"job {number} is gone" for number in acknowledged if number not in jobs]
    copied = {job.copy_of_id for job in jobs.values() if job.copy_of_id}
    for job in jobs.values():
        out = sheets[_dots(job, jobs)]
        verdict.states[job.state] += 1
        verdict.copies += job.copy_of_id is not None
        verdict.on_paper[f"{job.state}: {'on paper' if out else 'not on paper'}"] += 1
        name = f"job {job.id} ({job.kind}, {job.state}, {job.note})"
        if job.state in ("queued", "sending"):
            verdict.lost.append(f"{name} never ended")
        if out > 1:
            marked = "marked" if job.copy_of_id else "unmarked"
            verdict.unmarked_duplicates.append(f"{name} came out {out} times, {marked}")
        if job.state == "printed" and not out:
            verdict.untrue.append(f"{name} is not on paper")
        if job.state in ("expired", "failed", "cancelled") and out:
            verdict.untrue.append(f"{name} is on paper")
        if job.state == "unknown" and job.told_at and job.id not in copied:
            verdict.lost.append(f"{name} counts as told, but has no copy")
        by_itself = job.copy_of_id and job.made_at == jobs[job.copy_of_id].made_at
        if by_itself and job.kind not in AGAIN_BY_ITSELF:
            verdict.untrue.append(f"{name} was printed again by itself")
        doubtful = job.state == "unknown" and job.note != "untold" and job.copy_of_id is None
        if doubtful and job.kind in AGAIN_BY_ITSELF and job.id not in copied:
            verdict.lost.append(f"{name} was not printed again")
    _let_in(folder, papers, verdict)
    return verdict


def _dots(job: models.PrintJob, jobs: dict[int, models.PrintJob]) -> bytes:
    document: Document = document_from_json(job.document)
    if job.copy_of_id is None:
        return harmless(render(document)).tobytes()
    made = local_time(from_ms(jobs[job.copy_of_id].made_at)).replace(":", ".")
    numbered = job.number is not None and job.kind != "voucher"
    label = f"{job.number}, {made}" if numbered else f"van {made}"
    return harmless(render(document, copy_of=label)).tobytes()


def _let_in(folder: Path, papers: Sequence[Image.Image], verdict: Verdict) -> None:
    """At the door with every voucher that came out: each sheet twice, and all seats each time."""
    ring = keys.load_ring(folder)
    at = START + timedelta(days=28)
    let_in: Counter[int] = Counter()
    for number, paper in enumerate(papers):
        for code in zxingcpp.read_barcodes(paper.convert("L")):
            found = vouchers.look_up(code.text, ring=ring, today=TRIP_DAY)
            if found.voucher is None:
                continue
            verdict.vouchers_read += 1
            for attempt in range(2):
                with suppress(VoucherUsed):
                    vouchers.redeem(
                        key=f"door-{number}-{attempt}",
                        voucher=found.voucher,
                        seats=found.seats,
                        at=at,
                        today=TRIP_DAY,
                        volunteer=None,
                    )
                    let_in[found.voucher] += found.seats
    for voucher in models.Voucher.select():
        let = let_in[voucher.id]
        verdict.seats_let_in += let
        if let > voucher.seats or voucher.redeemed > voucher.seats:
            verdict.used_twice.append(f"voucher {voucher.id} let in {let} of {voucher.seats}")
