"""Taking the mails in camket, as `camket ingest` does: sealed and on disk first, then taken, 50 at a time.

    python -m tools.bench.camket_side FOLDER_OF_MAILS

`CAMKET_HOME` and `CAMKET_KEYS` name folders of its own. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "camket.config.settings")
Path(os.environ["CAMKET_HOME"]).mkdir(parents=True, exist_ok=True)
django.setup()

from django.db import connections

from camket.arrivals.actions import receive
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel
from camket.cases.models import Case, SearchDocument
from camket.clock import now
from camket.evidence.models import Fact
from camket.intake.actions.taking import take
from camket.notices.models import Delivery
from camket.ops import memory
from camket.ops.commands import setup
from camket.promises.models import Promise

BATCH = 50
SYNCHRONOUS_FULL = 2
COUNTED = {"cases": Case, "promises": Promise, "facts": Fact, "letters": Delivery}


def main(folder: Path) -> None:
    """Take the mails and say how long it took, from the first byte to the last commit."""
    setup.prepare()
    check_durable()
    memory.settle()
    began, cpu = time.perf_counter(), time.process_time()
    ended = take_all(file.read_bytes() for file in sorted(folder.iterdir()))
    figures = {
        "mails": ended.total(),
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        **ended,
        **{name: model.objects.count() for name, model in COUNTED.items()},
        "searchable": SearchDocument.objects.count(),
    }
    print(json.dumps(figures))


def check_durable() -> None:
    """Both databases wait for the disk at each commit. A benchmark that cheats is none."""
    for alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            if cursor.fetchone() != (SYNCHRONOUS_FULL,):
                sys.exit(f"{alias} is not durable")


def take_all(contents: Iterator[bytes]) -> Counter[str]:
    """Take every mail; how many ended where."""
    ended: Counter[str] = Counter()
    while batch := list(islice(contents, BATCH)):
        ended.update(_take(batch))
    return ended


def _take(batch: Sequence[bytes]) -> list[str]:
    at = now()
    raw = [Raw(content, Form.MAIL, Channel.MAIL, "bench", at) for content in batch]
    return [str(taken.destination) for taken in take(receive(raw, at=at), at=at)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
