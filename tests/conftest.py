"""Where tests live: a folder of their own, keys of their own (`tests/settings.py`), no network.

The database is SQLite unless `DATABASE_URL` names another; `make test` runs the tests that touch the
database on SQLite and again on PostgreSQL. To try PostgreSQL by hand:

    python tools/postgres.py -- pytest tests/people

which starts one from its wheel, sets `DATABASE_URL` and ends it afterwards.
"""

from __future__ import annotations

import os

pytest_plugins = ["tests.browser"]

# Our own settings module has been read by now; processes that tests start read the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "camket.config.settings"
