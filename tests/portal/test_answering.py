"""What a customer does on a case."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from camket.cases.models import Attachment, Case, Message
from camket.clock import civil_date
from camket.complaints.actions.checking import add_point, record_finding, start_checking
from camket.complaints.actions.deciding import decide
from camket.complaints.actions.ending import tell
from camket.complaints.models import Complaint
from camket.complaints.rules.decisions import Answer, Outcome, Promised, RemedyKind, Verdict
from camket.complaints.rules.moves import Actor, Status
from camket.evidence.queries import facts_of
from camket.people.models import Staff
from camket.portal.limits import SENDINGS
from camket.portal.sending import send
from camket.ui.limits import Limit, count
from camket.ui.uploads import MOST_FILES
from tests.portal.conftest import MONDAY, answers
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


def test_closing_is_asked_once_more_and_says_until_when_one_may_change_ones_mind(
    client: Client, told: Case
) -> None:
    before, _, after = seen(client, told).partition("<summary>Tôi đồng ý")
    assert "acceptance/" not in before
    closing = after.partition("</details>")[0]
    assert "Hồ sơ sẽ đóng với kết quả này." in closing
    assert "vẫn báo được đến hết ngày" in closing
    assert "Đồng ý và đóng hồ sơ</button>" in closing


def test_why_a_customer_does_not_agree_is_a_message_on_the_case(client: Client, told: Case) -> None:
    page = {"reason": "Bản 2026 vẫn chưa tới.", "key": "page-1"}
    client.post(address(told, "contest/"), page)
    assert status(told) == Status.CONTESTED
    assert "Bản 2026 vẫn chưa tới." in seen(client, told)
    again = client.post(address(told, "contest/"), page)  # The button was pressed twice.
    assert again["Location"] == address(told)
    assert Message.objects.filter(case=told, direction="in").count() == 2
    kinds = [fact.kind for fact in facts_of(told.subject)]
    assert kinds.count("complaint.contested") == 1
    assert "complaint.replied" not in kinds


def test_nothing_is_said_where_the_result_cannot_be_contested_and_the_words_are_shown_again(
    client: Client, router: Case
) -> None:
    answer = client.post(address(router, "contest/"), {"reason": "Tôi chưa đồng ý vì trễ."})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Khiếu nại đã tiếp nhận" in html
    assert "Tôi chưa đồng ý vì trễ.</textarea>" in html
    assert status(router) == Status.RECEIVED
    assert Message.objects.filter(case=router).count() == 1


def test_words_that_come_too_often_are_shown_again_beside_the_button(
    client: Client, told: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("camket.portal.limits.SENDINGS", Limit("sendings", 1, 3600))
    count(Limit("sendings", 1, 3600), f"{told.number} 127.0.0.1", at=MONDAY)
    answer = client.post(address(told, "contest/"), {"reason": "Vẫn chưa tới."})
    html = answer.content.decode()
    assert answer.status_code == 429
    assert 'id="disagree"' in html
    assert "Vẫn chưa tới.</textarea>" in html
    assert status(told) == Status.TOLD


@pytest.mark.parametrize("rest", ["message/", "acceptance/", "contest/"])
def test_nothing_is_done_with_a_wrong_code(client: Client, router: Case, rest: str) -> None:
    answer = client.post(f"/t/{router.number}/AAAABBBBCCCC/{rest}", {"text": "x"})
    assert answer.status_code == 404
    assert status(router) == Status.RECEIVED


def test_who_writes_without_end_keeps_the_words_and_stops_nobody_else(
    client: Client, router: Case, told: Case
) -> None:
    for number in range(SENDINGS.tries):
        client.post(address(router, "message/"), {"text": f"Tin {number}"})
    page = {"text": "Tin nữa", "attachments": SimpleUploadedFile("a.txt", b"a")}
    answer = client.post(address(router, "message/"), page)
    assert answer.status_code == 429
    html = text(answer)
    assert ">\nTin nữa</textarea>" in html
    assert "chờ nhiều nhất một giờ" in html
    assert "gọi 0909 156 177" in html
    assert "Xin chọn lại tệp" in html
    assert Message.objects.filter(case=router).count() == SENDINGS.tries + 1
    other = send(answers(mail="minh@example.vn", phone=""), language="vi", at=MONDAY)
    assert other is not None
    assert client.post(address(other, "message/"), {"text": "Tôi nữa"}).status_code == 302


def test_one_place_is_slowed_down_as_a_whole_too(
    client: Client, router: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("camket.portal.limits.SENDINGS_FROM", Limit("sendings-place", 1, 3600))
    assert client.post(address(router, "message/"), {"text": "Một"}).status_code == 302
    answer = client.post(address(router, "message/"), {"text": "Hai"})
    assert answer.status_code == 429
    assert "Hai</textarea>" in text(answer)


def test_too_many_files_are_refused_in_words_with_the_text(client: Client, router: Case) -> None:
    page = {"text": "Ảnh đây", "attachments": photos(MOST_FILES + 1)}
    answer = client.post(address(router, "message/"), page)
    assert answer.status_code == 422
    assert "nhiều nhất 20 tệp" in text(answer)
    assert "Ảnh đây</textarea>" in text(answer)
    assert not Attachment.objects.exists()
    client.post(address(router, "message/"), {**page, "attachments": photos(MOST_FILES)})
    assert Attachment.objects.count() == MOST_FILES


def test_a_message_whose_token_is_old_is_shown_again_and_not_taken(router: Case) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(address(router))
    page = {"text": "Tôi gửi thêm ảnh.", "csrfmiddlewaretoken": "x" * 32}
    refused = client.post(address(router, "message/"), page)
    assert refused.status_code == 403
    assert "Tôi gửi thêm ảnh.</textarea>" in text(refused)
    assert "trước khi Quý khách đăng nhập" in text(refused)
    assert "no-store" in refused["Cache-Control"]
    assert Message.objects.filter(case=router).count() == 1
    page["csrfmiddlewaretoken"] = token_of(refused)
    assert client.post(address(router, "message/"), page).status_code == 302


def test_a_form_of_another_site_and_a_wrong_code_show_no_case(router: Case) -> None:
    client = Client(enforce_csrf_checks=True)
    page = {"text": "Xin bấm gửi", "csrfmiddlewaretoken": "x" * 32}
    there = address(router, "message/")
    elsewhere = client.post(there, page, headers={"origin": "https://la.example"})
    wrong = client.post(f"/t/{router.number}/AAAABBBBCCCC/message/", page)
    for answer in (elsewhere, wrong):
        assert answer.status_code == 403
        assert "Xin bấm gửi" not in text(answer)
        assert router.number not in text(answer).split("<main")[1]


def photos(count: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{n}.jpg", b"\xff\xd8\xff%d" % n) for n in range(count)]


def token_of(answer: Any) -> str:
    """The token of the form that a page shows."""
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text(answer))[0]


def text(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ")
