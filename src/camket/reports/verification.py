"""`camket verify`: chains, signatures, the log, and every state recomputed from the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from camket.arrivals.models import Arrival
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import replay as replay_complaint
from camket.evidence.queries import (
    Verification,
    subjects_without_a_chain,
    verify_chains,
    verify_log,
)
from camket.evidence.rules import RecordedFact
from camket.promises.models import Promise
from camket.promises.rules import replay as replay_promise


def verify(subject: str | None = None) -> Verification:
    """Recompute everything, or one subject's chain, up to the first fault."""
    result = Verification()
    verify_chains(subject, compare_states, result)
    if result.fault is None and subject is None:
        verify_log(result)
    if result.fault is None and subject is None:
        result.fault = _rows_without_a_chain()
    return result


def compare_states(subject: str, facts: Sequence[RecordedFact]) -> str | None:
    """Whether the rows say what the facts of their chain say."""
    if subject.startswith("case:"):
        number = subject.removeprefix("case:")
        return _case_fault(number, facts) or _promise_fault(subject, facts)
    if subject.startswith("arrival:"):
        return _arrival_fault(subject.removeprefix("arrival:"), facts)
    return None


def _case_fault(number: str, facts: Sequence[RecordedFact]) -> str | None:
    case = Case.objects.select_related("customer", "handler").filter(number=number).first()
    if case is None:
        return f"case:{number}: the case is gone"
    opened = facts[0]
    said = opened.body
    frozen = (case.channel, case.customer.ref, case.received_at)
    if opened.kind != "case.opened" or frozen != (
        said["channel"],
        said["customer"],
        datetime.fromisoformat(said["received_at"]),
    ):
        return f"case:{number}: it does not say what its first fact says"
    kinds = [fact.body["to"] for fact in facts if fact.kind == "case.kind_changed"]
    if case.kind != (kinds[-1] if kinds else said["kind"]):
        return f"case:{number}: its kind was changed without a fact"
    return _handler_fault(case, facts) or _complaint_fault(case, facts)


def _handler_fault(case: Case, facts: Sequence[RecordedFact]) -> str | None:
    handler: Any = None
    for fact in facts:
        if fact.kind == "case.assigned":
            handler = fact.body["to"]
        elif fact.kind == "case.about_staff" and fact.body["staff"] == handler:
            handler = None
    if (case.handler.ref if case.handler else None) != handler:
        return f"{case.subject}: its handler was changed without a fact"
    return None


def _complaint_fault(case: Case, facts: Sequence[RecordedFact]) -> str | None:
    status = replay_complaint(fact.kind for fact in facts)
    row = Complaint.objects.filter(pk=case.pk).first()
    if (row.status if row else None) != status:
        return f"{case.subject}: the complaint's state is not the one its facts lead to"
    return None


def _promise_fault(subject: str, facts: Sequence[RecordedFact]) -> str | None:
    kinds: dict[str, list[str]] = {}
    made: dict[str, Mapping[str, Any]] = {}
    for fact in facts:
        if fact.kind.startswith("promise."):
            kinds.setdefault(fact.body["promise"], []).append(fact.kind)
        if fact.kind == "promise.made":
            made[fact.body["promise"]] = fact.body
    rows = {str(row.id): row for row in Promise.objects.filter(subject=subject)}
    if rows.keys() != made.keys():
        return f"{subject}: its promises are not those of its facts"
    for pk, row in rows.items():
        if not _says_the_same(row, made[pk]):
            return f"{subject}: a promise was changed after it was given"
        if row.state != replay_promise(kinds[pk]):
            return f"{subject}: a promise's state is not the one its facts lead to"
    return None


def _says_the_same(row: Promise, made: Mapping[str, Any]) -> bool:
    """Whether everything that was frozen is still what was given."""
    frozen = (
        row.kind,
        row.basis,
        row.clause_id,
        row.clause_digest,
        row.calendar_version,
        row.limit.isoformat(),
        row.aim.isoformat() if row.aim else None,
        row.arithmetic,
        row.aim_arithmetic,
    )
    given = (
        made["kind"],
        made["basis"],
        made["clause"],
        made["clause_digest"],
        made["calendar"],
        made["limit"],
        made["aim"],
        made["arithmetic"],
        made["aim_arithmetic"],
    )
    return frozen == given and row.due_at == row.due.ends_at


def _arrival_fault(pk: str, facts: Sequence[RecordedFact]) -> str | None:
    row = Arrival.objects.filter(pk=pk).first()
    last = facts[-1].body
    if row is None:
        return f"arrival:{pk}: the arrival is gone"
    if last["outcome"] is not None and (row.outcome, row.case_number or None) != (
        last["outcome"],
        last["case"],
    ):
        return f"arrival:{pk}: its outcome was changed without a fact"
    return None


def _rows_without_a_chain() -> str | None:
    """A whole chain that was removed leaves rows behind that no fact speaks of."""
    cases = [f"case:{number}" for number in Case.objects.values_list("number", flat=True)]
    lost = subjects_without_a_chain(cases)
    return f"{lost[0]}: the case has no chain" if lost else None
