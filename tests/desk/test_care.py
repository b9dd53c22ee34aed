"""A case is taken with one press, never from under somebody, and only looked at by who does not work on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from camket.cases.actions.care import assign, name_person_concerned
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.people.models import Staff
from camket.reports.verification import verify
from tests.complaints.conftest import MONDAY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def give(client: Client, case: Case, to: Staff, seen: str = "") -> int:
    place = f"/desk/case/{case.number}/handler/"
    return int(client.post(place, {"staff": to.ref, "seen": seen}).status_code)


def test_a_case_is_taken_from_the_list_with_one_press(
    desk: Client, router: Complaint, linh: Staff
) -> None:
    assert f"Nhận việc {router.case.number}" in desk.get("/desk/").content.decode()
    assert give(desk, router.case, linh) == 302
    assert Case.objects.get().handler == linh
    assert "Nhận việc" not in desk.get("/desk/").content.decode()


def test_who_presses_second_is_told_that_it_is_taken(
    desk: Client, router: Complaint, linh: Staff, vinh: Staff
) -> None:
    assign(router.case, vinh, by=vinh, at=MONDAY)
    assert give(desk, router.case, linh) == 409
    assert Case.objects.get().handler == vinh
    assert give(desk, router.case, linh, seen=vinh.ref) == 302


def test_the_receptionist_looks_at_what_she_took_in_and_is_offered_no_step(
    signed_in: Callable[[Staff], Client], thao: Staff, router: Complaint
) -> None:
    Case.objects.update(taken_by=thao)
    client = signed_in(thao)
    page = client.get(f"/desk/case/{router.case.number}/").content.decode()
    assert "Máy không đúng bản đã mua" in page
    assert "Chỉ xem" in page
    assert page.count("<form") == 2, "the search and signing out"
    assert "Nhận việc" not in client.get("/desk/").content.decode()


def test_who_says_that_article_8_protects_them_gets_priority_and_keeps_the_handler(
    desk: Client, router: Complaint, linh: Staff, vinh: Staff
) -> None:
    assign(router.case, linh, by=vinh, at=MONDAY)
    place = f"/desk/case/{router.case.number}/"
    assert desk.post(f"{place}priority/").status_code == 302
    assert "Ưu tiên theo" in desk.get(place).content.decode()
    assert give(desk, router.case, vinh, seen=linh.ref) == 403
    assert verify(router.case.subject).fault is None
    Case.objects.update(priority=False)
    assert "priority" in (verify(router.case.subject).fault or "")


def test_the_person_concerned_cannot_be_cleared_by_hand(
    router: Complaint, linh: Staff, vinh: Staff
) -> None:
    name_person_concerned(router.case, linh, by=vinh, at=MONDAY)
    assert verify(router.case.subject).fault is None
    Case.objects.update(about_staff=None)
    assert "complained about" in (verify(router.case.subject).fault or "")
