"""Hương with an account and a case; Linh and Vinh, who work at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from camket.cases.models import Case
from camket.people.models import Account, Staff
from camket.terms.actions.asserting import Alleged, assert_breach
from camket.terms.models import Breach, Edition
from tests.complaints.conftest import linh, vinh
from tests.people.signing import account_for
from tests.portal.conftest import answers, router
from tests.terms.changing import change_policy

__all__ = ["answers", "linh", "router", "vinh"]
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
NEW_YEAR = date(2027, 1, 1)
Change = Callable[..., list[Edition]]


@pytest.fixture
def huong(router: Case) -> Account:
    """Her account; the complaint from Sunday is in it."""
    return account_for("huong@example.vn", at=MONDAY)


@pytest.fixture
def change(published: None, settings: Any, tmp_path: Path) -> Change:
    """Change the policy from a day on, and publish it on Monday."""

    def changed(kind: str, *, day: date = NEW_YEAR, days: int = 7) -> list[Edition]:
        return change_policy(settings, tmp_path, day=day, change=kind, days=days, at=MONDAY)

    return changed


@pytest.fixture
def breach(router: Case, linh: Staff) -> Breach:
    """Linh alleges on Monday that Hương let others use her account. The customer has not been told yet."""
    alleged = Alleged(
        router, "nghia-vu.tai-khoan", "Tài khoản được cho mượn.", references=("Nhật ký 22/11",)
    )
    return assert_breach(alleged, by=linh, at=MONDAY)
