"""What the schedule does to real cases when their hour has come, also after a week of being off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from camket.cases.models import Case
from camket.complaints.actions.checking import ask, start_checking
from camket.complaints.actions.ending import tell
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Actor, Status
from camket.evidence.models import Checkpoint, Fact
from camket.ops.models import Turn
from camket.ops.schedule import SCHEDULE
from camket.ops.turns import run_due
from camket.people.models import Staff
from camket.promises.models import Promise
from camket.promises.rules import State
from tests.complaints.conftest import MONDAY, linh, take_in  # noqa: F401
from tests.complaints.test_story import check_and_decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def router(linh: Staff) -> Complaint:  # noqa: F811 - the fixture of that name
    complaint = Complaint.objects.get(case=take_in().case)
    start_checking(complaint, by=linh, at=MONDAY)
    return complaint


def _a_clock_on(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """A clock that is started so many days after Monday."""
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(days=days)).isoformat())
    run_due(SCHEDULE)


def test_nothing_happens_before_its_hour(
    router: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    _a_clock_on(monkeypatch, 1)
    router.refresh_from_db()
    assert router.status == Status.CHECKING
    assert not Promise.objects.filter(state=State.BROKEN).exists()


def test_after_two_weeks_off_a_promise_is_broken_and_its_case_is_raised(
    router: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    _a_clock_on(monkeypatch, 14)
    assert Promise.objects.filter(state=State.BROKEN).exists()
    assert Case.objects.get().raised_at == MONDAY + timedelta(days=14)


def test_a_question_is_reminded_of_once_and_then_given_up(
    router: Complaint,
    linh: Staff,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question = ask(router, "Xin gửi ảnh nhãn sê-ri.", by=linh, at=MONDAY)
    router.refresh_from_db()
    assert router.remind_at is not None
    monkeypatch.setenv("CAMKET_NOW", router.remind_at.isoformat())
    run_due(SCHEDULE)
    question.refresh_from_db()
    assert question.reminded_at == router.remind_at
    Turn.objects.update(next_at=MONDAY)
    _a_clock_on(monkeypatch, 30)
    router.refresh_from_db()
    assert router.status == Status.CHECKING


def test_nobody_is_reminded_of_a_day_that_is_over(
    router: Complaint,
    linh: Staff,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(router, "Xin gửi ảnh nhãn sê-ri.", by=linh, at=MONDAY)
    _a_clock_on(monkeypatch, 30)
    assert router.questions.get().reminded_at is None


def test_silence_closes_a_complaint_whose_result_was_told(
    linh: Staff,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    complaint = Complaint.objects.get(case=take_in().case)
    check_and_decide(complaint, linh)
    tell(complaint, actor=Actor.DESK, by=linh.ref, at=MONDAY, how="call")
    _a_clock_on(monkeypatch, 60)
    complaint.refresh_from_db()
    assert complaint.status == Status.CLOSED


def test_what_was_recorded_is_signed(router: Complaint, monkeypatch: pytest.MonkeyPatch) -> None:
    _a_clock_on(monkeypatch, 1)
    assert Checkpoint.objects.get().size == Fact.objects.count()
