"""Whether rows say what the facts of their chains say. A few queries for hundreds of chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from camket.arrivals.models import Arrival
from camket.cases.models import Case, Message
from camket.complaints.models import Complaint, Decision, Remedy
from camket.evidence.rules import RecordedFact
from camket.people.models import Customer
from camket.promises.models import Promise
from camket.promises.queries import promises_of
from camket.reports.comparing import (
    account_fault,
    arrival_fault,
    case_fault,
    decision_fault,
    message_fault,
    promise_fault,
)

Chains = Mapping[str, Sequence[RecordedFact]]
CASE, ARRIVAL, ACCOUNT = "case:", "arrival:", "account:"


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that the chains of one batch speak of, by its subject."""

    cases: Mapping[str, Case]
    statuses: Mapping[str, str]
    messages: Mapping[str, Mapping[str, Message]]
    decisions: Mapping[str, Mapping[str, Decision]]
    remedies: Mapping[str, Sequence[Remedy]]
    promises: Mapping[str, Sequence[Promise]]
    arrivals: Mapping[str, Arrival]
    customers: Mapping[str, frozenset[str]]


def compare_states(chains: Chains) -> str | None:
    """The first row that does not say what the facts of its chain say, in words."""
    rows = _rows(chains)
    for subject, facts in chains.items():
        if subject.startswith(CASE):
            fault = _case(subject, facts, rows)
        elif subject.startswith(ARRIVAL):
            fault = arrival_fault(rows.arrivals.get(subject), facts)
        elif subject.startswith(ACCOUNT):
            fault = account_fault(rows.customers.get(subject, frozenset()), facts)
        else:
            fault = None
        if fault:
            return f"{subject}: {fault}"
    return None


def _case(subject: str, facts: Sequence[RecordedFact], rows: Rows) -> str | None:
    case = rows.cases.get(subject)
    if case is None:
        return "the case is gone"
    return (
        case_fault(case, rows.statuses.get(subject), facts)
        or message_fault(rows.messages.get(subject, {}), facts)
        or decision_fault(rows.decisions.get(subject, {}), rows.remedies.get(subject, ()), facts)
        or promise_fault(rows.promises[subject], facts)
    )


def _rows(chains: Chains) -> Rows:
    numbers = [name.removeprefix(CASE) for name in chains if name.startswith(CASE)]
    arrivals = [name.removeprefix(ARRIVAL) for name in chains if name.startswith(ARRIVAL)]
    cases = {
        case.subject: case
        for case in Case.objects.select_related("customer", "handler", "about_staff").filter(
            number__in=numbers
        )
    }
    subject_of = {case.pk: subject for subject, case in cases.items()}
    complaints = Complaint.objects.filter(case__in=subject_of).values_list("case_id", "status")
    return Rows(
        cases=cases,
        statuses={subject_of[pk]: status for pk, status in complaints},
        messages=_named(Message.objects.filter(case__in=subject_of), subject_of, "case_id"),
        decisions=_named(
            Decision.objects.filter(complaint__in=subject_of), subject_of, "complaint_id"
        ),
        remedies=_remedies(subject_of),
        promises=promises_of(f"{CASE}{number}" for number in numbers),
        arrivals={f"{ARRIVAL}{row.pk}": row for row in Arrival.objects.filter(pk__in=arrivals)},
        customers=_customers(name for name in chains if name.startswith(ACCOUNT)),
    )


def _customers(subjects: Iterable[str]) -> dict[str, frozenset[str]]:
    """The references of the customers of each account."""
    refs = [subject.removeprefix(ACCOUNT) for subject in subjects]
    rows = Customer.objects.filter(account__ref__in=refs).values_list("account__ref", "ref")
    found: dict[str, set[str]] = {}
    for account, customer in rows:
        found.setdefault(f"{ACCOUNT}{account}", set()).add(customer)
    return {subject: frozenset(customers) for subject, customers in found.items()}


def _named(rows: Any, subject_of: Mapping[Any, str], owner: str) -> dict[str, dict[str, Any]]:
    """Rows of many cases by subject and by their own id."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(subject_of[getattr(row, owner)], {})[str(row.pk)] = row
    return found


def _remedies(subject_of: Mapping[Any, str]) -> dict[str, list[Remedy]]:
    rows = Remedy.objects.select_related("decision").filter(decision__complaint__in=subject_of)
    found: dict[str, list[Remedy]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(subject_of[row.decision.complaint_id], []).append(row)
    return found
