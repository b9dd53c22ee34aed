"""A clause or a calendar that somebody changes in the database is found, and so is one added or removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from camket.complaints.models import Complaint
from camket.evidence.actions.signing import checkpoint
from camket.evidence.queries import facts_of
from camket.ops.actions import OPERATOR, publish_policy
from camket.policy import Policy
from camket.promises.models import Promise
from camket.reports.verification import verify
from camket.rulebook.company import current_policy
from camket.rulebook.models import CalendarVersion, ClauseVersion, Withdrawal
from camket.rulebook.rules import SUBJECT, digest_of
from camket.worktime import Calendar
from tests.complaints.conftest import MONDAY, SUNDAY
from tests.reports.test_verification import by_hand

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("published"),
]

RESOLVE = "thoi-gian.thuong"


@pytest.fixture
def signed(router: Complaint) -> Complaint:
    """A complaint with its promises, under a signed checkpoint."""
    checkpoint(at=MONDAY)
    return router


def test_what_was_published_has_one_fact_and_no_fault(signed: Complaint) -> None:
    assert [fact.kind for fact in facts_of(SUBJECT)] == ["rulebook.published"]
    assert verify().fault is None
    assert verify(SUBJECT).fault is None


def test_a_second_start_records_nothing(signed: Complaint) -> None:
    publish_policy(current_policy(), by=OPERATOR, at=MONDAY)
    assert len(facts_of(SUBJECT)) == 1


EDITS = {
    "its text": "UPDATE rulebook_clauseversion SET content = '{}'",
    "its day": "UPDATE rulebook_clauseversion SET valid_from = '2020-01-01' WHERE id = {id}",
    "its clause": "UPDATE rulebook_clauseversion SET clause_id = 'x' WHERE id = {id}",
    "its source": "UPDATE rulebook_clauseversion SET source = 'assumed' WHERE id = {id}",
    "its digest": "UPDATE rulebook_clauseversion SET digest = '{zeros}' WHERE id = {id}",
    "its publication": "UPDATE rulebook_clauseversion SET published_at = '2020-01-01 00:00:00+00:00'",
    "a clause removed": "DELETE FROM rulebook_clauseversion WHERE id = {id}",
    "all clauses removed": "DELETE FROM rulebook_clauseversion",
    "a calendar's days": "UPDATE rulebook_calendarversion SET content = '{}'",
    "a calendar's name": "UPDATE rulebook_calendarversion SET name = 'x'",
    "a calendar's publication": "UPDATE rulebook_calendarversion SET published_at = '2020-01-01 00:00:00+00:00'",
    "a calendar removed": "DELETE FROM rulebook_calendarversion",
    "an end added": "INSERT INTO rulebook_withdrawal VALUES ('x', '2027-01-01', '2026-11-20 00:00:00+00:00')",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_rule_changed_by_hand_is_found(signed: Complaint, edit: str) -> None:
    row = ClauseVersion.objects.get(clause_id=RESOLVE)
    by_hand(edit.replace("{id}", str(row.pk)).replace("{zeros}", "0" * 64))
    assert str(verify().fault).startswith("rulebook: ")
    assert str(verify(SUBJECT).fault).startswith("rulebook: ")


def forged_clause() -> None:
    """A kinder version with a right digest, as somebody who read this code would add it."""
    row = ClauseVersion.objects.get(clause_id=RESOLVE)
    row.content["parameters"]["limit_working_days"]["value"] = 30
    row.content["from"] = "2026-11-01"
    row.pk, row.valid_from, row.digest = None, "2026-11-01", digest_of(row.content)  # type: ignore[assignment]
    row.save()


def changed_clause() -> None:
    """The published version with another number and a right digest."""
    row = ClauseVersion.objects.get(clause_id=RESOLVE)
    row.content["parameters"]["limit_working_days"]["value"] = 30
    row.digest = digest_of(row.content)
    row.save()


def forged_calendar() -> None:
    """A calendar without holidays, and with a right digest."""
    content: dict[str, Any] = {**CalendarVersion.objects.get().content, "days_off": []}
    made = Calendar.from_json(content)
    CalendarVersion.objects.create(
        name=made.id,
        version=made.version,
        digest=digest_of(content),
        content=content,
        published_at=SUNDAY,
    )


@pytest.mark.parametrize("forge", [forged_clause, changed_clause, forged_calendar])
def test_right_digests_do_not_hide_what_no_fact_speaks_of(
    signed: Complaint, forge: Callable[[], None]
) -> None:
    forge()
    assert "without a fact" in str(verify().fault)


def test_an_end_that_was_published_cannot_vanish(
    signed: Complaint, policy_with_an_end: Policy
) -> None:
    publish_policy(policy_with_an_end, by=OPERATOR, at=MONDAY + timedelta(hours=1))
    checkpoint(at=MONDAY + timedelta(hours=2))
    assert verify().fault is None
    Withdrawal.objects.all().delete()
    assert "withdrawals was removed" in str(verify().fault)


PROMISES = {
    "its clause": "UPDATE promises_promise SET clause_digest = '{zeros}'",
    "its calendar": "UPDATE promises_promise SET calendar_version = 'x'",
}


@pytest.mark.parametrize("edit", PROMISES.values(), ids=PROMISES.keys())
def test_a_promise_that_rests_on_nothing_published_is_found(signed: Complaint, edit: str) -> None:
    by_hand(edit.replace("{zeros}", "0" * 64))
    assert "not published" in str(verify(SUBJECT).fault)
    assert Promise.objects.exists()
