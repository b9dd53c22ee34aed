"""Each promise that breaks is raised and apologised for, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from camket.cases.models import Case
from camket.complaints.actions.deciding import finish_remedy
from camket.complaints.models import Complaint, Remedy
from camket.evidence.models import Fact
from camket.notices.actions.answering import bounced
from camket.notices.models import Delivery
from camket.people.models import Staff
from camket.promises.actions import break_due
from camket.reports.verification import verify
from tests.complaints.conftest import MONDAY, deliver
from tests.complaints.test_story import REJECTED, check_and_decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_each_broken_promise_raises_the_case_and_is_apologised_for_once(
    router: Complaint, linh: Staff
) -> None:
    late = MONDAY + timedelta(days=12)
    break_due(at=late)
    check_and_decide(router, linh)
    deliver(late)
    break_due(at=late + timedelta(days=7))
    raised = Fact.objects.filter(kind="case.raised").order_by("position")
    assert [fact.body["promise"] for fact in raised] == ["resolve", "remedy"]
    assert Case.objects.get().raised_at == late + timedelta(days=7)
    (letter,) = deliver(late + timedelta(days=7))
    assert "khắc phục xong chậm nhất hết ngày thứ Sáu 04/12/2026" in letter.text
    finish_remedy(Remedy.objects.get(), by=linh, at=late + timedelta(days=8))
    break_due(at=late + timedelta(days=30))
    assert raised.count() == 2
    assert verify(Case.objects.get().subject).fault is None


def test_a_late_result_that_came_back_is_not_apologised_for_twice(
    router: Complaint, linh: Staff
) -> None:
    late = MONDAY + timedelta(days=12)
    break_due(at=late)
    check_and_decide(router, linh, REJECTED)
    deliver(late)
    name = Delivery.objects.get(notice__letter="result").message_id
    bounced(name, permanent=True, at=late + timedelta(hours=1))
    break_due(at=late + timedelta(days=1))
    assert Fact.objects.filter(kind="case.raised").count() == 1
    assert verify(Case.objects.get().subject).fault is None
