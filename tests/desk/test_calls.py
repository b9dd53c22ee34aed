"""The call list: what is due stands first, one person rings at a time, and what came of it is proved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from camket.arrivals.submission import Sender
from camket.cases.actions.care import name_person_concerned
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Status
from camket.desk.incoming.calls import visible_calls
from camket.notices.actions.calling import claim_call
from camket.notices.models import CallAttempt, CallTask, Delivery, Notice
from camket.people.models import ContactPoint, Staff
from camket.refusals import NotUnderstood
from camket.ui.paging import page_by
from camket.vault.models import AccessEntry
from camket.vault.rules import Purpose
from tests.complaints.conftest import MONDAY, take_in, take_in_many
from tests.desk.test_typing import said

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NUMBER = "0909 156 179"


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())


@pytest.fixture
def call(db: None) -> CallTask:
    """Bà Tư left only a phone number."""
    take_in(Sender(name="Bà Tư", phone=NUMBER))
    return CallTask.objects.get()


def claimed(client: Client, call: CallTask) -> Any:
    return client.post(f"/desk/calls/{call.pk}/claim/", follow=True)


def came_of_it(client: Client, call: CallTask, outcome: str, **more: str) -> Any:
    typed = {"outcome": outcome, **more}
    return client.post(f"/desk/calls/{call.pk}/outcome/", typed, follow=True)


def test_the_list_says_who_and_what_but_no_number(desk: Client, call: CallTask) -> None:
    page = said(desk.get("/desk/calls/"))
    assert "Bà Tư" in page
    assert "Thư xác nhận" in page
    assert NUMBER not in page


def test_looking_at_the_list_leaves_one_entry(desk: Client, linh: Staff, call: CallTask) -> None:
    AccessEntry.objects.all().delete()
    desk.get("/desk/calls/")
    desk.get("/desk/calls/")
    entry = AccessEntry.objects.get()
    assert (entry.by, entry.purpose) == (linh.ref, Purpose.CALL_CUSTOMER)


def test_the_number_is_for_who_has_taken_the_call(
    desk: Client, linh: Staff, call: CallTask
) -> None:
    assert NUMBER not in said(desk.get(f"/desk/calls/{call.pk}/"))
    page = said(claimed(desk, call))
    assert NUMBER in page
    assert 'href="tel:+84909156179"' in page
    assert "Mã theo dõi" in page
    about = call.notice.about
    assert AccessEntry.objects.filter(by=linh.ref, about=about, purpose="call_customer").exists()


def test_a_number_that_nobody_proved_is_called_so(desk: Client, call: CallTask) -> None:
    assert "chưa xác minh" in said(claimed(desk, call))
    ContactPoint.objects.update(proved_at=MONDAY)
    assert "chưa xác minh" not in said(claimed(desk, call))


def test_two_agents_do_not_both_take_the_same_call(
    desk: Client, signed_in: Callable[[Staff], Client], vinh: Staff, call: CallTask
) -> None:
    claimed(desk, call)
    page = said(claimed(signed_in(vinh), call))
    assert "Người khác vừa nhận cuộc gọi này" in page
    assert "Trần Mỹ Linh" in page
    assert NUMBER not in said(signed_in(vinh).get(f"/desk/calls/{call.pk}/"))
    assert came_of_it(signed_in(vinh), call, "reached").status_code == 409
    assert not CallAttempt.objects.exists()


def test_who_is_reached_is_told_and_leaves_the_list(
    desk: Client, linh: Staff, call: CallTask
) -> None:
    claimed(desk, call)
    page = said(came_of_it(desk, call, "reached", note="Bà Tư hẹn chờ"))
    assert "Gặp được khách và đã báo" in page
    assert "Không còn ai phải gọi" in page
    assert Notice.objects.get().told_by == "phone"
    assert Complaint.objects.get().status == Status.ACKNOWLEDGED
    assert desk.get(f"/desk/calls/{call.pk}/").status_code == 404


def test_nobody_answered_and_the_call_waits_for_its_hour(desk: Client, call: CallTask) -> None:
    claimed(desk, call)
    came_of_it(desk, call, "no_answer", again="2026-11-23T15:30", note="Máy bận")
    call.refresh_from_db()
    assert f"{call.call_at:%H:%M}" == "08:30"
    assert "1 lần" in said(desk.get("/desk/calls/"))
    assert "Máy bận" in said(claimed(desk, call))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"outcome": "call_back", "note": "Bận"}, "Xin chọn giờ gọi lại"),
        ({"outcome": "call_back", "again": "2026-11-22T08:00", "note": "Bận"}, "sau thời điểm này"),
        ({"outcome": "other_channel", "note": "Bận"}, "Xin ghi địa chỉ thư"),
        ({"outcome": "other_channel", "mail": "tu@", "note": "Bận"}, "Địa chỉ thư chưa đúng"),
        ({"note": "Bận"}, "Xin chọn cuộc gọi ra sao"),
        ({"outcome": "singing", "note": "Bận"}, "singing"),
    ],
)
def test_what_is_missing_is_said_and_the_note_stays(
    desk: Client, call: CallTask, typed: dict[str, str], words: str
) -> None:
    claimed(desk, call)
    answer = desk.post(f"/desk/calls/{call.pk}/outcome/", typed)
    assert answer.status_code in {400, 422}
    assert words in said(answer)
    assert "Bận</textarea>" in said(answer)
    assert not CallAttempt.objects.exists()


def test_who_wants_a_letter_gets_one(desk: Client, call: CallTask) -> None:
    claimed(desk, call)
    came_of_it(desk, call, "other_channel", mail="tu@example.vn")
    assert Delivery.objects.get().notice == call.notice
    assert "Không còn ai phải gọi" in said(desk.get("/desk/calls/"))


def test_a_wrong_number_stays_with_a_word_that_it_is_missing(desk: Client, call: CallTask) -> None:
    claimed(desk, call)
    assert "Chưa có số" in said(came_of_it(desk, call, "wrong_number"))
    assert "chưa có số nào gọi được" in said(claimed(desk, call))


def test_a_call_that_is_put_back_is_free(desk: Client, call: CallTask, vinh: Staff) -> None:
    claimed(desk, call)
    desk.post(f"/desk/calls/{call.pk}/release/")
    claim_call(call, by=vinh, at=MONDAY)
    assert CallTask.objects.get().claimed_by == vinh.ref


def test_a_call_about_oneself_is_not_there(
    desk: Client, linh: Staff, vinh: Staff, call: CallTask
) -> None:
    name_person_concerned(Case.objects.get(), linh, by=vinh, at=MONDAY)
    assert "Bà Tư" not in said(desk.get("/desk/calls/"))
    assert desk.get(f"/desk/calls/{call.pk}/").status_code == 404
    assert desk.post(f"/desk/calls/{call.pk}/claim/").status_code == 404


def test_a_receptionist_calls_only_who_she_took_in(
    signed_in: Callable[[Staff], Client], thao: Staff, call: CallTask
) -> None:
    assert "Bà Tư" not in said(signed_in(thao).get("/desk/calls/"))
    Case.objects.update(taken_by=thao)
    assert NUMBER in said(claimed(signed_in(thao), call))


def test_a_cashier_calls_nobody(
    signed_in: Callable[[Staff], Client], ngan: Staff, call: CallTask
) -> None:
    assert signed_in(ngan).get("/desk/calls/").status_code == 403
    assert signed_in(ngan).post(f"/desk/calls/{call.pk}/claim/").status_code == 403


def test_pages_follow_each_other_and_lose_nobody(linh: Staff) -> None:
    take_in_many([Sender(phone=f"09091562{n:02}") for n in range(7)])
    CallTask.objects.filter(pk__in=CallTask.objects.values("pk")[:3]).update(
        call_at=MONDAY - timedelta(hours=1)
    )
    seen, after = [], ""
    while True:
        page = page_by(visible_calls(linh), "call_at", after, size=2)
        seen += page.rows
        after = page.following
        if not after:
            break
    assert len({task.pk for task in seen}) == len(seen) == 7
    assert seen == sorted(seen, key=lambda task: (task.call_at, task.pk))


@pytest.mark.parametrize("key", ["x", "2026-11-23T00:00:00+00:00_x", "_"])
def test_an_address_that_is_no_page_is_refused_in_words(linh: Staff, key: str) -> None:
    with pytest.raises(NotUnderstood):
        page_by(visible_calls(linh), "call_at", key)


def test_thirty_calls_cost_no_more_queries_than_three(desk: Client) -> None:
    def queries() -> int:
        AccessEntry.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            assert desk.get("/desk/calls/").status_code == 200
        return len(captured)

    take_in_many([Sender(phone=f"09091562{n:02}") for n in range(3)])
    few = queries()
    take_in_many([Sender(phone=f"09091562{n:02}") for n in range(3, 30)])
    assert queries() <= few
