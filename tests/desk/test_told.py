"""The desk reads what the customer was told, word for word, and whether it arrived."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from camket.cases.actions.opening import tracking_code
from camket.cases.rules import tracking_code_shown
from camket.complaints.actions.deciding import announce_later_date
from camket.complaints.models import Complaint
from camket.notices.actions.answering import bounced
from camket.notices.models import Delivery
from camket.notices.rules import DeliveryState
from camket.people.models import Staff
from tests.complaints.conftest import MONDAY, deliver

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
REASON = "Cần giám định thiết bị."


@pytest.fixture
def later(router: Complaint, linh: Staff) -> Complaint:
    """A complex case: its new date is on the way to the customer."""
    day = MONDAY.date() + timedelta(days=23)
    announce_later_date(router, day, REASON, by=linh, at=MONDAY)
    return router


def page(client: Client, complaint: Complaint) -> str:
    return client.get(f"/desk/case/{complaint.case.number}/").content.decode()


def test_a_letter_is_read_word_for_word(desk: Client, later: Complaint) -> None:
    shown = page(desk, later)
    assert REASON in shown
    assert "thư đang được gửi" in shown


def test_the_code_that_only_the_customer_has_is_not_shown(desk: Client, later: Complaint) -> None:
    code = tracking_code(later.case)
    letter = deliver()[0].text
    assert code in letter or tracking_code_shown(code) in letter
    shown = page(desk, later)
    assert code not in shown
    assert tracking_code_shown(code) not in shown


def test_an_accepted_letter_says_when(desk: Client, later: Complaint) -> None:
    deliver()
    assert "khách đã nhận thứ\u00a0Hai\u00a023/11" in page(desk, later)


def test_a_letter_that_came_back_asks_for_a_call(desk: Client, later: Complaint) -> None:
    deliver()
    letter = Delivery.objects.order_by("-notice__queued_at").first()
    assert letter is not None
    bounced(letter.message_id, permanent=True, at=MONDAY)
    shown = page(desk, later)
    assert "cần gọi khách" in shown
    assert f"/desk/calls/{letter.notice.call.pk}/" in shown


def test_a_letter_that_stays_on_the_desk_told_nobody(desk: Client, later: Complaint) -> None:
    kept = Delivery.objects.get(state=DeliveryState.QUEUED)
    Delivery.objects.filter(pk=kept.pk).update(state=DeliveryState.KEPT, next_try=None)
    shown = page(desk, later)
    assert "khách chưa nhận" in shown
    assert f"/desk/letters/{kept.pk}/" in shown
