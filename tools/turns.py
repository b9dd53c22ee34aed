"""Measure how long writers of one SQLite database wait, with the turn-lock and without it.

usage: python -m tools.turns [WRITERS] [SECONDS]

Each writer is a process that does short transactions (2 ms of work between reading and writing) as fast as
it can, with `synchronous=FULL` and Django's timeout of 20 seconds. docs/decisions/0002 has the figures.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

BACKENDS = {"without": "django.db.backends.sqlite3", "with": "camket.config.sqlite"}
WRITER = """
import json, sys, time, django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": sys.argv[1], "NAME": sys.argv[2], "OPTIONS": {
    "transaction_mode": "IMMEDIATE", "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"}}})
django.setup()
from django.db import OperationalError, connection, transaction
waits, refused, end = [], 0, time.monotonic() + float(sys.argv[3])
while time.monotonic() < end:
    began = time.monotonic()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            waits.append(time.monotonic() - began)
            cursor.execute("SELECT n FROM tally")
            n = cursor.fetchone()[0]
            time.sleep(0.002)
            cursor.execute("UPDATE tally SET n = %s", [n + 1])
    except OperationalError:
        refused += 1
print(json.dumps({"waits": waits, "refused": refused}))
"""


def measure(backend: str, writers: int, seconds: float) -> dict[str, float]:
    """Let the writers run; returns how many transactions were done and how long they waited."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "turns.sqlite3"
        connection = sqlite3.connect(database)
        connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE tally (n INTEGER)")
        connection.execute("INSERT INTO tally VALUES (0)")
        connection.commit()
        connection.close()
        command = [sys.executable, "-c", WRITER, backend, str(database), str(seconds)]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(writers)]
        results = [json.loads(writer.communicate()[0]) for writer in running]
    waits = sorted(wait for result in results for wait in result["waits"])
    counts = [len(result["waits"]) for result in results]
    return {
        "a second": round(len(waits) / seconds),
        "longest wait, s": round(waits[-1], 3),
        "99th of 100, s": round(waits[int(len(waits) * 0.99)], 3),
        "refused": sum(result["refused"] for result in results),
        "the least of the writers did": min(counts),
        "the most": max(counts),
    }


def main(given: list[str]) -> None:
    """Print one line a way."""
    writers = int(given[0]) if given else 3
    seconds = float(given[1]) if len(given) > 1 else 20.0
    for way, backend in BACKENDS.items():
        print(f"{way} the turn-lock: {json.dumps(measure(backend, writers, seconds))}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
