"""Who has number and code sees the case; nobody else learns even that it exists."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from camket.arrivals.submission import Attached, Channel
from camket.cases.actions.care import assign
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Attachment, Case
from camket.cases.rules import Direction
from camket.complaints.actions.checking import ask, start_checking
from camket.complaints.actions.deciding import announce_later_date
from camket.complaints.models import Complaint
from camket.notices.actions.delivering import deliver_due
from camket.people.models import Staff
from camket.portal.sending import send
from camket.vault.models import AccessEntry
from camket.vault.rules import Purpose
from tests.complaints.conftest import Post
from tests.portal.conftest import MONDAY, answers

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def address(case: Case, rest: str = "") -> str:
    """The tracking page of a case."""
    return f"/t/{case.number}/{tracking_code(case)}/{rest}"


def seen(client: Client, case: Case) -> str:
    """The tracking page with ordinary spaces."""
    return client.get(address(case)).content.decode().replace("\u00a0", " ")


def test_the_page_says_whose_turn_it_is_and_by_when(client: Client, router: Case) -> None:
    html = seen(client, router)
    assert "Đến lượt MiT" in html
    assert "thứ Tư, 02/12/2026" in html
    assert "24/11, Ngày Văn hóa Việt Nam" in html
    assert "Trên web ghi bản 2026" in html


def test_the_page_is_whole_in_english(client: Client, router: Case) -> None:
    html = client.get("/en" + address(router)).content.decode().replace("\u00a0", " ")
    assert "MiT&#x27;s turn" in html
    assert "Wednesday 02/12/2026" in html
    assert "What happened so far" in html


def test_a_question_is_the_customers_turn_and_moves_no_date(
    client: Client, complaint: Complaint, linh: Staff
) -> None:
    start_checking(complaint, by=linh, at=MONDAY)
    ask(complaint, "Xin gửi giúp ảnh nhãn.", by=linh, at=MONDAY)
    html = seen(client, complaint.case)
    assert "Đến lượt Quý khách" in html
    assert "Xin gửi giúp ảnh nhãn." in html
    assert "thứ Tư, 02/12/2026" in html
    assert '<a role="button" href="#message">Trả lời</a>' in html


def test_a_confirmation_says_what_was_promised_of_it(client: Client, router: Case) -> None:
    assert "Cam kết xác nhận" not in seen(client, router)
    deliver_due(Post(), at=MONDAY)
    assert "Cam kết xác nhận chậm nhất hết ngày 26/11/2026: đã giữ." in seen(client, router)


def test_the_handler_is_named(client: Client, router: Case, linh: Staff) -> None:
    assign(router, linh, by=linh, at=MONDAY)
    html = seen(client, router)
    assert "Giao cho Trần Mỹ Linh phụ trách" in html
    assert ">ML</span>" in html


def test_a_note_stays_inside(client: Client, router: Case, linh: Staff) -> None:
    note = NewMessage(router, Direction.NOTE, Channel.WEB, "Khách khó tính", linh.ref, MONDAY)
    add_messages([note], by=linh.ref, at=MONDAY)
    assert "khó tính" not in seen(client, router)


def test_looking_leaves_an_entry_that_says_it_was_the_owner(client: Client, router: Case) -> None:
    AccessEntry.objects.all().delete()
    seen(client, router)
    entry = AccessEntry.objects.get()
    assert (entry.purpose, entry.by) == (Purpose.SHOW_OWNER, router.customer.ref)


@pytest.mark.parametrize("number", ["{number}", "KN-26-22222", "không phải số"])
def test_wrong_and_unknown_are_answered_alike(client: Client, router: Case, number: str) -> None:
    page = {"number": number.format(number=router.number), "code": "AAAABBBBCCCC"}
    answer = client.post("/ho-so/", page)
    assert answer.status_code == 404
    assert "Không có hồ sơ nào khớp với số và mã này" in answer.content.decode()
    assert client.get(f"/t/{page['number']}/AAAABBBBCCCC/").status_code == 404


def test_number_and_code_may_be_typed_in_any_way(client: Client, router: Case) -> None:
    code = tracking_code(router).lower()
    page = {"number": router.number.lower(), "code": f" {code[:4]}-{code[4:8]} {code[8:]} "}
    assert client.post("/ho-so/", page)["Location"] == address(router)


def test_guessing_ends_soon_even_with_the_right_code_at_last(client: Client, router: Case) -> None:
    for _ in range(10):
        client.get(f"/t/{router.number}/AAAABBBBCCCC/")
    assert client.get(address(router)).status_code == 429


def test_an_empty_search_names_what_is_missing(client: Client) -> None:
    html = client.post("/ho-so/", {"number": "", "code": ""}).content.decode()
    assert "Xin nhập số hồ sơ." in html
    assert "Xin nhập mã theo dõi." in html


def test_a_tracking_page_is_kept_by_nobody(client: Client, router: Case) -> None:
    answer = client.get(address(router))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex"' in answer.content.decode()


def test_a_file_is_opened_for_its_owner_and_never_run(client: Client, router: Case) -> None:
    page = Attached("trang.html", "text/html", b"<script>alert(1)</script>")
    sent = NewMessage(router, Direction.IN, Channel.WEB, "", router.customer.ref, MONDAY, (page,))
    add_messages([sent], by=router.customer.ref, at=MONDAY)
    file = Attachment.objects.get()
    answer = client.get(address(router, f"file/{file.pk}/"))
    assert answer.content == page.content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_of_another_case_or_of_a_note_is_not_there(
    client: Client, router: Case, linh: Staff
) -> None:
    inside = Attached("noi-bo.txt", "text/plain", b"x")
    note = NewMessage(router, Direction.NOTE, Channel.WEB, "", linh.ref, MONDAY, (inside,))
    add_messages([note], by=linh.ref, at=MONDAY)
    file = Attachment.objects.get()
    assert client.get(address(router, f"file/{file.pk}/")).status_code == 404


def test_a_late_answer_is_said_in_the_open(
    client: Client, router: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(days=11)).isoformat())
    html = seen(client, router)
    assert "Chúng tôi đã không giữ được hạn này và xin lỗi Quý khách." in html
    assert 'data-state="late"' in html


def test_a_later_day_is_shown_with_its_reason(
    client: Client, complaint: Complaint, linh: Staff
) -> None:
    start_checking(complaint, by=linh, at=MONDAY)
    why = "Chúng tôi phải gửi máy đi giám định.\n\nViệc này mất hai tuần."
    announce_later_date(complaint, date(2026, 12, 16), why, by=linh, at=MONDAY)
    html = seen(client, complaint.case)
    assert "Có kết quả chậm nhất hết ngày 16/12/2026." in html
    assert "Việc này mất hai tuần." in html
    assert "thứ Tư, 16/12/2026" in html


def test_a_promise_leads_to_the_version_of_the_clause_that_governs_it(
    client: Client, router: Case
) -> None:
    html = seen(client, router)
    address_of_it = re.search(r'href="(/chinh-sach/thoi-gian\.thuong/[\d-]+/)\?', html)
    assert address_of_it is not None
    assert client.get(address_of_it[1]).status_code == 200


def test_a_question_shows_the_promise_that_it_is_confirmed_and_that_it_was_kept(
    client: Client, db: None
) -> None:
    case = send(answers(matter="enquiry"), language="vi", at=MONDAY)
    assert case is not None
    assert "Có lời xác nhận chậm nhất hết ngày" in seen(client, case)
    deliver_due(Post(), at=MONDAY + timedelta(minutes=1))
    html = seen(client, case)
    assert "Chúng tôi cam kết xác nhận đã nhận" in html
    assert "Đã xác nhận cho Quý khách" in html
    assert "Có lời xác nhận chậm nhất" not in html


def test_the_customer_keeps_the_same_as_a_paper(client: Client, router: Case) -> None:
    answer = client.get(address(router, "receipt.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    said = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert router.number in said
    assert AccessEntry.objects.filter(purpose=Purpose.PRINT_SLIP, by=router.customer.ref).exists()
    assert client.get(f"/t/{router.number}/AAAA-AAAA-AAAA/receipt.pdf").status_code == 404
