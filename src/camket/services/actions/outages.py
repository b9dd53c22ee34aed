"""Outages: reported by a customer, declared by the desk, ended. One case, one promise, everybody concerned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from camket.arrivals.submission import Channel, Matter, Sender, Submission
from camket.cases.actions.care import close_case, settle_due
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.actions.opening import NewCase, open_cases
from camket.cases.models import Case
from camket.cases.rules import Direction
from camket.evidence.actions import hold, record
from camket.people.actions import identify
from camket.people.models import Staff
from camket.people.rules import DESK
from camket.promises.actions import make
from camket.promises.models import Promise
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotAllowed, NotUnderstood
from camket.rulebook.company import current_policy
from camket.services.actions.concerning import concern, credit, unconcerned
from camket.services.actions.telling import tell, tell_everybody
from camket.services.models import REPORTED, Concern, Holding, Outage, Report
from camket.services.queries import access_clause, open_outage, restore_promises
from camket.services.rules import credit_of, restore_promise, troubles_of
from camket.text import nfc
from camket.vault.actions import sealer_for
from camket.vault.rules import new_id

STANDING = ["what", "began_at", "declared_at", "ended_at"]
BEGAN, ENDED, LATE = "outage_began", "outage_ended", "outage_late"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What does not work: a code of the clause, and words."""

    what: str
    words: str = ""


@transaction.atomic
def report(holding: Holding, trouble: Trouble, *, at: datetime) -> Outage:
    """A customer cannot reach what they have: the outage that goes on is joined, else one is opened.

    Records `outage.reported` on the chains of the case and of the holding. The case's promise runs from
    the first report. Raises ChangedMeanwhile where the outage ends in the same instant.
    """
    by = holding.customer.ref
    _check_trouble(trouble, at=at)
    words = f"Khách hàng báo không dùng được: {_name(holding.service)}."
    outage = _joined(holding.service, Trouble(trouble.what, words), at, by=by, at=at)
    # Who presses twice stands in one line here: the second finds the concern of the first.
    hold(outage.case.subject)
    outage.refresh_from_db(fields=STANDING)
    if not outage.is_open:
        raise ChangedMeanwhile
    if not Concern.objects.filter(outage=outage, holding=holding).exists():
        concern(outage, [holding], by=by, at=at)
        tell(outage, [holding], BEGAN, _promise(outage), by=by, at=at)
    _keep_report(outage, holding, trouble, at=at)
    return outage


@transaction.atomic
def declare(
    service: str, trouble: Trouble, *, began: datetime | None = None, by: Staff, at: datetime
) -> Outage:
    """Say that a service cannot be used: it concerns everybody who has it, and each is told.

    What customers have reported already is joined. Records `outage.declared`; raises MoveNotAllowed where
    the desk has declared it before.
    """
    _check_desk(by)
    _check_trouble(trouble, at=at)
    began = began or at
    if began > at:
        raise NotUnderstood("Giờ bắt đầu còn ở phía trước.", "The beginning lies in the future.")
    if not trouble.words.strip():
        raise NotUnderstood("Xin ghi vài lời cho khách.", "Write a few words for the customers.")
    said = Trouble(trouble.what, f"Bàn chăm sóc khách hàng báo sự cố: {_name(service)}.")
    outage = _joined(service, said, began, by=by.ref, at=at, taken_by=by)
    _say(outage, trouble.words, by=by, at=at)
    _declare(outage, trouble.what, min(began, outage.began_at), by=by, at=at)
    return outage


def _declare(outage: Outage, what: str, began: datetime, *, by: Staff, at: datetime) -> None:
    hold(outage.case.subject)
    rows = Outage.objects.filter(pk=outage.pk, declared_at__isnull=True, ended_at__isnull=True)
    if not rows.update(declared_at=at, began_at=began, what=what):
        raise MoveNotAllowed(
            f"Sự cố này đã được báo với khách: {outage.case.number}.",
            f"This outage has been declared already: {outage.case.number}.",
        )
    outage.refresh_from_db(fields=STANDING)
    body = {"outage": str(outage.id), "began_at": began.isoformat(), "what": what}
    record(outage.case.subject, "outage.declared", at=at, by=by.ref, body=body)
    promise = _promise(outage)
    told = set(Concern.objects.filter(outage=outage).values_list("holding__customer", flat=True))
    for holdings in unconcerned(outage, at=at):
        concern(outage, holdings, by=by.ref, at=at)
        fresh = [holding for holding in holdings if holding.customer_id not in told]
        tell(outage, fresh, BEGAN, promise, by=by.ref, at=at)
        told |= {holding.customer_id for holding in fresh}


@transaction.atomic
def tell_progress(outage: Outage, words: str, *, by: Staff, at: datetime) -> None:
    """Say how the repair goes: everybody concerned reads it in their account."""
    _check_desk(by)
    if not outage.is_open:
        raise MoveNotAllowed("Sự cố này đã kết thúc.", "This outage has ended.")
    if not words.strip():
        raise NotUnderstood("Xin ghi vài lời cho khách.", "Write a few words for the customers.")
    _say(outage, words, by=by, at=at)


