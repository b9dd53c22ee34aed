"""By when a service is restored, and what an outage brings: by the numbers of the clause."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from camket.policy import load_policy
from camket.services.rules import ACCESS, credit_of, restore_promise, runs_until, troubles_of
from tests.policy.test_mit import MIT

NIGHT = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
CLAUSE = load_policy(MIT).clause(ACCESS, on=date(2026, 11, 20))


def test_the_limit_runs_through_the_weekend_to_the_minute() -> None:
    promise = restore_promise("case:KN-1", NIGHT, CLAUSE)
    assert promise.limit.ends_at == NIGHT + timedelta(hours=CLAUSE.number("restore_hours"))
    assert (promise.clause_id, promise.clause_digest) == (ACCESS, CLAUSE.digest)


def test_begun_days_count_and_short_interruptions_do_not() -> None:
    lasted = [timedelta(minutes=30), timedelta(hours=4), timedelta(hours=24), timedelta(hours=25)]
    assert [credit_of(NIGHT, NIGHT + time, CLAUSE) for time in lasted] == [0, 1, 1, 2]


def test_what_can_be_reported_is_what_the_clause_takes_for_an_outage() -> None:
    codes = dict(troubles_of(CLAUSE, "vi"))
    assert {"unreachable", "slow", "error_page"} <= codes.keys()
    assert "own_line" not in codes


def test_a_term_is_longer_by_the_days_that_were_added() -> None:
    assert runs_until(date(2026, 12, 31), 2) == date(2027, 1, 2)
    assert runs_until(None, 2) is None
