"""How long the desk's queue and its search take with so many open cases.

    python -m tools.bench.scale 100000

`CAMKET_HOME` and `CAMKET_KEYS` name folders of its own. Every case is opened by the real actions, in batches,
over the working hours of the last weeks; nobody closes any, which is the hardest queue there can be.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "camket.config.settings")
Path(os.environ["CAMKET_HOME"]).mkdir(parents=True, exist_ok=True)
django.setup()

from camket.arrivals.channels.form import Form, to_bytes
from camket.arrivals.rules import Form as RawForm
from camket.arrivals.rules import Raw
from camket.arrivals.submission import Channel
from camket.cases.models import TITLE, Case
from camket.cases.queries.search import search
from camket.clock import now
from camket.intake.actions.taking import take_in
from camket.ops.actions import add_staff, new_password
from camket.ops.commands import setup
from camket.people.models import Staff
from camket.people.rules import Role
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tools.bench import words

BATCH = 500
PAGE = 50
TRIES = 15
WEEKS = timedelta(days=20)
RARE = "xanh lam"
EVERY = 5_000


def main(count: int) -> None:
    """Open the cases, then ask as a person does, again and again, and print the middle of the times."""
    setup.prepare()
    began = time.perf_counter()
    fill(count)
    seconds = time.perf_counter() - began
    print(f"{count} open cases, opened in {seconds:.0f} s ({count / seconds:.0f} a second)")
    linh = add_staff("linh", "Trần Mỹ Linh", new_password(), [Role.AGENT], by="bench", at=now())
    asked: dict[str, Callable[[], object]] = {
        "the desk's queue, first page": lambda: queue_page(linh),
        "search, a word of every case": lambda: search("khiếu nại", by=linh),
        "search, three words of many": lambda: search("man hinh nong", by=linh),
        "search, words of one in 5,000": lambda: search(RARE, by=linh),
        "search, a case number": lambda: search(Case.objects.values_list("number")[0][0], by=linh),
        "search, a mail address": lambda: search("khach7@example.com", by=linh),
    }
    for name, ask in asked.items():
        middle, worst = timed(ask)
        print(f"  {name}: {middle:.1f} ms (worst {worst:.1f})", flush=True)


def fill(count: int) -> None:
    """Open so many cases through the door of the form, oldest first."""
    rng = random.Random(count)  # noqa: S311 - the same cases for the same count
    end = now()
    begin = end - WEEKS
    for first in range(0, count, BATCH):
        size = min(BATCH, count - first)
        at = begin + (end - begin) * (first / count)
        take_in(list(_forms(rng, first, size, at)), at=at)


def _forms(rng: random.Random, first: int, size: int, at: datetime) -> Iterator[Raw]:
    for number in range(first, first + size):
        thing, trouble = rng.choice(words.THINGS), rng.choice(words.TROUBLES)
        told = [f"Khiếu nại: {thing} {trouble}.", *rng.sample(words.MORE, 3)]
        if number % EVERY == 0:
            told.append(f"Vỏ máy màu {RARE}.")
        form = Form(
            Channel.WEB,
            name=f"{rng.choice(words.FAMILIES)} {rng.choice(words.GIVEN)}",
            mail=f"khach{number}@example.com",
            subject=f"{thing} {trouble}",
            text=" ".join(told),
            key=f"bench-{number}",
        )
        yield Raw(to_bytes(form), RawForm.FORM, Channel.WEB, "bench", at)


def queue_page(staff: Staff) -> list[str]:
    """The first page of the queue with its titles opened, as the desk shows it."""
    rows = list(Case.objects.visible_to(staff).open().with_people().order_by("due_at", "id")[:PAGE])
    with purpose(Purpose.LIST_CASES, by=staff.ref, at=now()) as opener:
        opener.load(case.compartment_id for case in rows)
        return [opener.text(c.compartment_id, TITLE, c.id, c.title) for c in rows if c.title]


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """The middle and the worst of some tries, in milliseconds."""
    times = []
    for _ in range(TRIES):
        began = time.perf_counter()
        ask()
        times.append(1_000 * (time.perf_counter() - began))
    return statistics.median(times), max(times)


if __name__ == "__main__":
    main(int(sys.argv[1]))
