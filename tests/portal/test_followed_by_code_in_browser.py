"""Followed on a phone by number and code, without an account: a question is answered, the result contested."""

from __future__ import annotations

import pytest
from django.utils import translation
from playwright.sync_api import Page

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.complaints.actions.checking import add_point, ask, record_finding, start_checking
from camket.complaints.actions.deciding import decide
from camket.complaints.actions.ending import tell
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Actor, Status
from camket.people.models import Staff
from tests.browser import assert_fits, assert_quiet, assert_whole
from tests.portal.conftest import MONDAY
from tests.portal.test_answering import VERDICT

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
]


def standing(case: Case) -> Complaint:
    """The complaint as it stands in the rows."""
    return Complaint.objects.select_related("case").get(pk=case.pk)


def come_by_code(page: Page, case: Case) -> None:
    """Type the number and the code of the acknowledgement, as they are said on the phone."""
    page.goto("/ho-so/")
    page.fill("[name=number]", case.number.lower())
    page.fill("[name=code]", tracking_code(case))
    page.click("main form button")
    page.wait_for_url(f"**/t/{case.number}/**")


def test_a_question_is_answered_and_the_result_is_contested_on_a_phone(
    phone: Page, complaint: Complaint, linh: Staff
) -> None:
    case = complaint.case
    with translation.override("vi"):
        start_checking(complaint, by=linh, at=MONDAY)
        point = add_point(complaint, "Giao sai phiên bản", by=linh, at=MONDAY)
        ask(complaint, "Trên hộp có ghi năm nào không ạ?", by=linh, at=MONDAY)
    come_by_code(phone, case)
    assert "Trên hộp có ghi năm nào không ạ?" in phone.inner_text("main")
    assert_quiet(phone)
    assert_fits(phone)
    phone.fill("#message [name=text]", "Trên hộp ghi bản 2025.")
    phone.click("#message button")
    phone.wait_for_selector("text=Chúng tôi đã nhận lời nhắn của Quý khách.")
    assert standing(case).status == Status.CHECKING
    with translation.override("vi"):
        record_finding(point, "Đúng như khách nói", by=linh, at=MONDAY)
        decide(standing(case), VERDICT, by=linh, at=MONDAY)
        tell(standing(case), actor=Actor.SYSTEM, by="camket", at=MONDAY, how="mail")
    come_by_code(phone, case)
    assert "Phiếu xuất kho ghi nhầm mã." in phone.inner_text("main")
    phone.click("summary:text('Tôi chưa đồng ý')")
    phone.fill("#disagree [name=reason]", "Bản 2026 vẫn chưa tới.")
    assert_fits(phone)
    phone.click("form[action*=contest] button")
    phone.wait_for_selector("text=Quý khách chưa đồng ý với kết quả")
    assert standing(case).status == Status.CONTESTED
    assert "Bản 2026 vẫn chưa tới." in phone.inner_text("main").replace("\u00a0", " ")
    assert_whole(phone)
