"""What is late or raised stands before the supervisor, who gives it to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from camket.arrivals.submission import Sender
from camket.cases.actions.care import assign, name_person_concerned
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.notices.models import Delivery
from camket.people.models import Staff
from camket.promises.actions import break_due
from camket.rulebook.company import current_calendar
from camket.vault.models import AccessEntry
from tests.complaints.conftest import MONDAY, take_in_many

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATE = MONDAY + timedelta(days=20)
PLACE = "/desk/supervision/"


@pytest.fixture
def supervisor(
    signed_in: Callable[[Staff], Client], vinh: Staff, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """Vinh, three weeks later."""
    monkeypatch.setattr("camket.desk.views.supervision.now", lambda: LATE)
    return signed_in(vinh)


def test_a_broken_promise_brings_its_case_before_the_supervisor(
    supervisor: Client, router: Complaint
) -> None:
    break_due(at=LATE)
    page = supervisor.get(PLACE).content.decode()
    assert router.case.number in page
    assert "báo lên" in page
    assert "Trễ hạn" in page


def test_what_is_in_time_is_not_there(
    supervisor: Client, router: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("camket.desk.views.supervision.now", lambda: MONDAY)
    page = supervisor.get(PLACE).content.decode()
    assert router.case.number not in page
    assert "Không có hồ sơ nào trễ hạn" in page


def test_the_supervisor_gives_it_to_another_and_stays_on_the_page(
    supervisor: Client, router: Complaint, linh: Staff
) -> None:
    words = {"staff": linh.ref, "seen": "", "supervision": ""}
    answer = supervisor.post(f"/desk/case/{router.case.number}/handler/", words)
    assert answer["Location"] == PLACE
    assert Case.objects.get().handler == linh


def test_the_person_concerned_is_not_offered(
    supervisor: Client, router: Complaint, linh: Staff, vinh: Staff
) -> None:
    assert linh.ref in supervisor.get(PLACE).content.decode()
    name_person_concerned(router.case, linh, by=vinh, at=MONDAY)
    assert f'value="{linh.ref}"' not in supervisor.get(PLACE).content.decode()


def test_the_page_says_who_has_how_much(
    supervisor: Client, router: Complaint, linh: Staff, vinh: Staff
) -> None:
    assign(router.case, linh, by=vinh, at=MONDAY)
    page = " ".join(supervisor.get(PLACE).content.decode().split())
    row = page[page.index('<th scope="row">Trần Mỹ Linh') :]
    assert row.index('<td class="num">1</td>') < row.index("</tr>")


def test_fifty_cases_cost_no_more_queries_than_five(supervisor: Client) -> None:
    def queries() -> int:
        AccessEntry.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            assert supervisor.get(PLACE).status_code == 200
        return len(captured)

    take_in_many([Sender(name=f"K{n}", mail=f"k{n}@example.vn") for n in range(5)])
    few = queries()
    take_in_many([Sender(name=f"N{n}", mail=f"n{n}@example.vn") for n in range(44)])
    assert queries() <= few


def test_a_calendar_that_ends_soon_is_said_while_there_is_time(
    supervisor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Lịch làm việc chỉ có đến hết" not in supervisor.get(PLACE).content.decode()
    last = max(current_calendar().years)
    soon = datetime(last, 9, 20, 2, tzinfo=UTC)
    monkeypatch.setattr("camket.desk.views.supervision.now", lambda: soon)
    page = supervisor.get(PLACE).content.decode()
    assert f"31/12/{last}" in page
    assert f"nạp lịch năm {last + 1} " in page


def test_letters_that_nobody_takes_are_said(supervisor: Client, router: Complaint) -> None:
    assert "chưa gửi đi được" not in supervisor.get(PLACE).content.decode()
    Delivery.objects.update(state="queued", error="ConnectionRefusedError", next_try=LATE)
    page = supervisor.get(PLACE).content.decode()
    assert "1 thư chưa gửi đi được hơn một giờ nay" in page
    assert 'href="/desk/letters/?state=queued"' in page


def test_an_agent_does_not_open_it(desk: Client) -> None:
    assert desk.get(PLACE).status_code == 403
    assert PLACE not in desk.get("/desk/").content.decode()
