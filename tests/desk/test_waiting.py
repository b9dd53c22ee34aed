"""What waits for a person: looked at safely, taken again, put right, put into a case, or dismissed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from camket.arrivals import reading
from camket.arrivals.actions import receive
from camket.arrivals.models import REMARK, Arrival
from camket.arrivals.rules import Form, Outcome, Place, Raw
from camket.cases.actions.care import name_person_concerned
from camket.cases.models import Attachment, Case, Message
from camket.complaints.models import Complaint
from camket.intake.actions.taking import take
from camket.people.models import Staff, Visit
from camket.reports.reconciliation import reconcile
from camket.vault.actions import purpose
from camket.vault.models import AccessEntry
from camket.vault.rules import Purpose
from tests.complaints.conftest import MONDAY, SUNDAY
from tests.desk.test_typing import said

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())


def mail(subject: str, text: str = "Máy hỏng <script>alert(1)</script>") -> bytes:
    message = EmailMessage()
    message["From"] = "Người Lạ <la@example.vn>"
    message["Subject"] = subject
    message["Message-ID"] = f"<{abs(hash((subject, text)))}@example.vn>"
    message.set_content(text)
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="đơn.pdf")
    return message.as_bytes()


def arrived(*contents: bytes) -> list[Arrival]:
    raw = [Raw(content, Form.MAIL, "mail", "info@example.vn", SUNDAY) for content in contents]
    rows = receive(raw, at=SUNDAY)
    take(rows, at=SUNDAY)
    return list(Arrival.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))


@pytest.fixture
def held(router: Complaint) -> Arrival:
    """A stranger who names Hương's case."""
    (arrival,) = arrived(mail(f"Về hồ sơ {router.case.number}"))
    assert arrival.place == Place.HELD
    return arrival


@pytest.fixture
def failed(monkeypatch: pytest.MonkeyPatch, db: None) -> Arrival:
    """A mail on which our own reader stumbles."""

    def broken(*_: Any, **__: Any) -> None:
        raise RecursionError

    with monkeypatch.context() as context:
        context.setattr(reading.mail, "to_submission", broken)
        (arrival,) = arrived(mail("Máy hỏng"))
    assert arrival.place == Place.FAILED
    return arrival


def test_what_nobody_could_read_is_said_in_words(desk: Client) -> None:
    (row,) = receive([Raw(b"{", Form.FORM, "web", "web", SUNDAY)], at=SUNDAY)
    take([row], at=SUNDAY)
    page = desk.get(f"/desk/waiting/{row.pk}/").content.decode()
    assert "<h1>Không hiểu được nội dung gửi tới</h1>" in page
    assert "NotUnderstood" not in page
    assert "<dd>không rõ</dd>" in page
    assert "Không đọc được lời nào." in page


def test_the_list_says_why_and_until_when_and_opens_nothing(
    desk: Client, linh: Staff, held: Arrival
) -> None:
    page = said(desk.get("/desk/waiting/"))
    assert "Người lạ ghi một số hồ sơ có thật" in page
    assert "26/11, còn 2 ngày" in page
    assert "02/12, còn 6 ngày" in page
    assert "la@example.vn" not in page
    assert not AccessEntry.objects.filter(by=linh.ref).exists()


def test_looking_shows_words_headers_and_files_safely(
    desk: Client, linh: Staff, held: Arrival
) -> None:
    page = said(desk.get(f"/desk/waiting/{held.pk}/"))
    assert "la@example.vn" in page
    assert "Máy hỏng &lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "đơn.pdf" in page
    assert "Message-ID" in page
    entry = AccessEntry.objects.get(by=linh.ref)
    assert (entry.purpose, entry.about) == (Purpose.LOOK_AT_HELD, f"arrival:{held.pk}")


