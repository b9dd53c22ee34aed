"""A date that was given stays as it was given, and ends once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import Mock
from uuid import UUID

import pytest

from camket.evidence.models import Fact
from camket.promises.actions import break_due, keep, make, reopen, supersede
from camket.promises.models import Promise
from camket.promises.queries import next_due
from camket.promises.rules import (
    Basis,
    NewPromise,
    PromiseKind,
    State,
    dated_promise,
    replay,
    within_working_days,
)
from camket.refusals import ChangedMeanwhile, MoveNotAllowed
from camket.worktime import load_calendar

SUNDAY = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)
VIETNAM = load_calendar("vn")
CASE = "case:KN-26-4F7K2"


@dataclass(frozen=True)
class Seven:
    """A clause that says three to seven working days."""

    id: str = "thoi-gian.thuong"
    digest: str = "d" * 64

    def number(self, name: str) -> int:
        return {"aim": 3, "limit": 7}[name]


def resolution(basis: Basis = Basis.CLAUSE) -> NewPromise:
    return within_working_days(
        CASE, PromiseKind.RESOLVE, SUNDAY, Seven(), VIETNAM, limit="limit", aim="aim", basis=basis
    )


def test_seven_working_days_from_a_sunday_pass_over_culture_day() -> None:
    promise = resolution()
    assert promise.limit.due == date(2026, 12, 2)
    assert promise.aim is not None
    assert promise.aim.due == date(2026, 11, 26)


def test_a_chosen_day_carries_its_arithmetic() -> None:
    chosen = dated_promise(CASE, PromiseKind.REMEDY, SUNDAY, date(2026, 12, 4), Seven(), VIETNAM)
    assert chosen.limit.due == date(2026, 12, 4)
    assert sum(step.counts for step in chosen.limit.steps) == 9


def test_a_chosen_day_off_says_that_it_was_chosen() -> None:
    culture_day = date(2026, 11, 24)
    chosen = dated_promise(CASE, PromiseKind.REMEDY, SUNDAY, culture_day, Seven(), VIETNAM)
    assert chosen.limit.due == culture_day
    assert chosen.limit.steps[-1].why_en == "the day chosen"


def test_states_follow_from_facts_in_their_order() -> None:
    assert replay(["promise.made", "promise.superseded", "promise.kept"]) == State.SUPERSEDED
    assert replay(["promise.made", "promise.kept", "promise.reopened"]) == State.OPEN
    assert replay(["promise.made", "promise.broken", "promise.kept"]) == State.BROKEN


@pytest.mark.django_db
def test_a_promise_kept_in_time_is_kept_and_a_late_one_is_broken() -> None:
    make([resolution()], by="camket", at=SUNDAY)
    keep(CASE, PromiseKind.RESOLVE, by="NV-1", at=SUNDAY + timedelta(days=2))
    assert Promise.objects.get().state == State.KEPT

    make([resolution()], by="camket", at=SUNDAY)
    late = keep(CASE, PromiseKind.RESOLVE, by="NV-1", at=SUNDAY + timedelta(days=40))
    assert late is not None
    assert (late.state, late.was_late) == (State.BROKEN, True)


@pytest.mark.django_db
def test_a_clock_that_was_off_for_a_week_breaks_what_ran_out_and_nothing_else() -> None:
    make([resolution()], by="camket", at=SUNDAY)
    limit_ends = datetime(2026, 12, 2, 17, tzinfo=UTC)
    assert break_due(at=limit_ends - timedelta(seconds=1)) == 0
    assert break_due(at=limit_ends + timedelta(days=7)) == 1
    assert break_due(at=limit_ends + timedelta(days=8)) == 0
    assert next_due(CASE) == limit_ends, "what was broken is still owed"
    keep(CASE, PromiseKind.RESOLVE, by="NV-1", at=limit_ends + timedelta(days=9))
    assert next_due(CASE) is None


@pytest.mark.django_db
def test_a_promise_that_cannot_be_broken_now_stays_whole_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make([resolution()], by="camket", at=SUNDAY)
    late = SUNDAY + timedelta(days=30)
    with monkeypatch.context() as broken_chain:
        broken_chain.setattr("camket.promises.actions.record", Mock(side_effect=ChangedMeanwhile))
        assert break_due(at=late) == 0
    assert Promise.objects.get().state == State.OPEN
    assert break_due(at=late) == 1


@pytest.mark.django_db
def test_two_hundred_that_cannot_be_broken_starve_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    make([resolution()] * 205, by="camket", at=SUNDAY)
    oldest = set(Promise.objects.order_by("due_at", "id").values_list("pk", flat=True)[:203])

    def stubborn(*args: Any, body: dict[str, Any], **more: Any) -> None:
        if UUID(body["promise"]) in oldest:
            raise ChangedMeanwhile

    monkeypatch.setattr("camket.promises.actions.record", stubborn)
    assert break_due(at=SUNDAY + timedelta(days=30)) == 2


@pytest.mark.django_db
def test_a_later_date_supersedes_with_a_reason_but_never_the_laws() -> None:
    ours, laws = make([resolution(), resolution(Basis.LAW)], by="camket", at=SUNDAY)
    later = dated_promise(CASE, PromiseKind.RESOLVE, SUNDAY, date(2026, 12, 16), Seven(), VIETNAM)
    successor = supersede(ours, later, reason="Cần giám định", by="NV-1", at=SUNDAY)
    assert (ours.state, ours.superseded_by) == (State.SUPERSEDED, successor)
    assert ours.limit == date(2026, 12, 2)
    with pytest.raises(MoveNotAllowed):
        supersede(laws, later, reason="Cần giám định", by="NV-1", at=SUNDAY)


@pytest.mark.django_db
def test_the_states_can_be_told_from_the_facts_alone() -> None:
    ours = make([resolution()], by="camket", at=SUNDAY)[0]
    break_due(at=SUNDAY + timedelta(days=30))
    keep(CASE, PromiseKind.RESOLVE, by="NV-1", at=SUNDAY + timedelta(days=31))
    facts = Fact.objects.filter(body__promise=str(ours.id)).order_by("position")
    assert replay(fact.kind for fact in facts) == Promise.objects.get().state == State.BROKEN


@pytest.mark.django_db
def test_what_counted_as_done_and_was_not_is_owed_again() -> None:
    make([resolution()], by="camket", at=SUNDAY)
    keep(CASE, PromiseKind.RESOLVE, by="NV-1", at=SUNDAY + timedelta(days=2))
    again = reopen(CASE, PromiseKind.RESOLVE, by="camket", at=SUNDAY + timedelta(days=3))
    assert again is not None
    assert (again.state, again.done_at, again.ended_at) == (State.OPEN, None, None)
    facts = Fact.objects.filter(body__promise=str(again.id)).order_by("position")
    assert replay(fact.kind for fact in facts) == State.OPEN


@pytest.mark.django_db
def test_what_turns_out_undone_after_its_day_is_broken_at_once() -> None:
    make([resolution()], by="camket", at=SUNDAY)
    keep(CASE, PromiseKind.RESOLVE, by="NV-1", at=SUNDAY + timedelta(days=2))
    reopen(CASE, PromiseKind.RESOLVE, by="camket", at=SUNDAY + timedelta(days=60))
    assert Promise.objects.get().state == State.BROKEN


@pytest.mark.django_db
def test_nothing_is_owed_again_where_nothing_was_done() -> None:
    make([resolution()], by="camket", at=SUNDAY)
    assert reopen(CASE, PromiseKind.RESOLVE, by="camket", at=SUNDAY) is None
