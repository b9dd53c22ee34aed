"""Where tests live: a folder of their own, keys of their own (`tests/settings.py`), no network.

The database is SQLite unless `DATABASE_URL` names another; `make test` runs the tests that touch the
database on SQLite and again on PostgreSQL. To try PostgreSQL by hand:

    python -m tools.postgres -- pytest tests/people

which starts one from its wheel, sets `DATABASE_URL` and ends it afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from camket.ops import memory
from camket.ops.actions import OPERATOR, publish_policy
from camket.rulebook.company import current_policy
from camket.vault.keys import make_keys

pytest_plugins = [
    "tests.browser",
    "tests.demonstration",
    "tests.omissions",
    "tests.prepared",
    "tests.running",
    "tests.holding",
    "tests.servers.tokens",
    "tests.servers.post",
    "tests.servers.dovecot",
]

# Our own settings module has been read by now; processes that tests start read the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "camket.config.settings"

# How long an example takes says how busy the machine is, and nothing about the rule.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def _keys() -> None:
    """The keys of this run, made as `camket setup` makes them."""
    make_keys(settings.CAMKET_KEYS)
    memory.settle()


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """Each test begins in Vietnamese; a request in English would leave its language behind."""
    with translation.override("vi"):
        yield


@pytest.fixture
def published(db: None) -> None:
    """The policy as rows, as `camket setup` leaves it. Without them `camket verify` finds a fault."""
    publish_policy(current_policy(), by=OPERATOR, at=datetime(2026, 11, 20, 1, tzinfo=UTC))
