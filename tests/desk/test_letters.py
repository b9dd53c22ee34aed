"""Letters on the desk: where each is, word for word, and what is done with one that tells nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from camket.cases.actions.care import name_person_concerned
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Status
from camket.notices.actions.answering import bounced
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import DeskCarrier
from camket.notices.models import CallTask, Delivery, Notice
from camket.people.models import Staff
from camket.vault.models import AccessEntry
from tests.complaints.conftest import HUONG, MONDAY, deliver, take_in, take_in_many
from tests.desk.test_queue import senders
from tests.desk.test_typing import said

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())


@pytest.fixture
def kept(db: None) -> Delivery:
    """A letter to Hương that stayed here, because no mail server is set up."""
    take_in(HUONG)
    deliver_due(DeskCarrier(), at=MONDAY)
    return Delivery.objects.get()


def test_the_list_says_where_each_letter_is_and_opens_none(
    desk: Client, linh: Staff, kept: Delivery
) -> None:
    page = said(desk.get("/desk/letters/"))
    assert "Giữ tại bàn, chưa gửi" in page
    assert "Thư xác nhận" in page
    assert Case.objects.get().number in page
    assert not AccessEntry.objects.filter(by=linh.ref).exists()


def test_a_kept_letter_is_read_word_for_word(desk: Client, linh: Staff, kept: Delivery) -> None:
    page = said(desk.get(f"/desk/letters/{kept.pk}/"))
    assert tracking_code_shown(tracking_code(Case.objects.get())) in page
    assert "huong@example.vn" in page
    assert "Chưa cấu hình máy chủ thư" in page
    assert AccessEntry.objects.get(by=linh.ref).about == Case.objects.get().subject


def test_a_letter_that_the_post_took_is_read_without_the_customers_code(
    desk: Client, router: Complaint
) -> None:
    sent = Delivery.objects.get()
    assert sent.state == "accepted"
    page = said(desk.get(f"/desk/letters/{sent.pk}/"))
    assert "Mã theo dõi" in page
    assert tracking_code(router.case) not in page
    assert tracking_code_shown(tracking_code(router.case)) not in page


def test_who_was_given_it_knows(desk: Client, kept: Delivery) -> None:
    page = said(desk.post(f"/desk/letters/{kept.pk}/told/", follow=True))
    assert "Đã ghi: khách đã được báo." in page
    assert Notice.objects.get().told_by == "counter"
    assert Complaint.objects.get().status == Status.ACKNOWLEDGED


def test_it_is_put_on_the_call_list(desk: Client, kept: Delivery) -> None:
    desk.post(f"/desk/letters/{kept.pk}/call/")
    assert CallTask.objects.get().notice == kept.notice
    assert "Nguyễn Thị Thanh Hương" in said(desk.get("/desk/calls/"))


def test_a_letter_that_was_kept_is_sent_again_at_the_press_of_a_button(
    desk: Client, kept: Delivery, settings: LazySettings
) -> None:
    place = f"/desk/letters/{kept.pk}/"
    assert "Gửi lại thư" not in said(desk.get(place)), "nobody would carry it"
    assert desk.post(f"{place}again/").status_code == 409
    settings.CAMKET_SMTP_URL = "smtp://mail.example.vn"
    assert "Gửi lại thư" in said(desk.get(place))
    assert "Thư đã vào hàng chờ gửi lại" in said(desk.post(f"{place}again/", follow=True))
    assert [letter.message_id for letter in deliver()] == [kept.message_id]
    assert "Gửi lại thư" not in said(desk.get(place))
    assert desk.get(f"{place}again/").status_code == 405


def test_a_letter_that_waits_for_the_post_says_why_and_until_when(
    desk: Client, router: Complaint
) -> None:
    later = MONDAY + timedelta(minutes=10)
    Delivery.objects.update(state="queued", error="ConnectionRefusedError", next_try=later)
    for place in ("/desk/letters/?state=queued", f"/desk/letters/{Delivery.objects.get().pk}/"):
        page = said(desk.get(place))
        assert "ConnectionRefusedError" in page
        assert "09:10" in page


def test_letters_are_narrowed_by_where_they_are(desk: Client, router: Complaint) -> None:
    bounced(Delivery.objects.get().message_id, permanent=True, at=MONDAY)
    number = router.case.number
    assert number in said(desk.get("/desk/letters/", {"state": "bounced"}))
    assert number not in said(desk.get("/desk/letters/", {"state": "accepted"}))
    assert number in said(desk.get("/desk/letters/", {"state": "nonsense"}))


def test_letters_of_a_case_about_oneself_are_not_there(
    desk: Client, linh: Staff, vinh: Staff, kept: Delivery
) -> None:
    name_person_concerned(Case.objects.get(), linh, by=vinh, at=MONDAY)
    assert Case.objects.get().number not in said(desk.get("/desk/letters/"))
    assert desk.get(f"/desk/letters/{kept.pk}/").status_code == 404
    assert desk.post(f"/desk/letters/{kept.pk}/told/").status_code == 404
    assert desk.post(f"/desk/letters/{kept.pk}/again/").status_code == 404


def test_others_read_no_letters(
    signed_in: Callable[[Staff], Client], thao: Staff, ngan: Staff, kept: Delivery
) -> None:
    for staff in (thao, ngan):
        assert signed_in(staff).get("/desk/letters/").status_code == 403
        assert signed_in(staff).get(f"/desk/letters/{kept.pk}/").status_code == 403


def test_an_address_that_is_no_page_is_refused_in_words(desk: Client) -> None:
    assert desk.get("/desk/letters/", {"after": "x"}).status_code == 400


def test_fifty_letters_cost_no_more_queries_than_three(desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get("/desk/letters/").status_code == 200
        return len(captured)

    take_in_many(senders(3))
    deliver()
    few = queries()
    take_in_many(senders(50, "n"))
    deliver()
    assert queries() <= few
    assert 'rel="next"' in said(desk.get("/desk/letters/"))