def test_the_original_is_handed_out_and_never_shown(
    desk: Client, linh: Staff, held: Arrival
) -> None:
    answer = desk.get(f"/desk/waiting/{held.pk}/raw/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{held.pk}.eml"'
    assert b"From: " in answer.content
    assert AccessEntry.objects.filter(by=linh.ref, purpose=Purpose.LOOK_AT_HELD).exists()


def act(client: Client, arrival: Arrival, how: str, **typed: str) -> Any:
    return client.post(f"/desk/waiting/{arrival.pk}/{how}/", typed, follow=True)


def test_it_goes_into_the_case_that_a_person_chose(
    desk: Client, linh: Staff, held: Arrival, router: Complaint
) -> None:
    page = act(desk, held, "joined", number=router.case.number.lower())
    assert f"Đã vào hồ sơ {router.case.number}" in said(page)
    held.refresh_from_db()
    assert (held.outcome, held.settled_by) == (Outcome.ADDED, linh.ref)
    assert Message.objects.filter(case=router.case, arrival=held.pk).exists()
    assert reconcile().balances


def test_a_case_is_opened_with_it_and_counts_from_receipt(desk: Client, held: Arrival) -> None:
    typed = {"name": "Người Lạ", "mail": "la@example.vn", "subject": "Máy hỏng", "text": "Hỏng"}
    act(desk, held, "opened", **typed)
    case = Case.objects.get(
        customer__contact_points__kind="mail", received_at=SUNDAY, channel="mail", opened_at=MONDAY
    )
    assert Attachment.objects.filter(message__case=case).count() == 1
    assert Arrival.objects.get(pk=held.pk).outcome == Outcome.OPENED
    assert reconcile().balances


def test_what_could_not_be_read_is_put_right_by_an_agent(
    desk: Client, failed: Arrival, linh: Staff
) -> None:
    page = said(desk.get(f"/desk/waiting/{failed.pk}/"))
    assert "Chưa nhận được vì lỗi của phần mềm (RecursionError)" in page
    case_words = {"name": "Người Lạ", "mail": "la@example.vn", "text": "Máy hỏng sau 12 ngày"}
    act(desk, failed, "opened", **case_words)
    assert Case.objects.get().received_at == SUNDAY
    assert Arrival.objects.get(pk=failed.pk).settled_by == linh.ref


def test_where_even_the_reader_fails_the_bytes_come_along_as_a_file(
    desk: Client, failed: Arrival, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RecursionError

    monkeypatch.setattr(reading.mail, "to_submission", broken)
    assert f"{failed.pk}.eml" in said(desk.get(f"/desk/waiting/{failed.pk}/"))
    act(desk, failed, "opened", text="Chép tay từ bản gốc")
    assert Attachment.objects.get().size == failed.size


def test_a_failed_one_is_taken_again_when_the_fault_is_gone(desk: Client, failed: Arrival) -> None:
    page = act(desk, failed, "again")
    assert f"Đã vào hồ sơ {Case.objects.get().number}" in said(page)
    assert reconcile().balances


def test_a_held_one_that_is_taken_again_is_held_again(desk: Client, held: Arrival) -> None:
    assert "vẫn phải có người xem" in said(act(desk, held, "again"))
    assert Arrival.objects.get(pk=held.pk).place == Place.HELD


def test_a_dismissal_has_its_reason_and_seals_what_is_added(
    desk: Client, linh: Staff, held: Arrival
) -> None:
    act(desk, held, "dismissed", reason="other", remark="Chị Lạ gọi nói là nhầm")
    held.refresh_from_db()
    assert (held.outcome, held.reason, held.settled_by) == (
        Outcome.DISMISSED,
        "other",
        linh.ref,
    )
    with purpose(Purpose.LOOK_AT_HELD, by=linh.ref, at=MONDAY) as opener:
        assert (
            opener.text(held.compartment_id, REMARK, held.pk, bytes(held.remark or b""))
            == "Chị Lạ gọi nói là nhầm"
        )
    assert "Chị Lạ".encode() not in bytes(held.remark or b"")


def test_who_dismissed_what_and_why_can_be_seen(desk: Client, held: Arrival) -> None:
    assert "Chưa ai bỏ qua điều gì" in said(desk.get("/desk/waiting/dismissals/"))
    act(desk, held, "dismissed", reason="advertising", remark="Chị Lạ")
    page = said(desk.get("/desk/waiting/dismissals/"))
    assert "Quảng cáo, thư rác" in page
    assert page.count("Trần Mỹ Linh") == 2
    assert "Chị Lạ" not in page


@pytest.mark.parametrize(
    ("how", "typed", "words"),
    [
        ("dismissed", {}, "Xin chọn lý do bỏ qua."),
        ("dismissed", {"reason": "other"}, "Xin ghi lý do."),
        ("joined", {"number": "KN-26-AAAAA"}, "Số hồ sơ chưa đúng"),
        ("joined", {"number": ""}, "Xin ghi số hồ sơ."),
        ("opened", {"text": " "}, "Xin ghi lời khách"),
        ("opened", {"text": "x", "phone": "0903"}, "Số này chưa gọi được"),
    ],
)
def test_what_is_missing_is_said_in_words(
    desk: Client, held: Arrival, how: str, typed: dict[str, str], words: str
) -> None:
    answer = act(desk, held, how, **typed)
    assert answer.status_code == 422
    assert words in said(answer)
    assert Arrival.objects.get(pk=held.pk).place == Place.HELD


def test_it_does_not_go_into_a_case_about_oneself(
    desk: Client, linh: Staff, vinh: Staff, held: Arrival, router: Complaint
) -> None:
    name_person_concerned(router.case, linh, by=vinh, at=MONDAY)
    answer = act(desk, held, "joined", number=router.case.number)
    assert answer.status_code == 404
    assert Arrival.objects.get(pk=held.pk).place == Place.HELD


def test_two_who_work_on_the_same_one_end_it_once(
    desk: Client, signed_in: Callable[[Staff], Client], vinh: Staff, held: Arrival
) -> None:
    act(desk, held, "dismissed", reason="advertising")
    answer = act(signed_in(vinh), held, "opened", text="Hỏng")
    assert answer.status_code == 404
    assert Case.objects.count() == 1


def test_receptionists_and_cashiers_do_not_look(
    signed_in: Callable[[Staff], Client], thao: Staff, ngan: Staff, held: Arrival
) -> None:
    for staff in (thao, ngan):
        for page in ("", f"{held.pk}/", f"{held.pk}/raw/"):
            assert signed_in(staff).get(f"/desk/waiting/{page}").status_code == 403
    assert "Tạm giữ" not in said(signed_in(thao).get("/desk/"))


def test_what_is_late_by_law_is_red(
    desk: Client, held: Arrival, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_NOW", (SUNDAY + timedelta(days=20)).isoformat())
    here = Visit.objects.get()
    monkeypatch.setattr("camket.desk.http.current_visit", lambda *_, **__: here)
    page = said(desk.get("/desk/waiting/"))
    assert 'data-state="late"' in page
    assert "trễ" in page


def test_thirty_cost_no_more_queries_than_three(desk: Client, router: Complaint) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get("/desk/waiting/").status_code == 200
        return len(captured)

    number = router.case.number
    arrived(*(mail(f"{number} {n}", f"Thư {n}") for n in range(3)))
    few = queries()
    arrived(*(mail(f"{number} {n}", f"Thư {n}") for n in range(3, 30)))
    assert queries() <= few
