"""The desk in a real browser: on a phone and a desktop, light and dark, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from camket.arrivals.actions import dismiss
from camket.arrivals.submission import Sender
from camket.cases.models import Case
from camket.clock import now
from camket.complaints.models import Complaint
from camket.notices.actions.calling import claim_call, record_call
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import DeskCarrier
from camket.notices.models import CallTask, Delivery
from camket.notices.rules import CallOutcome
from camket.people.models import Staff
from tests.browser import PHONE, assert_accessible, assert_quiet
from tests.complaints.conftest import take_in_many
from tests.desk.browsing import come_in, look_everywhere
from tests.desk.test_waiting import arrived, mail

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
STORY = "Đầu ghi camera hỏng sau 12 ngày."


def test_a_call_is_taken_in_with_the_keyboard(page: Page, linh: Staff, router: Complaint) -> None:
    come_in(page, linh)
    page.goto("/desk/phone/")
    page.fill("[name=text]", STORY)
    page.fill("[name=phone]", "0909 156 178")
    page.press("[name=phone]", "Tab")
    page.wait_for_selector(f"#known input[value={router.case.number}]")
    assert_quiet(page)
    assert_accessible(page)
    page.fill("[name=name]", "Dương Văn Lợi")
    page.press("[name=name]", "Enter")
    page.wait_for_url("**/desk/taken/**")
    assert Case.objects.exclude(pk=router.pk).get().number in page.inner_text(".aloud")
    assert_accessible(page)


def test_the_pages_of_calls_are_accessible(open_page: Callable[..., Page], linh: Staff) -> None:
    take_in_many([Sender(name=f"Khách {n}", phone=f"090915617{n}") for n in range(3)])
    free, mine, missing = CallTask.objects.all()
    record_call(missing, CallOutcome.WRONG_NUMBER, note="Số của quán ăn", by=linh, at=now())
    for task in (mine, missing):
        claim_call(task, by=linh, at=now())
    calls = [f"/desk/calls/{task.pk}/" for task in (free, mine, missing)]
    look_everywhere(open_page, linh, ["/desk/calls/", *calls])


def test_the_pages_of_what_waits_are_accessible(
    open_page: Callable[..., Page], linh: Staff, router: Complaint
) -> None:
    held, other = arrived(mail(router.case.number), mail(f"{router.case.number} lần hai"))
    dismiss(other, "advertising", by=linh.ref, at=now())
    (robot,) = arrived(mail("Out of office"))
    take_in_many([Sender(name="Khách", mail="khach@example.vn")])
    deliver_due(DeskCarrier(), at=now())
    kept = Delivery.objects.get(state="kept")
    pages = [
        "waiting/",
        f"waiting/{held.pk}/",
        "waiting/set-aside/",
        f"waiting/set-aside/{robot.pk}/",
        "letters/",
        f"letters/{kept.pk}/",
        "reconciliation/",
    ]
    look_everywhere(open_page, linh, [f"/desk/{page}" for page in pages])


def test_a_walk_in_is_taken_in_without_scripts(open_page: Callable[..., Page], thao: Staff) -> None:
    page = come_in(open_page(PHONE, scripts=False), thao)
    page.goto("/desk/counter/")
    page.fill("[name=text]", STORY)
    page.fill("[name=phone]", "0903 000 586")
    page.click("button[value=look]")
    assert page.input_value("[name=text]") == STORY
    page.click("button[value=save]:not([aria-hidden])")
    assert Case.objects.get().number in page.inner_text("h1")
    page.click("main form button")
    assert "Khách đã được báo" in page.inner_text("main")
