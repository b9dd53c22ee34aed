"""What a complaint does because of something that happened in a lower room (config/reactions.py)."""

from __future__ import annotations

from datetime import datetime

from camket.arrivals.submission import Matter
from camket.cases.actions.care import reopen_case, settle_due
from camket.cases.models import Case
from camket.cases.rules import Direction
from camket.complaints.actions.checking import acknowledge, hear_answer
from camket.complaints.actions.ending import Broken, hear_reply, raise_to_supervisor, tell, untell
from camket.complaints.actions.kinds import begin_existing, check_no_result, take_up_again
from camket.complaints.actions.letters import letter
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Actor, Status
from camket.evidence.actions import RecordedFact
from camket.notices.actions.queueing import queue
from camket.people.rules import SYSTEM
from camket.promises.actions import keep, reopen
from camket.promises.rules import PromiseKind

RESULT_LETTERS = frozenset({"result"})
ACKNOWLEDGEMENTS = frozenset({"acknowledged"})


def _case(fact: RecordedFact) -> Case | None:
    if not fact.subject.startswith("case:"):
        return None
    number = fact.subject.removeprefix("case:")
    rows = Case.objects.select_related("complaint", "customer", "compartment", "handler")
    return rows.filter(number=number).first()


def _complaint(case: Case | None) -> Complaint | None:
    if case is None or case.kind != Matter.COMPLAINT:
        return None
    complaint: Complaint | None = getattr(case, "complaint", None)
    return complaint


def after_told(fact: RecordedFact) -> None:
    """A notice reached the customer: an acknowledgement or a result is told with it."""
    case = _case(fact)
    if case is None:
        return
    letter = str(fact.body.get("letter"))
    complaint = _complaint(case)
    if letter in ACKNOWLEDGEMENTS:
        _acknowledged(case, complaint, at=fact.at)
    if letter in RESULT_LETTERS and complaint is not None and complaint.status == Status.DECIDED:
        how = str(fact.body.get("channel", "mail"))
        tell(complaint, actor=Actor.SYSTEM, by=fact.by, at=fact.at, how=how)


def _acknowledged(case: Case, complaint: Complaint | None, *, at: datetime) -> None:
    if complaint is not None and complaint.status == Status.RECEIVED:
        acknowledge(complaint, actor=Actor.SYSTEM, by=SYSTEM, at=at)
    else:
        keep(case.subject, PromiseKind.ACKNOWLEDGE, by=SYSTEM, at=at)
        settle_due(case)


def after_bounced(fact: RecordedFact) -> None:
    """A letter came back: what counted as told counts no more, and is owed again."""
    case = _case(fact)
    letter = str(fact.body.get("letter"))
    if case is None:
        return
    if letter in ACKNOWLEDGEMENTS:
        reopen(case.subject, PromiseKind.ACKNOWLEDGE, by=SYSTEM, at=fact.at)
        settle_due(case)
    complaint = _complaint(case)
    if letter in RESULT_LETTERS and complaint is not None and complaint.status == Status.TOLD:
        untell(complaint, at=fact.at)


def after_broken_promise(fact: RecordedFact) -> None:
    """A broken promise raises its case to the supervisor by itself."""
    case = _case(fact)
    if case is not None:
        raise_to_supervisor(case, Broken.of(fact), at=fact.at)


def after_message(fact: RecordedFact) -> None:
    """The customer wrote: it is the answer that the desk waited for, breaks the silence after a result, or opens
    an answered matter again."""
    if fact.body.get("direction") != Direction.IN:
        return
    case = _case(fact)
    complaint = _complaint(case)
    if complaint is None and case is not None:
        reopen_case(case, at=fact.at)
    if complaint is not None and complaint.status == Status.WAITING:
        hear_answer(complaint, actor=Actor.SYSTEM, by=fact.by, at=fact.at)
    if complaint is not None and complaint.status == Status.TOLD:
        hear_reply(complaint, by=fact.by, at=fact.at)


def after_quarantine(fact: RecordedFact) -> None:
    """A file of the customer's was locked away: they are told, and what they wrote is worked on."""
    case = _case(fact)
    if case is not None:
        queue([letter(case, "unsafe_file", at=fact.at)], by=SYSTEM, at=fact.at)


def after_kind_changed(fact: RecordedFact) -> None:
    """An enquiry turned out to be a complaint: it gets what a complaint has, from its own receipt on.

    A complaint that has a result may not become something else: refusing here undoes the change.
    """
    case = _case(fact)
    if case is None:
        return
    complaint: Complaint | None = getattr(case, "complaint", None)
    if case.kind != Matter.COMPLAINT:
        if complaint is not None:
            check_no_result(complaint)
    elif complaint is None:
        begin_existing(case, by=fact.by, at=fact.at)
    else:
        take_up_again(complaint, by=fact.by, at=fact.at)