@transaction.atomic
def end(outage: Outage, words: str = "", *, by: Staff, at: datetime) -> None:
    """The service works again: the promise is kept, or broken by the clock, and each gets what is theirs.

    What nobody declared brings nothing, and needs words that say what was found.
    """
    _check_desk(by)
    outage.refresh_from_db(fields=STANDING)
    if outage.declared_at is None and not words.strip():
        raise NotUnderstood(
            "Sự cố này chưa được xác nhận. Xin ghi đã tìm thấy gì, để khách đã báo được biết.",
            "This outage was never declared. Write what was found, for those who reported it.",
        )
    if words.strip():
        _say(outage, words, by=by, at=at)
    finish(outage, by=by.ref, at=at)
    close_case(outage.case, by=by, at=at)


def finish(outage: Outage, *, by: str, at: datetime) -> None:
    """End it, give each their days, and tell them. Records `outage.ended`."""
    hold(outage.case.subject)
    if not Outage.objects.filter(pk=outage.pk, ended_at__isnull=True).update(ended_at=at):
        raise ChangedMeanwhile
    outage.refresh_from_db(fields=STANDING)
    promise = _promise(outage)
    days = credit_of(outage.began_at, at, access_clause(at)) if outage.declared_at else 0
    concerned = credit(outage, days, by=by, at=at)
    body = {"outage": str(outage.id), "days": days, "concerned": concerned}
    record(outage.case.subject, "outage.ended", at=at, by=by, body=body)
    tell_everybody(outage, ENDED, promise, by=by, at=at, days=days, is_late=promise.due_at < at)


def _joined(
    service: str,
    trouble: Trouble,
    began: datetime,
    *,
    by: str,
    at: datetime,
    taken_by: Staff | None = None,
) -> Outage:
    """The outage that goes on, else one that begins. Of two who begin it at once the second joins the first.

    Nobody holds a chain yet: the second waits here for the first, who may need the chains of all who have
    the service.
    """
    if (outage := open_outage(service)) is not None:
        return outage
    try:
        with transaction.atomic():
            return _open(service, trouble, began, by=by, at=at, taken_by=taken_by)
    except ChangedMeanwhile:
        if (outage := open_outage(service)) is None:
            raise
        return outage


def _open(
    service: str,
    trouble: Trouble,
    began: datetime,
    *,
    by: str,
    at: datetime,
    taken_by: Staff | None = None,
) -> Outage:
    """A case under nobody's name, with its promise. Raises ChangedMeanwhile where another has just begun one."""
    case = _open_case(service, trouble.words, by=by, at=at, taken_by=taken_by)
    outage = Outage(id=new_id(at), service=service, case=case, what=trouble.what, began_at=began)
    try:
        with transaction.atomic():
            outage.save(force_insert=True)
    except IntegrityError as error:
        raise ChangedMeanwhile from error
    body = {
        "outage": str(outage.id),
        "service": service,
        "what": trouble.what,
        "began_at": began.isoformat(),
    }
    record(case.subject, "outage.opened", at=at, by=by, body=body)
    make([restore_promise(case.subject, at, access_clause(at))], by=by, at=at)
    settle_due(case)
    return outage


def _open_case(service: str, words: str, *, by: str, at: datetime, taken_by: Staff | None) -> Case:
    submission = Submission(
        Channel.WEB, at, Sender(), subject=f"Sự cố: {_name(service)}", text=words.strip()
    )
    new = NewCase(submission, identify([Sender()], at=at)[0], Matter.OUTAGE, taken_by=taken_by)
    return open_cases([new], by=by, at=at)[0].case


def _name(service: str) -> str:
    return current_policy().service(service).name.vi


def _keep_report(outage: Outage, holding: Holding, trouble: Trouble, *, at: datetime) -> None:
    row = Report(id=new_id(at), outage=outage, holding=holding, at=at, what=trouble.what)
    commitments = {}
    if words := nfc(trouble.words).strip():
        key = holding.compartment_id
        sealed = sealer_for([key]).seal(key, REPORTED, row.id, words)
        row.words, commitments[f"report:{row.id}"] = sealed.value, sealed.commitment
    row.save(force_insert=True)
    by = holding.customer.ref
    told = {"outage": str(outage.id), "report": str(row.id), "what": trouble.what}
    record(holding.subject, "outage.reported", at=at, by=by, body=told, commitments=commitments)
    record(outage.case.subject, "outage.reported", at=at, by=by, body=told)


def _say(outage: Outage, words: str, *, by: Staff, at: datetime) -> None:
    said = NewMessage(outage.case, Direction.OUT, Channel.WEB, words.strip(), by.ref, at)
    add_messages([said], by=by.ref, at=at)


def _promise(outage: Outage) -> Promise:
    return restore_promises([outage])[outage.case.subject]


def _check_trouble(trouble: Trouble, *, at: datetime) -> None:
    if trouble.what not in dict(troubles_of(access_clause(at), "vi")):
        raise NotUnderstood("Xin chọn điều không dùng được.", "Choose what does not work.")


def _check_desk(by: Staff) -> None:
    if not by.has_role(*DESK):
        raise NotAllowed(
            "Chỉ bàn chăm sóc khách hàng mới báo sự cố.", "Only the customer desk declares outages."
        )
