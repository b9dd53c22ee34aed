"""Several processes write one SQLite database and none of them gives up."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.prepared import ROOT

WRITER = """
import sys, time, django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "camket.config.sqlite", "NAME": sys.argv[1],
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.2,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"}}})
django.setup()
from django.db import connection, transaction
for _ in range(60):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT n FROM tally")
        n = cursor.fetchone()[0]
        time.sleep(0.002)
        cursor.execute("UPDATE tally SET n = %s", [n + 1])
"""


def test_four_writers_take_turns_and_lose_nothing(tmp_path: Path) -> None:
    database = tmp_path / "turns.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE tally (n INTEGER)")
        connection.execute("INSERT INTO tally VALUES (0)")
    connection.close()

    command = [sys.executable, "-c", WRITER, str(database)]
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    writers = [subprocess.Popen(command, env=env, stderr=subprocess.PIPE) for _ in range(4)]
    complaints = [writer.communicate()[1] for writer in writers]

    assert [writer.returncode for writer in writers] == [0, 0, 0, 0], complaints
    connection = sqlite3.connect(database)
    assert connection.execute("SELECT n FROM tally").fetchone() == (240,)
    connection.close()
