"""The demonstration as a state for tests: every case, arrival and letter that a page can show."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from camket.ops.demo.cast import kept_password
from camket.ops.demo.making import make_demonstration

WEDNESDAY = datetime(2026, 11, 25, 2, 42, tzinfo=UTC)


@pytest.fixture
def demonstration(
    db: None, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The demonstration as of a Wednesday morning, with quick passwords; gives the password of everybody."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CAMKET_HOME = tmp_path
    monkeypatch.setenv("CAMKET_NOW", WEDNESDAY.isoformat())
    make_demonstration(at=WEDNESDAY)
    return str(kept_password())
