"""What the folder says becomes rows once, and what was published is never taken back in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from camket.refusals import NotAllowed, NotFound
from camket.rulebook.actions import publish
from camket.rulebook.company import current_policy
from camket.rulebook.models import CalendarVersion, ClauseVersion, Withdrawal
from camket.rulebook.queries import calendar_in_force, clause_in_force, verify_rows
from tests.rulebook.conftest import Make

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
LATER = MONDAY + timedelta(days=30)
FIRST, NEXT_YEAR = "2024-07-01", "2027-01-01"


def test_every_version_of_mit_becomes_a_row_that_says_what_its_digest_covers() -> None:
    publish(current_policy(), at=MONDAY)
    written = {v.digest for clause in current_policy().clauses for v in clause.versions}
    assert {row.digest for row in ClauseVersion.objects.all()} == written
    assert verify_rows() is None


def test_a_second_start_adds_nothing(policy_of: Make) -> None:
    assert publish(policy_of({FIRST: 7}), at=MONDAY)
    again = publish(policy_of({FIRST: 7}), at=LATER)
    assert not again
    assert ClauseVersion.objects.get().published_at == MONDAY


def test_a_number_changed_under_the_same_version_is_refused_in_words(policy_of: Make) -> None:
    publish(policy_of({FIRST: 7}), at=MONDAY)
    with pytest.raises(NotAllowed, match="no longer the same") as refused:
        publish(policy_of({FIRST: 8}), at=LATER)
    assert "01/07/2024" in refused.value.vi


def test_what_was_refused_leaves_no_row_behind(policy_of: Make) -> None:
    publish(policy_of({FIRST: 7}), at=MONDAY)
    with pytest.raises(NotAllowed):
        publish(policy_of({FIRST: 8, NEXT_YEAR: 5}, swaps="true"), at=LATER)
    assert (ClauseVersion.objects.count(), CalendarVersion.objects.count()) == (1, 1)


def test_a_published_version_does_not_vanish(policy_of: Make) -> None:
    publish(policy_of({FIRST: 7, NEXT_YEAR: 5}), at=MONDAY)
    with pytest.raises(NotAllowed, match="no longer in the policy folder"):
        publish(policy_of({FIRST: 7}), at=LATER)


@pytest.mark.parametrize("day", ["2024-01-01", "2025-01-01", "2026-11-22"])
def test_what_was_promised_does_not_change_backwards(policy_of: Make, day: str) -> None:
    publish(policy_of({FIRST: 7}), at=MONDAY)
    with pytest.raises(NotAllowed, match="2026-11-23 is the first day"):
        publish(policy_of(dict(sorted({FIRST: 7, day: 9}.items()))), at=MONDAY)


def test_a_new_version_may_begin_today(policy_of: Make) -> None:
    publish(policy_of({FIRST: 7}), at=MONDAY)
    assert publish(policy_of({FIRST: 7, "2026-11-23": 5}), at=MONDAY).rows == 1


def test_the_version_in_force_is_the_latest_that_has_begun(policy_of: Make) -> None:
    publish(policy_of({FIRST: 7, NEXT_YEAR: 5}), at=MONDAY)
    assert clause_in_force("tra-loi", date(2026, 12, 31)).valid_from == date(2024, 7, 1)
    assert clause_in_force("tra-loi", date(2027, 1, 1)).valid_from == date(2027, 1, 1)
    with pytest.raises(NotFound):
        clause_in_force("tra-loi", date(2024, 6, 30))


def test_a_withdrawn_clause_holds_until_the_day_before(policy_of: Make) -> None:
    publish(policy_of({FIRST: 7}), at=MONDAY)
    publish(policy_of({FIRST: 7}, withdrawn="2027-01-01"), at=MONDAY)
    assert clause_in_force("tra-loi", date(2026, 12, 31))
    with pytest.raises(NotFound):
        clause_in_force("tra-loi", date(2027, 1, 1))


@pytest.mark.parametrize("withdrawn", ["2026-11-23", "2024-08-01"])
def test_a_clause_does_not_end_in_the_past(policy_of: Make, withdrawn: str) -> None:
    publish(policy_of({FIRST: 7}), at=MONDAY)
    with pytest.raises(NotAllowed, match="never lies in the past"):
        publish(policy_of({FIRST: 7}, withdrawn=withdrawn), at=MONDAY)


@pytest.mark.parametrize("withdrawn", ["", "2027-02-01"])
def test_a_published_end_is_not_moved(policy_of: Make, withdrawn: str) -> None:
    publish(policy_of({FIRST: 7}, withdrawn="2027-01-01"), at=MONDAY)
    with pytest.raises(NotAllowed, match="never moved"):
        publish(policy_of({FIRST: 7}, withdrawn=withdrawn), at=MONDAY)
    assert Withdrawal.objects.get().last_day == date(2026, 12, 31)


def test_the_company_may_go_over_to_another_calendar_and_come_back(policy_of: Make) -> None:
    for weeks, swaps in enumerate(("false", "true", "false")):
        publish(policy_of({FIRST: 7}, swaps=swaps), at=MONDAY + timedelta(weeks=weeks))
    first, second, third = CalendarVersion.objects.order_by("published_at")
    assert (first.version, second.version) == (third.version, second.digest[:12])
    assert calendar_in_force(MONDAY + timedelta(days=8)) == second
    assert calendar_in_force(LATER) == third


def test_before_anything_was_published_no_calendar_is_in_force() -> None:
    with pytest.raises(NotFound):
        calendar_in_force(MONDAY)


def test_the_database_refuses_a_second_version_from_the_same_day(policy_of: Make) -> None:
    publish(policy_of({FIRST: 7}), at=MONDAY)
    twin = ClauseVersion.objects.get()
    twin.pk, twin.digest = None, "0" * 64
    with pytest.raises(IntegrityError):
        twin.save()


def test_the_database_refuses_a_calendar_that_calls_itself_by_another_version(
    policy_of: Make,
) -> None:
    publish(policy_of({FIRST: 7}), at=MONDAY)
    with pytest.raises(IntegrityError):
        CalendarVersion.objects.update(version="000000000000")
