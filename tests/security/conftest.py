"""The cast of these tests: two customers with everything that can be theirs, and a desk that has been worked on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.complaints.conftest import linh, vinh
from tests.desk.test_waiting import arrived, mail
from tests.portal.conftest import MONDAY
from tests.reports.working import worked_on
from tests.security.house import Owner, customer

__all__ = ["linh", "vinh", "worked_on"]


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages think that it is Monday morning."""
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())


@pytest.fixture
def huong(db: None) -> Owner:
    """Hương, whose objects they are."""
    return customer("huong.nguyen@example.vn", "0901 000 217")


@pytest.fixture
def khanh(db: None) -> Owner:
    """Khánh, another customer, who signed up a little later."""
    return customer("khanh.le@example.vn", "0901 000 218", at=MONDAY + timedelta(seconds=5))


@pytest.fixture
def desk_at_work(published: None, worked_on: None, huong: Owner) -> Owner:
    """A desk on which every kind of row was written, with a mail that is held and one that was set aside."""
    arrived(mail(f"Về hồ sơ {huong.case.number}"), mail("Phản hồi tự động", "Không ai giải quyết."))
    return huong
