"""The queue shows what is due first, to those who may see it, and costs the same however long it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from camket.arrivals.submission import Channel, Matter, Sender
from camket.cases.actions.care import assign, name_person_concerned
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.desk.queue.pages import page_of
from camket.people.models import Staff
from camket.refusals import NotUnderstood
from camket.vault.models import AccessEntry
from camket.vault.rules import Purpose
from tests.complaints.conftest import MONDAY, deliver, take_in, take_in_many

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def senders(count: int, word: str = "k") -> list[Sender]:
    return [Sender(name=f"Khách {word}{n}", mail=f"{word}{n}@example.vn") for n in range(count)]


def test_an_agent_sees_name_matter_and_date(desk: Client, router: Complaint) -> None:
    page = desk.get("/desk/").content.decode()
    assert "Nguyễn Thị Thanh Hương" in page
    assert "Giao sai phiên bản" in page
    assert "Kết quả" in page


def test_looking_at_the_list_leaves_one_entry_that_names_all(desk: Client, linh: Staff) -> None:
    take_in_many(senders(3))
    AccessEntry.objects.all().delete()
    desk.get("/desk/")
    desk.get("/desk/")
    entry = AccessEntry.objects.get()
    assert (entry.by, entry.purpose) == (linh.ref, Purpose.LIST_CASES)
    assert entry.compartments.count() == 6


def test_what_was_left_after_hours_stands_first_until_somebody_takes_it_up(
    desk: Client, linh: Staff, vinh: Staff, router: Complaint
) -> None:
    spoken = take_in(Sender(phone="0909 000 111"), channel=Channel.VOICE).case
    Case.objects.filter(pk=spoken.pk).update(due_at=MONDAY + timedelta(days=30))
    page = desk.get("/desk/").content.decode()
    assert "Để lại ngoài giờ" in page
    assert page.index(spoken.number) < page.index(router.case.number)
    assign(spoken, linh, by=vinh, at=MONDAY)
    page = desk.get("/desk/").content.decode()
    assert "Để lại ngoài giờ" not in page
    assert page.index(router.case.number) < page.index(spoken.number)


def test_a_case_about_oneself_is_not_there(
    desk: Client, router: Complaint, linh: Staff, vinh: Staff
) -> None:
    name_person_concerned(router.case, linh, by=vinh, at=MONDAY)
    assert router.case.number not in desk.get("/desk/").content.decode()


def test_a_receptionist_sees_only_what_she_took_in(
    signed_in: Callable[[Staff], Client], thao: Staff, router: Complaint
) -> None:
    assert router.case.number not in signed_in(thao).get("/desk/").content.decode()
    Case.objects.update(taken_by=thao)
    assert router.case.number in signed_in(thao).get("/desk/").content.decode()


def test_each_list_narrows(desk: Client, router: Complaint, linh: Staff) -> None:
    assert router.case.number in desk.get("/desk/queue/unassigned/").content.decode()
    assert router.case.number in desk.get("/desk/queue/overnight/").content.decode()
    assign(router.case, linh, by=linh, at=MONDAY)
    assert router.case.number in desk.get("/desk/queue/mine/").content.decode()
    assert router.case.number not in desk.get("/desk/queue/unassigned/").content.decode()
    assert desk.get("/desk/queue/nothing/").status_code == 404


def test_pages_follow_each_other_by_due_day_and_lose_nobody(linh: Staff) -> None:
    take_in_many(senders(7))
    take_in_many(senders(4, "h"), Matter.ENQUIRY)
    deliver()
    rows = Case.objects.visible_to(linh).open()
    seen, after = [], ""
    while True:
        page = page_of(rows, after, size=3)
        seen += page.cases
        after = page.following
        if not after:
            break
    assert len(seen) == len({case.pk for case in seen}) == 11
    assert [case.due_at is None for case in seen] == [False] * 7 + [True] * 4


@pytest.mark.parametrize("key", ["x", "2026-11-23T00:00:00+00:00_x", "-x"])
def test_an_address_that_is_no_page_is_refused_in_words(key: str) -> None:
    with pytest.raises(NotUnderstood):
        page_of(Case.objects.all(), key)


def test_fifty_cases_cost_no_more_queries_than_five(desk: Client) -> None:
    def queries() -> int:
        AccessEntry.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            assert desk.get("/desk/").status_code == 200
        return len(captured)

    take_in_many(senders(5))
    few = queries()
    take_in_many(senders(44, "n"))
    assert queries() <= few


def test_search_finds_by_number_phone_and_words_without_marks(
    desk: Client, router: Complaint
) -> None:
    for words in (router.case.number.lower(), "0909156178", "huong@example.vn", "giao sai"):
        assert router.case.number in desk.get("/desk/search/", {"q": words}).content.decode()
    assert router.case.number not in desk.get("/desk/search/", {"q": "khong co"}).content.decode()


def test_a_cashier_does_not_search(
    signed_in: Callable[[Staff], Client], ngan: Staff, router: Complaint
) -> None:
    assert signed_in(ngan).get("/desk/search/", {"q": "giao"}).status_code == 403


def test_what_was_due_is_marked_late(
    desk: Client, router: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = router.case.received_at + timedelta(days=20)
    monkeypatch.setattr("camket.desk.views.queue.now", lambda: late)
    page = desk.get("/desk/queue/late/").content.decode()
    assert "Trễ hạn" in page
    assert "trễ 7\u00a0ngày" in page


def test_a_promise_of_an_enquiry_is_its_acknowledgement(desk: Client) -> None:
    take_in(kind=Matter.ENQUIRY)
    assert "Xác nhận" in desk.get("/desk/").content.decode()


def test_who_is_protected_by_article_8_comes_first_of_the_day_and_has_a_list(desk: Client) -> None:
    numbers = [take_in(who).case.number for who in senders(2)]
    protected = take_in(senders(1, "p")[0], protected=True).case.number
    page = desk.get("/desk/").content.decode()
    assert page.index(protected) < min(page.index(number) for number in numbers)
    alone = desk.get("/desk/queue/priority/").content.decode()
    assert protected in alone
    assert not any(number in alone for number in numbers)
