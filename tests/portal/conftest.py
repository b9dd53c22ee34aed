"""The cast: Hương, whose router was the wrong one, and the two people who work on it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from camket.arrivals.submission import Sender
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.people.models import Staff
from camket.people.rules import Role
from camket.portal.sending import send
from camket.services.actions.holdings import NewHolding, customer_at, enter
from camket.services.models import Holding

SUNDAY = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
STORY = "Bộ phát Wi-Fi giao sai phiên bản. Trên web ghi bản 2026, trên hộp ghi bản 2025."


def answers(**more: Any) -> dict[str, Any]:
    """What Hương fills in."""
    return {
        "name": "Nguyễn Thị Thanh Hương",
        "phone": "0901 000 217",
        "mail": "huong@example.vn",
        "matter": "complaint",
        "story": STORY,
        "product": "Bộ phát Wi-Fi",
        "remedy": "Đổi đúng bản",
        "protected": False,
        "answer_by": "",
        "key": "",
        **more,
    }


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages think that it is Monday morning."""
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())


@pytest.fixture
def router(db: None) -> Case:
    """A complaint that Hương sent through the page on Sunday evening."""
    case = send(answers(), language="vi", at=SUNDAY)
    assert case is not None
    return Case.objects.with_people().get(pk=case.pk)


@pytest.fixture
def complaint(router: Case) -> Complaint:
    """The same, as the desk works on it."""
    return Complaint.objects.select_related("case").get(pk=router.pk)


@pytest.fixture
def linh(db: None) -> Staff:
    return Staff.objects.create_staff("linh", "Trần Mỹ Linh", "matkhau-dai-lam", Role.AGENT)


@pytest.fixture
def hosting(linh: Staff) -> Holding:
    """What Hương has bought, with the number of its contract."""
    new = NewHolding("luu-tru-web", date(2026, 3, 1), date(2027, 2, 28), "HĐ-2026/0417")
    customer = customer_at(Sender(mail="huong@example.vn"), at=SUNDAY)
    return enter(new, customer, by=linh, at=SUNDAY)
