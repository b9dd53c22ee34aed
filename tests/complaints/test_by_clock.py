"""A clock that was off for a week does on its return all that the week left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from camket.arrivals.submission import Channel, Sender
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.rules import Direction
from camket.complaints.actions.by_clock import (
    close_silent_ones,
    go_on_without_answers,
    remind_of_questions,
)
from camket.complaints.actions.checking import ask, record_finding, start_checking
from camket.complaints.actions.deciding import decide
from camket.complaints.actions.ending import contest
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Actor, Status
from camket.desk.queue.views import queue_named
from camket.evidence.queries import facts_of
from camket.people.models import Staff
from camket.people.rules import SYSTEM
from camket.reports.verification import verify
from tests.complaints.conftest import MONDAY, deliver, take_in_many
from tests.complaints.test_story import ACCEPTED

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_question_is_reminded_of_once_and_then_given_up(router: Complaint, linh: Staff) -> None:
    ask(router, "Xin gửi ảnh.", by=linh, at=MONDAY)
    assert remind_of_questions(MONDAY + timedelta(days=3)) == 0
    assert remind_of_questions(MONDAY + timedelta(days=8)) == 1
    assert remind_of_questions(MONDAY + timedelta(days=8)) == 0
    assert go_on_without_answers(MONDAY + timedelta(days=9)) == 1
    assert Complaint.objects.get().status == Status.CHECKING


def test_silence_closes_a_told_result_on_its_day_and_not_before(
    router: Complaint, linh: Staff
) -> None:
    start_checking(router, by=linh, at=MONDAY)
    record_finding(router.points.get(), "Đã xem.", by=linh, at=MONDAY)
    decide(router, ACCEPTED, by=linh, at=MONDAY)
    deliver()
    assert close_silent_ones(MONDAY + timedelta(days=9)) == 0
    assert close_silent_ones(MONDAY + timedelta(days=20)) == 1
    assert Complaint.objects.get().status == Status.CLOSED


def test_who_answers_the_result_in_words_is_not_silent(router: Complaint, linh: Staff) -> None:
    start_checking(router, by=linh, at=MONDAY)
    record_finding(router.points.get(), "Đã xem.", by=linh, at=MONDAY)
    decide(router, ACCEPTED, by=linh, at=MONDAY)
    deliver()
    case = router.case
    said = NewMessage(
        case, Direction.IN, Channel.MAIL, "Tôi không đồng ý.", case.customer.ref, MONDAY
    )
    add_messages([said], by=SYSTEM, at=MONDAY + timedelta(days=2))
    assert close_silent_ones(MONDAY + timedelta(days=40)) == 0
    assert "complaint.replied" in [fact.kind for fact in facts_of(case.subject)]
    [waiting] = queue_named("replied", linh, at=MONDAY)
    assert waiting.pk == case.pk
    assert verify(case.subject).fault is None
    contest(Complaint.objects.get(), actor=Actor.DESK, by=linh.ref, at=MONDAY + timedelta(days=3))
    assert not queue_named("replied", linh, at=MONDAY)


def test_the_clock_costs_what_is_due_and_not_what_is_open() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            for work in (remind_of_questions, go_on_without_answers, close_silent_ones):
                work(MONDAY)
        return len(captured)

    before = queries()
    take_in_many([Sender(mail=f"k{n}@example.vn") for n in range(20)])
    assert queries() == before


def test_one_that_fails_is_left_and_the_others_go_on(
    linh: Staff, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cases = [opened.case for opened in take_in_many([Sender(mail=f"{n}@example.vn") for n in "ab"])]
    for case in cases:
        start_checking(case.complaint, by=linh, at=MONDAY)
        ask(case.complaint, "Xin gửi ảnh.", by=linh, at=MONDAY)

    def fail_on_the_first(complaint: Complaint, **when: object) -> None:
        if complaint.pk == cases[0].pk:
            raise ValueError("a@example.vn")

    monkeypatch.setattr("camket.complaints.actions.by_clock.stop_waiting", fail_on_the_first)
    assert go_on_without_answers(MONDAY + timedelta(days=30)) == 1
    assert "ValueError" in caplog.text
    assert "a@example.vn" not in caplog.text


def test_as_many_as_are_done_at_once_may_fail_and_the_next_one_has_its_turn(
    linh: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    senders = [Sender(mail=f"{n}@example.vn") for n in "abcd"]
    for opened in take_in_many(senders):
        start_checking(opened.case.complaint, by=linh, at=MONDAY)
        ask(opened.case.complaint, "Xin gửi ảnh.", by=linh, at=MONDAY)
    rows = Complaint.objects.order_by("wait_ends_at", "pk").values_list("pk", flat=True)
    stubborn, done = set(rows[:2]), []

    def act(complaint: Complaint, **when: object) -> None:
        if complaint.pk in stubborn:
            raise ValueError
        done.append(complaint.pk)

    monkeypatch.setattr("camket.complaints.actions.by_clock.AT_ONCE", 1)
    monkeypatch.setattr("camket.complaints.actions.by_clock.stop_waiting", act)
    assert go_on_without_answers(MONDAY + timedelta(days=30)) == 1
    assert len(done) == 1, "so many at once, and the rest at the next look"
