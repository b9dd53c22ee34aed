"""What was taken for a complaint and was none: it is answered, and can be closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from camket.arrivals.submission import Matter
from camket.cases.actions.care import change_kind, close_case
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.people.models import Staff
from camket.promises.actions import break_due
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind, State
from camket.reports.verification import verify
from tests.complaints.conftest import MONDAY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.mark.parametrize("days", [1, 30])
def test_the_answer_is_the_result_that_was_promised_in_time_or_late(
    router: Complaint, linh: Staff, days: int
) -> None:
    case, at = router.case, MONDAY + timedelta(days=days)
    change_kind(case, Matter.ENQUIRY, reason="Chỉ hỏi giá", by=linh, at=MONDAY)
    break_due(at=at)
    close_case(case, by=linh, at=at)
    promise = Promise.objects.get(kind=PromiseKind.RESOLVE)
    assert (promise.state == State.KEPT, promise.done_at) == (days == 1, at)
    assert Case.objects.get().closed_at == at
    assert verify(case.subject).fault is None
