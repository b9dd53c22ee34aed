"""A result is refused point by point, and its letter promises no other days than those that are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from camket.clock import HOME_ZONE
from camket.complaints.actions.checking import add_point, record_finding, start_checking
from camket.complaints.actions.deciding import decide
from camket.complaints.actions.ending import close_by_silence, contest, last_day_to_contest
from camket.complaints.models import Complaint, PointAnswer
from camket.complaints.promised import contest_ends, silence_day
from camket.complaints.rules.decisions import Answer, Outcome, Verdict
from camket.complaints.rules.moves import Actor, Status
from camket.people.models import Staff
from camket.refusals import NotUnderstood
from camket.reports.verification import verify
from tests.complaints.conftest import MONDAY, deliver
from tests.complaints.test_story import ACCEPTED, REJECTED, check_and_decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_the_result_says_no_earlier_day_than_the_one_until_which_it_may_be_contested(
    router: Complaint, linh: Staff
) -> None:
    check_and_decide(router, linh, REJECTED)
    told = MONDAY + timedelta(days=4)
    (letter,) = deliver(told)
    assert "trong 7 ngày làm việc kể từ ngày báo kết quả" in letter.text
    assert "kể từ ngày đóng, Quý khách còn 7 ngày làm việc để đề nghị xem lại" in letter.text
    router.refresh_from_db()
    silence = silence_day(told, decided_at=MONDAY)
    assert router.silence_ends_at == silence.ends_at
    close_by_silence(router, at=silence.ends_at)
    last = last_day_to_contest(router)
    assert last == contest_ends(silence.ends_at, decided_at=MONDAY)
    contest(
        router, actor=Actor.CUSTOMER, by="KH-1", at=datetime.combine(last, time(23, 59), HOME_ZONE)
    )
    assert router.status == Status.CONTESTED


def test_our_error_in_one_point_does_not_bar_refusing_another(
    router: Complaint, linh: Staff
) -> None:
    add_point(router, "Hộp bị móp", by=linh, at=MONDAY)
    start_checking(router, by=linh, at=MONDAY)
    for point in router.points.all():
        record_finding(point, "Đã xem.", by=linh, at=MONDAY)
    ours = Answer(1, Outcome.ACCEPTED, "Kho nhầm.", our_error=True, as_agreed=False)
    theirs = Answer(2, Outcome.REJECTED, "Hộp nguyên vẹn khi giao.")
    with pytest.raises(NotUnderstood, match="point 2"):
        decide(router, Verdict((ours, theirs), ACCEPTED.remedies), by=linh, at=MONDAY)
    theirs = replace(theirs, our_error=False, as_agreed=True)
    decision = decide(router, Verdict((ours, theirs), ACCEPTED.remedies), by=linh, at=MONDAY)
    assert decision.outcome == Outcome.PARTLY
    said = PointAnswer.objects.values_list("our_error", "as_agreed")
    assert list(said) == [(True, False), (False, True)]
    assert verify(router.case.subject).fault is None
