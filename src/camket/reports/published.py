"""Whether the rulebook's rows are what the facts say was published, and whether promises rest on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import rfc8785

from camket.evidence.queries import facts_of
from camket.evidence.rules import RecordedFact
from camket.promises.models import Promise
from camket.rulebook.models import CalendarVersion, ClauseVersion, Withdrawal
from camket.rulebook.queries import verify_rows
from camket.rulebook.rules import SUBJECT
from camket.worktime.limits import NO_CALENDAR

TABLES = (
    ("clauses", ClauseVersion),
    ("withdrawals", Withdrawal),
    ("calendars", CalendarVersion),
)


def rulebook_fault() -> str | None:
    """The first row that was changed, removed or added by hand, or that a promise names and is not there."""
    facts = [fact for fact in facts_of(SUBJECT) if fact.kind == "rulebook.published"]
    faults = (_table_fault(name, model.objects.all(), facts) for name, model in TABLES)
    fault = verify_rows() or next(filter(None, faults), None) or _promise_fault()
    return f"{SUBJECT}: {fault}" if fault else None


def _table_fault(
    name: str,
    rows: Iterable[ClauseVersion | Withdrawal | CalendarVersion],
    facts: Sequence[RecordedFact],
) -> str | None:
    """The rows of one table are those that the facts name, each with the moment of its publication."""
    said = Counter(_line(line, fact.at.isoformat()) for fact in facts for line in fact.body[name])
    there = Counter(_line(row.to_json(), row.published_at.isoformat()) for row in rows)
    if extra := there - said:
        return f"a row of its {name} was added or changed without a fact: {min(extra)}"
    if gone := said - there:
        return f"a row of its {name} was removed or changed without a fact: {min(gone)}"
    return None


def _line(content: Mapping[str, Any], at: str) -> str:
    return rfc8785.dumps({**content, "published_at": at}).decode()


def _promise_fault() -> str | None:
    """Every promise was given under a version, and counted on a calendar, that was published."""
    clauses = set(ClauseVersion.objects.values_list("clause_id", "digest"))
    calendars = set(CalendarVersion.objects.values_list("version", flat=True))
    named = Promise.objects.order_by().values_list("clause_id", "clause_digest").distinct()
    counted = Promise.objects.order_by().values_list("calendar_version", flat=True).distinct()
    for clause_id, digest in named:
        if (clause_id, digest) not in clauses:
            return f"promises were given under a version of {clause_id} that was not published"
    for version in counted:
        if version not in {*calendars, NO_CALENDAR}:
            return f"promises were counted on a calendar that was not published: {version}"
    return None
