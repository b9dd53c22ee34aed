"""Editions become rows when the policy is published; nothing edits them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from camket.evidence.actions import NewFact, record_many
from camket.policy import Change, Policy
from camket.terms.models import Edition
from camket.terms.rules.editions import (
    DOCUMENT,
    FIRST,
    SUBJECT,
    Planned,
    change_between,
    planned_editions,
)


@transaction.atomic
def publish_editions(policy: Policy, *, by: str, at: datetime) -> list[Edition]:
    """Add the editions that are new; a second time adds nothing. Records `terms.published` for each."""
    rows = list(Edition.objects.order_by("in_force_from", "version"))
    declared = {v.digest: v.change for clause in policy.clauses for v in clause.versions}
    new = []
    for planned in planned_editions(policy):
        before = _before(rows, planned)
        if before is None or before.digest != planned.digest:
            row = _row(planned, before, declared, len(rows) + 1, at=at)
            rows.append(row)
            new.append(row)
    Edition.objects.bulk_create(new)
    record_many([NewFact(SUBJECT, "terms.published", at, by, row.to_json()) for row in new])
    return new


def _before(rows: Sequence[Edition], planned: Planned) -> Edition | None:
    """The edition that would hold on that day without the planned one."""
    begun = [row for row in rows if row.in_force_from <= planned.day]
    return max(begun, key=lambda row: (row.in_force_from, row.version), default=None)


def _row(
    planned: Planned,
    before: Edition | None,
    declared: dict[str, Change],
    version: int,
    *,
    at: datetime,
) -> Edition:
    change = change_between(before.by_clause, planned.clauses, declared) if before else FIRST
    return Edition(
        version=version,
        document=DOCUMENT,
        in_force_from=planned.day,
        change=change,
        digest=planned.digest,
        clauses=list(planned.clauses.items()),
        published_at=at,
    )
