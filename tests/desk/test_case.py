"""A case is worked from its page: every step is one press, every refusal says why, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from camket.arrivals.submission import Attached, Channel, Matter
from camket.cases.actions.care import assign, name_person_concerned
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.models import Attachment, Case, Message
from camket.cases.rules import Direction, Scan
from camket.complaints.models import Complaint, Remedy
from camket.complaints.rules.moves import Status
from camket.people.models import Staff
from camket.vault.models import AccessEntry
from camket.vault.rules import Purpose
from tests.complaints.conftest import MONDAY, deliver, take_in
from tests.complaints.test_story import check_and_decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk works on the Monday after the Sunday on which everything came in."""
    for name in (
        "case.acting",
        "views.writing",
        "views.steps",
        "views.care",
        "views.decision",
        "views.case",
    ):
        monkeypatch.setattr(f"camket.desk.{name}.now", lambda: MONDAY)


def post(client: Client, case: Case, noun: str, **words: Any) -> Any:
    return client.post(f"/desk/case/{case.number}/{noun}/", words)


def page(client: Client, case: Case) -> str:
    return client.get(f"/desk/case/{case.number}/").content.decode().replace("\u00a0", " ")


def test_the_page_shows_who_what_by_when_and_what_next(desk: Client, router: Complaint) -> None:
    shown = page(desk, router.case)
    for words in ("Nguyễn Thị Thanh Hương", "Giao sai phiên bản", "0909 156 178", "02/12 24:00"):
        assert words in shown
    assert "Bắt đầu kiểm tra" in shown
    assert "huong@example.vn" in shown


def test_a_promise_names_its_clause_as_the_customer_reads_it(
    desk: Client, router: Complaint
) -> None:
    shown = page(desk, router.case)
    assert "KN-5, bản 1" in shown
    assert "thoi-gian.thuong" not in shown


def test_who_takes_up_a_case_is_not_told_to_have_given_it(
    desk: Client, router: Complaint, linh: Staff
) -> None:
    assign(router.case, linh, by=linh, at=MONDAY)
    assert "nhận phụ trách hồ sơ" in page(desk, router.case)


def test_opening_a_case_leaves_an_entry_with_its_purpose(
    desk: Client, router: Complaint, linh: Staff
) -> None:
    AccessEntry.objects.all().delete()
    page(desk, router.case)
    entry = AccessEntry.objects.get()
    assert (entry.by, entry.purpose, entry.about) == (
        linh.ref,
        Purpose.HANDLE_CASE,
        router.case.subject,
    )


def test_a_case_about_oneself_does_not_exist(
    desk: Client, router: Complaint, linh: Staff, vinh: Staff
) -> None:
    name_person_concerned(router.case, linh, by=vinh, at=MONDAY)
    assert desk.get(f"/desk/case/{router.case.number}/").status_code == 404
    assert post(desk, router.case, "checking").status_code == 404


def test_a_complaint_is_checked_decided_and_told(desk: Client, router: Complaint) -> None:
    post(desk, router.case, "checking")
    desk.post(f"/desk/case/{router.case.number}/points/1/", {"finding": "Đối chiếu sê-ri."})
    decision = {
        "outcome_1": "accepted",
        "reasons_1": "Kho giao nhầm.",
        "remedy_0": "refund",
        "due_0": "2026-12-04",
        "amount_0": "1890000",
    }
    assert post(desk, router.case, "decision", **decision).status_code == 302
    assert any("1.890.000" in letter.text for letter in deliver())
    router.refresh_from_db()
    assert router.status == Status.TOLD
    post(desk, router.case, "acceptance")
    desk.post(f"/desk/case/{router.case.number}/remedies/{Remedy.objects.get().pk}/")
    assert Case.objects.get().is_closed


def test_a_refusal_without_its_legal_answers_is_told_and_nothing_typed_is_lost(
    desk: Client, router: Complaint
) -> None:
    post(desk, router.case, "checking")
    desk.post(f"/desk/case/{router.case.number}/points/1/", {"finding": "Đúng bản."})
    answer = post(
        desk, router.case, "decision", outcome_1="rejected", reasons_1="Máy đúng bản đã đặt."
    )
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "hai câu" in shown
    assert "Máy đúng bản đã đặt." in shown


def test_what_cannot_be_done_says_why(desk: Client, router: Complaint) -> None:
    assert "thì chưa thể chuyển sang" in page(desk, router.case)
    answer = post(desk, router.case, "decision", outcome_1="accepted", reasons_1="Vì")
    assert answer.status_code in {400, 409}


def test_a_reply_reaches_the_customer_and_a_note_does_not(desk: Client, router: Complaint) -> None:
    post(desk, router.case, "message", kind="reply", text="Kho đang kiểm tra.")
    post(desk, router.case, "message", kind="note", text="Gọi anh Tư ở kho.")
    letters = " ".join(letter.text for letter in deliver())
    assert "Kho đang kiểm tra." in letters
    assert "anh Tư" not in letters
    assert "Gọi anh Tư ở kho." in page(desk, router.case)


