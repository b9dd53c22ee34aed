"""Where tests live: a folder of their own, keys of their own, no network.

The database is SQLite unless `DATABASE_URL` names another; `make test` runs the tests that touch the
database on SQLite and again on PostgreSQL. To try PostgreSQL by hand:

    python tools/postgres.py -- pytest tests/people

which starts one from its wheel, sets `DATABASE_URL` and ends it afterwards.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="camket-tests-"))
os.environ.setdefault("CAMKET_HOME", str(HOME / "var"))
os.environ.setdefault("CAMKET_KEYS", str(HOME / "keys"))
for name in ("CAMKET_NOW", "SMTP_URL", "CAMKET_URL"):
    os.environ.pop(name, None)
Path(os.environ["CAMKET_HOME"]).mkdir(parents=True, exist_ok=True)
