"""Whether rows say what the facts of their chains say. A few queries for hundreds of chains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from camket.arrivals.models import Arrival
from camket.evidence.rules import RecordedFact
from camket.people.models import ApiKey, Customer, Grant, StaffRole
from camket.reports.comparing.arrivals import arrival_fault
from camket.reports.comparing.cases import case_fault, file_fault, message_fault
from camket.reports.comparing.complaints import (
    complaint_fault,
    decision_fault,
    point_fault,
    question_fault,
    remedy_fault,
)
from camket.reports.comparing.notices import notice_fault
from camket.reports.comparing.people import account_fault, grants_fault, key_fault, staff_fault
from camket.reports.comparing.promises import promise_fault
from camket.reports.comparing.services import outage_fault
from camket.reports.holdings import holdings_fault
from camket.reports.rows import CASE, CaseRows, rows_of
from camket.reports.seals import SealsOfArrivals, SealsOfCases
from camket.reports.terms import terms_fault

Facts = Sequence[RecordedFact]
Chains = Mapping[str, Facts]
ARRIVAL, STAFF, KEY, ACCOUNT = "arrival:", "staff:", "apikey:", "account:"


def compare_states(chains: Chains) -> str | None:
    """The first row that does not say what the facts of its chain say, in words."""
    checks = (
        _cases_fault,
        _arrivals_fault,
        _people_fault,
        _accounts_fault,
        holdings_fault,
        terms_fault,
    )
    return next(filter(None, (check(chains) for check in checks)), None)


def _cases_fault(chains: Chains) -> str | None:
    found = rows_of(chains)
    seals = SealsOfCases(found.values())
    for subject, facts in _of(chains, CASE).items():
        rows = found.get(subject)
        fault = _case_fault(rows, facts) if rows else "the case is gone"
        if fault or (rows and (fault := seals.fault(rows, facts))):
            return f"{subject}: {fault}"
    return None


def _case_fault(rows: CaseRows, facts: Facts) -> str | None:
    messages = {str(row.pk): row for row in rows.messages}
    questions = {str(row.pk): row for row in rows.questions}
    decisions = {str(row.pk): row for row in rows.decisions}
    return (
        complaint_fault(rows.complaint, facts)
        or outage_fault(rows.outage, facts)
        or promise_fault(rows.promises, facts)
        or case_fault(rows.case, rows.complaint, rows.promises, facts)
        or message_fault(messages, facts)
        or file_fault(rows.files, facts)
        or point_fault(rows.points, facts)
        or question_fault(questions, facts)
        or decision_fault(decisions, rows.answers, facts)
        or remedy_fault(rows.remedies, facts)
        or notice_fault(rows.notices, facts)
    )


def _arrivals_fault(chains: Chains) -> str | None:
    mine = _of(chains, ARRIVAL)
    ids = [name.removeprefix(ARRIVAL) for name in mine]
    rows = Arrival.objects.select_related("raw").filter(pk__in=ids)
    found = {f"{ARRIVAL}{row.pk}": row for row in rows}
    seals = SealsOfArrivals(found.values())
    for subject, facts in mine.items():
        row = found.get(subject)
        fault = arrival_fault(row, facts) or (seals.fault(row) if row else None)
        if fault:
            return f"{subject}: {fault}"
    return None


def _people_fault(chains: Chains) -> str | None:
    staff, keys = _of(chains, STAFF), _of(chains, KEY)
    roles: dict[str, list[str]] = {}
    refs = [name.removeprefix(STAFF) for name in staff]
    named = StaffRole.objects.filter(staff__ref__in=refs).values_list("staff__ref", "role")
    for ref, role in named:
        roles.setdefault(f"{STAFF}{ref}", []).append(role)
    for subject, facts in staff.items():
        if fault := staff_fault(roles.get(subject), facts):
            return f"{subject}: {fault}"
    programs = ApiKey.objects.in_bulk([name.removeprefix(KEY) for name in keys])
    for subject, facts in keys.items():
        if fault := key_fault(programs.get(subject.removeprefix(KEY)), facts):
            return f"{subject}: {fault}"
    return None


def _accounts_fault(chains: Chains) -> str | None:
    mine = _of(chains, ACCOUNT)
    refs = [name.removeprefix(ACCOUNT) for name in mine]
    joined: dict[str, set[str]] = {}
    rows = Customer.objects.filter(account__ref__in=refs).values_list("account__ref", "ref")
    for account, customer in rows:
        joined.setdefault(f"{ACCOUNT}{account}", set()).add(customer)
    grants: dict[str, dict[str, Grant]] = {}
    for grant in Grant.objects.filter(owner__ref__in=refs).select_related("owner", "delegate"):
        grants.setdefault(grant.owner.subject, {})[str(grant.pk)] = grant
    for subject, facts in mine.items():
        fault = account_fault(joined.get(subject, set()), facts)
        if fault := fault or grants_fault(grants.get(subject, {}), facts):
            return f"{subject}: {fault}"
    return None


def _of(chains: Chains, kind: str) -> Chains:
    return {name: facts for name, facts in chains.items() if name.startswith(kind)}
