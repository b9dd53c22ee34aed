"""Taking somebody in on the phone and at the counter: quick, kept, and with the right sentence to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from camket.arrivals.models import Arrival
from camket.cases.actions.care import name_person_concerned
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case, Message
from camket.cases.rules import tracking_code_shown
from camket.complaints.models import Complaint
from camket.intake.actions import typed as typing_in
from camket.notices.models import CallTask, Notice
from camket.people.models import Staff
from camket.vault.models import AccessEntry
from camket.vault.rules import Purpose

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
STORY = "Đầu ghi camera hỏng sau 12 ngày, còn bảo hành."


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())


def call_in(client: Client, page: str = "phone", **more: Any) -> Any:
    """Fill in the page and follow where it leads."""
    typed = {"go": "save", "text": STORY, "name": "Dương Văn Lợi", "phone": "0903 000 586"}
    return client.post(f"/desk/{page}/", {**typed, **more}, follow=True)


def said(answer: Any) -> str:
    """The page as it is read, with ordinary spaces."""
    text: str = answer.content.decode()
    return text.replace("\u00a0", " ")


def test_a_call_becomes_a_case_with_the_sentence_to_read_aloud(desk: Client) -> None:
    answer = call_in(desk)
    case = Case.objects.get()
    assert answer.redirect_chain == [(f"/desk/taken/{case.number}/", 302)]
    assert f"Số hồ sơ của Quý khách là {case.number}." in said(answer)
    assert "kết quả chậm nhất hết ngày thứ Năm, 03/12/2026" in said(answer)
    assert "ngày làm việc thứ 7" in said(answer)


def test_a_caller_without_mail_stands_in_the_call_list_until_told(desk: Client) -> None:
    assert "danh sách cần gọi, số 0903 000 586" in said(call_in(desk))
    case = Case.objects.get()
    answer = desk.post(f"/desk/taken/{case.number}/told/", follow=True)
    assert "Khách đã được báo" in said(answer)
    assert not CallTask.objects.filter(state="open").exists()
    assert Notice.objects.get().told_by == "phone"


def test_a_caller_who_gets_a_text_is_said_to_get_one(desk: Client, settings: LazySettings) -> None:
    settings.CAMKET_SMS_URL, settings.CAMKET_MESSAGE_SECRET = "https://sms.example.vn", "bí mật"
    assert "Tin nhắn xác nhận đang gửi tới 0903 000 586" in said(call_in(desk))


def test_a_walk_in_gets_a_slip(signed_in: Callable[[Staff], Client], thao: Staff) -> None:
    client = signed_in(thao)
    call_in(client, "counter", mail="loi@example.vn", product="Đầu ghi", remedy="Đổi máy mới")
    case = Case.objects.get()
    assert (case.channel, case.taken_by) == ("counter", thao)
    slip = client.get(f"/desk/taken/{case.number}/slip.pdf")
    assert slip["Content-Type"] == "application/pdf"
    assert slip.content.startswith(b"%PDF")
    assert AccessEntry.objects.filter(by=thao.ref, purpose=Purpose.PRINT_SLIP).count() == 1


def test_the_customers_code_is_for_who_took_the_customer_in_and_for_the_supervisor(
    signed_in: Callable[[Staff], Client], thao: Staff, linh: Staff, vinh: Staff
) -> None:
    call_in(signed_in(thao), "counter")
    case = Case.objects.get()
    code = tracking_code_shown(tracking_code(case))
    for staff, sees in ((thao, True), (vinh, True), (linh, False)):
        client = signed_in(staff)
        assert (code in said(client.get(f"/desk/taken/{case.number}/"))) is sees
        slip = client.get(f"/desk/taken/{case.number}/slip.pdf")
        assert slip.status_code == (200 if sees else 403)
        assert ("slip.pdf" in said(client.get(f"/desk/case/{case.number}/"))) is sees


def test_a_customer_who_speaks_english_is_read_english(desk: Client) -> None:
    answer = call_in(desk, language="en")
    assert "You will have our answer by the end of Thursday 03/12/2026" in said(answer)


def test_nothing_typed_is_lost_when_something_is_wrong(desk: Client) -> None:
    answer = call_in(desk, phone="0903 000 58", remedy="Đổi máy mới")
    assert answer.status_code == 422
    assert STORY in said(answer)
    assert 'value="Đổi máy mới"' in said(answer)
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": " "}, "Xin ghi chuyện đã xảy ra."),
        ({"mail": "loi"}, "Địa chỉ thư chưa đúng"),
        ({"answer_by": "mail"}, "Xin ghi địa chỉ thư."),
        ({"answer_by": "phone", "phone": ""}, "Xin ghi số điện thoại."),
        ({"received": "2026-11-21T20:00"}, "Xin ghi vì sao"),
        ({"received": "2026-11-24T20:00", "why_late": "x"}, "không thể ở sau lúc này"),
    ],
)
def test_what_is_missing_is_said_in_words(desk: Client, typed: Any, words: str) -> None:
    answer = call_in(desk, **typed)
    assert answer.status_code == 422
    assert words in said(answer)
    assert not Case.objects.exists()


def test_a_voice_message_counts_from_when_it_was_left(desk: Client) -> None:
    heard = {"channel": "voice", "received": "2026-11-21T20:00", "why_late": "Cuối tuần đóng cửa"}
    call_in(desk, **heard)
    case = Case.objects.get()
    assert (case.channel, case.after_hours) == ("voice", True)
    assert f"{case.received_at:%Y-%m-%d %H:%M}" == "2026-11-21 13:00"


def test_a_known_number_shows_its_cases_to_staff_and_leaves_a_trace(
    desk: Client, router: Complaint, linh: Staff
) -> None:
    typed = {"go": "look", "phone": "0909156178", "text": STORY}
    answer = desk.post("/desk/phone/", typed)
    assert router.case.number in said(answer)
    assert "Không nói với người gọi về hồ sơ khác" in said(answer)
    assert STORY in said(answer)
    assert AccessEntry.objects.filter(by=linh.ref, purpose=Purpose.FIND_CASES).exists()
    assert Case.objects.count() == 1


def test_with_scripts_only_the_list_of_known_cases_comes_back(
    desk: Client, router: Complaint
) -> None:
    typed = {"go": "look", "mail": "huong@example.vn"}
    answer = desk.post("/desk/phone/", typed, headers={"HX-Request": "true"})
    assert said(answer).startswith('<fieldset id="known"')


def test_what_is_said_again_joins_the_case_that_was_chosen(desk: Client, router: Complaint) -> None:
    call_in(desk, phone="0909156178", name="Chị của Hương", case=router.case.number)
    assert Case.objects.count() == 1
    assert Message.objects.filter(case=router.case, direction="in").count() == 2
    assert Message.objects.filter(case=router.case, direction="note").count() == 1
    assert Arrival.objects.get().case_number == router.case.number


def test_a_case_about_oneself_is_not_found_under_its_number(
    desk: Client, router: Complaint, linh: Staff, vinh: Staff
) -> None:
    name_person_concerned(router.case, linh, by=vinh, at=MONDAY)
    answer = desk.post("/desk/phone/", {"go": "look", "phone": "0909156178"})
    assert router.case.number not in said(answer)
    refused = call_in(desk, case=router.case.number)
    assert refused.status_code == 404
    assert STORY in said(refused)
    assert Case.objects.count() == 1


def test_a_receptionist_sees_no_case_of_others_under_a_number(
    signed_in: Callable[[Staff], Client], thao: Staff, router: Complaint
) -> None:
    client = signed_in(thao)
    answer = client.post("/desk/counter/", {"go": "look", "phone": "0909156178"})
    assert router.case.number not in said(answer)
    for page in ("", "told/", "slip.pdf"):
        ask = client.post if page == "told/" else client.get
        assert ask(f"/desk/taken/{router.case.number}/{page}").status_code == 404


def test_the_same_page_sent_twice_opens_one_case(desk: Client) -> None:
    assert call_in(desk, key="k").redirect_chain == call_in(desk, key="k").redirect_chain
    assert Case.objects.count() == 1


def test_what_cannot_be_taken_is_kept_and_shown_as_waiting(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(typing_in, "open_by_hand", broken)
    assert "chưa mở được hồ sơ" in said(call_in(desk))
    assert Arrival.objects.get().place == "failed"


def test_a_cashier_has_no_such_pages(signed_in: Callable[[Staff], Client], ngan: Staff) -> None:
    for page in ("phone", "counter"):
        assert signed_in(ngan).get(f"/desk/{page}/").status_code == 403
        assert call_in(signed_in(ngan), page).status_code == 403
    assert not Arrival.objects.exists()
