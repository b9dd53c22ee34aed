"""Telling a customer that terms are believed to be broken: the clause, the evidence, and the time to contest it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from camket.arrivals.submission import Attached
from camket.cases.models import Case
from camket.clock import civil_date
from camket.evidence.actions import record
from camket.people.models import Staff
from camket.people.rules import DESK, new_reference
from camket.policy import ClauseVersion
from camket.refusals import NotAllowed, NotUnderstood
from camket.rulebook.company import current_calendar, current_policy
from camket.terms.actions.letters import tell_asserted
from camket.terms.actions.papers import keep_papers
from camket.terms.models import CLAIM, Breach
from camket.terms.rules.breaches import CLAUSE, PARAMETER, PREFIX
from camket.text import nfc
from camket.vault.actions import new_compartments, sealer_for
from camket.vault.rules import CompartmentKind, new_id
from camket.worktime import Due, due_in_working_days


@dataclass(frozen=True, slots=True)
class Alleged:
    """What is alleged: of whose case, against which clause, what happened, and what shows it."""

    case: Case
    clause_id: str
    claim: str
    references: tuple[str, ...] = ()
    files: tuple[Attached, ...] = ()


def time_to_contest(at: datetime) -> Due:
    """Until when a breach that is told now may be contested."""
    clause = current_policy().clause(CLAUSE, on=civil_date(at))
    return due_in_working_days(at, clause.number(PARAMETER), current_calendar())


@transaction.atomic
def assert_breach(alleged: Alleged, *, by: Staff, at: datetime) -> Breach:
    """Open a breach notice and tell the customer. Nothing else follows from it. Records `breach.asserted`.

    Raises NotAllowed for a role that does not work at the desk, NotUnderstood where no evidence is named,
    NotFound for a clause that is not in force.
    """
    _check(alleged, by)
    clause = current_policy().clause(alleged.clause_id, on=civil_date(at))
    breach = _breach(alleged, clause, by=by, at=at)
    sealer = sealer_for([breach.compartment_id])
    claim = sealer.seal(breach.compartment_id, CLAIM, breach.id, nfc(alleged.claim))
    breach.claim = claim.value
    breach.save(force_insert=True)
    kept = keep_papers(breach, sealer, files=alleged.files, references=alleged.references, at=at)
    commitments = {"claim": claim.commitment, **kept}
    record(
        breach.subject,
        "breach.asserted",
        at=at,
        by=by.ref,
        body=asserted_body(breach),
        commitments=commitments,
    )
    tell_asserted(breach, clause, by=by.ref, at=at)
    return breach


def _check(alleged: Alleged, by: Staff) -> None:
    if not by.has_role(*DESK):
        raise NotAllowed(
            "Vai trò này không lập thông báo vi phạm.", "This role does not assert breaches."
        )
    if not alleged.claim.strip():
        raise NotUnderstood("Xin ghi điều đã xảy ra.", "Say what happened.")
    if not (alleged.files or alleged.references):
        raise NotUnderstood(
            "Xin kèm ít nhất một chứng cứ: một tệp, hoặc nơi tìm thấy nó.",
            "Add at least one piece of evidence: a file, or where it is found.",
        )


def _breach(alleged: Alleged, clause: ClauseVersion, *, by: Staff, at: datetime) -> Breach:
    customer = alleged.case.customer
    # A notice is one matter of one customer, as a case is, and is sealed as one.
    (compartment,) = new_compartments([(CompartmentKind.CASE, customer.ref)], at=at)
    due = time_to_contest(at)
    return Breach(
        id=new_id(at),
        ref=new_reference(PREFIX),
        customer=customer,
        compartment=compartment,
        case=alleged.case,
        clause_id=clause.id,
        clause_digest=clause.digest,
        asserted_by=by,
        asserted_at=at,
        calendar_version=current_calendar().version,
        contest_until=due.due,
        ends_at=due.ends_at,
        arithmetic=due.to_json(),
    )


def asserted_body(breach: Breach) -> dict[str, object]:
    """What the fact says of a notice."""
    return {
        "breach": str(breach.id),
        "customer": breach.customer.ref,
        "compartment": str(breach.compartment_id),
        "case": breach.case.number,
        "clause": breach.clause_id,
        "clause_digest": breach.clause_digest,
        **time_body(breach),
    }


def time_body(breach: Breach) -> dict[str, object]:
    """What a fact says of the time to contest."""
    return {
        "calendar": breach.calendar_version,
        "contest_until": breach.contest_until.isoformat(),
        "arithmetic": breach.arithmetic,
    }