def test_an_empty_reply_is_refused_beside_its_field(desk: Client, router: Complaint) -> None:
    answer = post(desk, router.case, "message", kind="reply", text=" ")
    assert answer.status_code == 422
    assert "Xin viết nội dung." in answer.content.decode()


def test_a_question_waits_and_its_answer_goes_on(desk: Client, router: Complaint) -> None:
    post(desk, router.case, "question", text="Xin gửi ảnh nhãn sê-ri.")
    assert Complaint.objects.get().status == Status.WAITING
    assert "Khách đã trả lời" in page(desk, router.case)
    post(desk, router.case, "answer")
    assert Complaint.objects.get().status == Status.CHECKING


def test_a_later_date_before_the_old_one_is_refused_with_everything_typed(
    desk: Client, router: Complaint
) -> None:
    typed = {"day": "2026-11-25", "reason": "Cần giám định thiết bị."}
    answer = post(desk, router.case, "later-date", **typed)
    assert answer.status_code == 400
    assert "Cần giám định thiết bị." in answer.content.decode()
    assert (
        post(desk, router.case, "later-date", **{**typed, "day": "2026-12-16"}).status_code == 302
    )


def test_a_case_is_given_to_a_colleague_but_never_to_the_person_concerned(
    desk: Client, router: Complaint, vinh: Staff
) -> None:
    post(desk, router.case, "handler", staff=vinh.ref)
    assert Case.objects.get().handler == vinh
    post(desk, router.case, "person-concerned", staff=vinh.ref)
    assert Case.objects.get().handler is None
    answer = post(desk, router.case, "handler", staff=vinh.ref)
    assert answer.status_code == 403
    assert "Người bị khiếu nại" in answer.content.decode()


def test_an_enquiry_is_answered_closed_or_becomes_a_complaint(desk: Client) -> None:
    case = take_in(kind=Matter.ENQUIRY).case
    assert post(desk, case, "closing", answer="Mở cửa từ 8 giờ.").status_code == 409
    deliver()
    assert "Khách chưa nhận lời trả lời nào" in page(desk, case)
    refused = post(desk, case, "closing", answer=" ")
    assert refused.status_code == 409
    assert "Xin viết lời trả lời khi đóng" in refused.content.decode()
    assert post(desk, case, "closing", answer="Mở cửa từ 8 giờ.").status_code == 302
    assert "Mở cửa từ 8 giờ." in " ".join(letter.text for letter in deliver())
    assert post(desk, case, "kind", kind="complaint", reason="Khách báo hỏng").status_code == 302
    assert Complaint.objects.filter(case=case).exists()
    assert "mở lại hồ sơ" in page(desk, case)


def test_a_complaint_with_a_result_is_not_offered_another_kind(
    desk: Client, router: Complaint, linh: Staff
) -> None:
    assert "Đổi loại hồ sơ" in page(desk, router.case)
    check_and_decide(router, linh)
    assert "Đổi loại hồ sơ" not in page(desk, router.case)
    answer = post(desk, router.case, "kind", kind="enquiry", reason="Cho xong")
    assert answer.status_code == 409
    assert "đã có kết quả thì không đổi" in answer.content.decode()


def test_what_somebody_else_did_meanwhile_is_told(
    desk: Client, signed_in: Callable[[Staff], Client], vinh: Staff, router: Complaint
) -> None:
    post(signed_in(vinh), router.case, "question", text="Xin gửi ảnh.")
    answer = post(desk, router.case, "question", text="Xin gửi hóa đơn.")
    assert answer.status_code == 409
    assert "Xin gửi hóa đơn." in answer.content.decode()


@pytest.fixture
def photo(router: Complaint) -> Attachment:
    """A photo that the customer sent."""
    sent = Attached("nhan.jpg", "image/jpeg", b"\xff\xd8\xff\xe0photo")
    message = NewMessage(router.case, Direction.IN, Channel.MAIL, "Đây", "KH-1", MONDAY, (sent,))
    add_messages([message], by="camket", at=MONDAY)
    return Attachment.objects.get()


def test_a_file_is_served_in_a_sandbox_to_who_may_see_its_case(
    desk: Client, signed_in: Callable[[Staff], Client], thao: Staff, photo: Attachment
) -> None:
    address = f"/desk/case/{photo.message.case.number}/file/{photo.pk}/"
    answer = desk.get(address)
    assert answer.content == b"\xff\xd8\xff\xe0photo"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert signed_in(thao).get(address).status_code == 404
    Attachment.objects.update(scan=Scan.QUARANTINED)
    assert desk.get(address).status_code == 404


def test_a_cashier_opens_no_case(
    signed_in: Callable[[Staff], Client], ngan: Staff, router: Complaint
) -> None:
    assert signed_in(ngan).get(f"/desk/case/{router.case.number}/").status_code == 403


def test_looking_changes_nothing_but_the_access_entries(desk: Client, router: Complaint) -> None:
    before = (Message.objects.count(), Complaint.objects.get().status, Case.objects.values().get())
    page(desk, router.case)
    desk.get(f"/desk/case/{router.case.number}/decision/")
    assert before == (
        Message.objects.count(),
        Complaint.objects.get().status,
        Case.objects.values().get(),
    )
