"""What a customer does on a case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from camket.cases.models import Case
from camket.clock import civil_date
from camket.complaints.actions.checking import add_point, record_finding, start_checking
from camket.complaints.actions.deciding import decide
from camket.complaints.actions.ending import tell
from camket.complaints.models import Complaint
from camket.complaints.rules.decisions import Answer, Outcome, Promised, RemedyKind, Verdict
from camket.complaints.rules.moves import Actor, Status
from camket.people.models import Staff
from tests.portal.conftest import MONDAY
from tests.portal.test_following import address, seen

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
EXCHANGE = Promised(RemedyKind.EXCHANGE, date(2026, 12, 4), "Đổi bản 2026 tận nơi")
VERDICT = Verdict(
    (Answer(1, Outcome.ACCEPTED, "Phiếu xuất kho ghi nhầm mã.", our_error=True, as_agreed=False),),
    (EXCHANGE,),
)


@pytest.fixture
def told(complaint: Complaint, linh: Staff) -> Case:
    """A complaint whose result the customer has."""
    start_checking(complaint, by=linh, at=MONDAY)
    point = add_point(complaint, "Giao sai phiên bản", by=linh, at=MONDAY)
    record_finding(point, "Đúng", by=linh, at=MONDAY)
    decide(complaint, VERDICT, by=linh, at=MONDAY)
    tell(complaint, actor=Actor.SYSTEM, by="camket", at=MONDAY, how="mail")
    return Case.objects.with_people().get(pk=complaint.pk)


def status(case: Case) -> str:
    return Complaint.objects.get(pk=case.pk).status


def test_the_result_is_shown_with_reasons_and_remedies(client: Client, told: Case) -> None:
    html = seen(client, told)
    assert "Chúng tôi chấp nhận khiếu nại." in html
    assert "Phiếu xuất kho ghi nhầm mã." in html
    assert "Đổi bản 2026 tận nơi" in html
    assert "thứ Sáu, 04/12/2026" in html


def test_the_page_says_until_when_it_closes_and_how_long_it_may_be_contested_then(
    client: Client, told: Case
) -> None:
    ends = Complaint.objects.get(pk=told.pk).silence_ends_at
    assert ends is not None
    last = civil_date(ends - timedelta(seconds=1))
    html = seen(client, told)
    assert f"không phản hồi đến hết ngày {last:%d/%m}" in html
    assert "Sau đó Quý khách còn 7 ngày làm việc để đề nghị xem lại." in html


def test_a_result_is_not_shown_before_it_was_told(
    client: Client, complaint: Complaint, linh: Staff
) -> None:
    start_checking(complaint, by=linh, at=MONDAY)
    point = add_point(complaint, "Giao sai phiên bản", by=linh, at=MONDAY)
    record_finding(point, "Đúng", by=linh, at=MONDAY)
    decide(complaint, VERDICT, by=linh, at=MONDAY)
    assert "Phiếu xuất kho ghi nhầm mã." not in seen(client, complaint.case)


def test_accepting_closes_the_case(client: Client, told: Case) -> None:
    answer = client.post(address(told, "acceptance/"), follow=True)
    assert status(told) == Status.CLOSED
    assert "Cảm ơn Quý khách" in answer.content.decode().replace("\u00a0", " ")


def test_contesting_opens_it_again(client: Client, told: Case) -> None:
    client.post(address(told, "acceptance/"))
    client.post(address(told, "contest/"))
    assert status(told) == Status.CONTESTED
    assert "Quý khách chưa đồng ý với kết quả" in seen(client, told)


def test_what_may_not_be_done_now_is_refused_in_words(client: Client, router: Case) -> None:
    answer = client.post(address(router, "acceptance/"))
    assert answer.status_code == 409
    assert "Khiếu nại đã tiếp nhận" in answer.content.decode()


def test_only_the_moves_of_now_are_offered(client: Client, router: Case, told: Case) -> None:
    assert "Tôi đồng ý" in seen(client, told)
    client.post(address(told, "acceptance/"))
    html = seen(client, told)
    assert "Tôi đồng ý" not in html
    assert "Tôi chưa đồng ý" in html


def test_a_message_is_kept_and_thanked_for(client: Client, router: Case) -> None:
    page = {"text": "Tôi gửi thêm ảnh."}
    html = client.post(address(router, "message/"), page, follow=True).content.decode()
    assert "Tôi gửi thêm ảnh." in html
    assert "Chúng tôi đã nhận lời nhắn" in html


def test_an_empty_message_is_told_so_beside_its_field(client: Client, router: Case) -> None:
    answer = client.post(address(router, "message/"), {"text": " "})
    assert answer.status_code == 422
    assert "Xin viết lời nhắn hoặc chọn tệp." in answer.content.decode()


def test_coming_back_to_an_answer_by_hand_shows_the_case(client: Client, router: Case) -> None:
    answer = client.get(address(router, "acceptance/"))
    assert answer["Location"] == address(router)
    assert status(router) == Status.RECEIVED


def test_what_a_customer_contests_stays_on_the_page(client: Client, told: Case) -> None:
    client.post(address(told, "contest/"))
    html = seen(client, told)
    assert "Phiếu xuất kho ghi nhầm mã." in html


@pytest.mark.parametrize("rest", ["message/", "acceptance/", "contest/"])
def test_nothing_is_done_with_a_wrong_code(client: Client, router: Case, rest: str) -> None:
    answer = client.post(f"/t/{router.number}/AAAABBBBCCCC/{rest}", {"text": "x"})
    assert answer.status_code == 404
    assert status(router) == Status.RECEIVED
