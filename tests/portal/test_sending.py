"""A form becomes an arrival and then a case, once."""

from __future__ import annotations

import pytest
from django.test import Client

from camket.arrivals.models import Arrival
from camket.arrivals.rules import Outcome
from camket.arrivals.submission import Attached
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Attachment, Case, Message
from camket.complaints.models import Complaint
from camket.portal.sending import add, send
from tests.portal.conftest import MONDAY, SUNDAY, answers

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_complaint_is_stored_before_it_is_a_case() -> None:
    case = send(answers(), language="vi", at=SUNDAY)
    arrival = Arrival.objects.get()
    assert case is not None
    assert (arrival.outcome, arrival.case_number) == (Outcome.OPENED, case.number)
    assert Complaint.objects.filter(pk=case.pk).exists()


def test_the_same_page_sent_twice_is_one_case() -> None:
    first = send(answers(key="page-1"), language="vi", at=SUNDAY)
    second = send(answers(key="page-1"), language="vi", at=SUNDAY)
    assert first == second
    assert Case.objects.count() == 1


def test_a_page_sent_again_with_other_words_is_another_case() -> None:
    first = send(answers(key="page-1"), language="vi", at=SUNDAY)
    second = send(answers(key="page-1", story="Việc khác: loa rè."), language="vi", at=SUNDAY)
    assert second not in {first, None}
    assert Message.objects.count() == 2


def test_a_second_press_that_lost_its_files_is_the_same_and_one_with_more_is_kept() -> None:
    photo, label = (Attached(name, "image/jpeg", name.encode()) for name in ("a.jpg", "b.jpg"))
    sends = [[photo], [], [photo], [photo, label]]
    cases = [send(answers(key="page-1"), files=f, language="vi", at=SUNDAY) for f in sends]
    assert cases[0] == cases[1] == cases[2]
    assert cases[3] not in {cases[0], None}
    assert Attachment.objects.count() == 3


def test_who_knows_the_name_of_a_page_learns_nothing_of_what_it_opened(router: Case) -> None:
    send(answers(key="page-1"), language="vi", at=SUNDAY)
    theirs = answers(key="page-1", name="Kẻ Lạ", mail="la@example.vn", phone="", story="Hỏi thăm.")
    found = send(theirs, language="vi", at=MONDAY)
    assert found is not None
    assert found.customer != router.customer


def test_another_site_cannot_name_the_page(client: Client) -> None:
    theirs = {"matter": "complaint", "story": "Giao sai", "key": "EVIL"}
    for step in ("what", "contact", "send"):
        more = {"name": "Hương", "phone": "0901000217", "go": step}
        page = client.post("/khieu-nai/", {**theirs, **more}, HTTP_ORIGIN="https://evil.example")
        assert 'name="key"' in page.content.decode()
        assert "EVIL" not in page.content.decode()


def test_a_form_that_names_somebody_else_s_case_goes_before_a_person(
    client: Client, router: Case
) -> None:
    story = f"Gửi thêm cho hồ sơ {router.number}: tôi rút lại khiếu nại."
    page = answers(story=story, name="Kẻ Lạ", phone="", key="page-9") | {"go": "sent"}
    answer = client.post("/khieu-nai/", page)
    assert answer["Location"].startswith("/da-nhan/")
    assert tracking_code(router) not in answer["Location"]
    assert Message.objects.filter(case=router).count() == 1
    held = Arrival.objects.latest("id")
    assert (held.place, held.reason, held.case_number) == ("held", "stranger", router.number)


def test_files_are_kept_with_the_case() -> None:
    photo = Attached("nhãn.jpg", "image/jpeg", b"\xff\xd8\xff" + b"x" * 9)
    send(answers(), files=[photo], language="vi", at=SUNDAY)
    assert Attachment.objects.get().size == 12


def test_more_words_join_the_case_whose_code_was_shown(router: Case) -> None:
    add(router, {"text": "Tôi gửi thêm ảnh.", "attachments": [], "key": ""}, at=MONDAY)
    assert Message.objects.filter(case=router).count() == 2
    assert Case.objects.count() == 1


def test_the_same_words_said_again_are_kept_again(router: Case) -> None:
    for key in ("page-1", "page-2"):
        add(router, {"text": "Alo?", "attachments": [], "key": key}, at=MONDAY)
    assert Message.objects.filter(case=router).count() == 3


def test_the_whole_way_through_the_pages_without_scripts(client: Client) -> None:
    page = {
        "matter": "complaint",
        "story": "Giao sai hàng",
        "name": "Hương",
        "phone": "0901000217",
        "go": "sent",
    }
    answer = client.post("/khieu-nai/", page)
    case = Case.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/t/{case.number}/{tracking_code(case)}/received/"
    thanks = client.get(answer["Location"]).content.decode()
    assert case.number in thanks
    assert "<svg" in thanks


@pytest.mark.parametrize("ticked", [True, False])
def test_who_asked_to_come_first_looks_it_over_before_sending(client: Client, ticked: bool) -> None:
    page = {**_page(), "story": "Giao sai hàng", "go": "send"}
    html = client.post("/khieu-nai/", page | ({"protected": "on"} if ticked else {}))
    shown = html.content.decode().replace("\u00a0", " ")
    assert "Xem lại trước khi gửi" in shown
    assert ("Tôi cần được ưu tiên</dd>" in shown) is ticked
    answers = shown.partition('class="answers"')[2].partition("</dl>")[0]
    assert answers.count('value="contact"') == (3 if ticked else 2)


def sent_and_waiting(client: Client, matter: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address to which a form leads that a person must look at first."""
    monkeypatch.setattr("camket.portal.views.complain.send", lambda *_, **__: None)
    page = {**_page(), "matter": matter, "story": "Giao sai hàng"}
    return str(client.post("/khieu-nai/", page)["Location"])


def told(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_a_complaint_that_waits_for_a_person_has_its_dates_the_ways_and_the_hotline(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = sent_and_waiting(client, "complaint", monkeypatch)
    monkeypatch.setenv("CAMKET_NOW", "2026-12-21T09:00+07:00")  # It is opened again a month later.
    html = told(client, address)
    assert "Chúng tôi xác nhận đã nhận chậm nhất hết ngày thứ Sáu, 27/11/2026" in html
    assert "trả lời kết quả chậm nhất <b>hết ngày thứ Năm, 03/12/2026</b>" in html
    for way in ("Thương lượng trực tiếp", "Hòa giải", "Trọng tài", "Tòa án"):
        assert way in html
    assert "1800 6838" in html
    assert "tel:+84909156177" in html


def test_a_question_that_waits_for_a_person_is_promised_its_confirmation_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = told(client, sent_and_waiting(client, "enquiry", monkeypatch))
    assert "Chúng tôi xác nhận đã nhận chậm nhất hết ngày" in html
    assert "trả lời kết quả chậm nhất" not in html
    assert "Tòa án" in html


@pytest.mark.parametrize("word", ["", "?sent=", "?sent=WyJ4Il0:1:x"])
def test_an_address_that_is_not_ours_promises_no_day(client: Client, word: str) -> None:
    html = told(client, f"/da-nhan/{word}")
    assert "chậm nhất hết ngày" not in html
    assert "Tòa án" in html


def test_somebody_who_sends_without_end_is_asked_to_wait_and_loses_no_word(client: Client) -> None:
    for number in range(20):
        client.post("/khieu-nai/", {**_page(), "story": f"Việc {number}"})
    answer = client.post("/khieu-nai/", {**_page(), "story": "Việc nữa"})
    assert answer.status_code == 429
    assert "vừa gửi nhiều lần" in answer.content.decode().replace("\u00a0", " ")
    assert "nhiều nhất một giờ" in answer.content.decode().replace("\u00a0", " ")
    assert "gọi 0909 156 177" in answer.content.decode().replace("\u00a0", " ")
    assert 'value="Việc nữa"' in answer.content.decode()


def _page() -> dict[str, str]:
    return {"matter": "feedback", "name": "Hương", "phone": "0901000217", "go": "sent"}
