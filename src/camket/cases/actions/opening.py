"""Opening cases: number, compartment, first message, files, search words, and the fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from camket.arrivals.submission import Channel, Matter, Submission
from camket.cases.actions.indexing import index_texts
from camket.cases.actions.messages import Kept, NewMessage, keep_messages
from camket.cases.models import SENDER_NAME, TITLE, Case, Message, NumberSeries
from camket.cases.rules import Direction, case_number, tracking_code_from
from camket.clock import civil_date
from camket.evidence.actions import NewFact, record_many
from camket.people.actions import Known
from camket.people.models import Staff
from camket.rows import insert
from camket.rulebook.company import current_policy
from camket.text import nfc
from camket.vault.actions import Sealer, new_compartments, sealer_for
from camket.vault.keys import keys
from camket.vault.rules import CompartmentKind, keyed_digest, new_id


@dataclass(frozen=True, slots=True)
class NewCase:
    """One matter to open: what was sent, by whom, and where the bytes lie."""

    submission: Submission
    known: Known
    kind: Matter = Matter.COMPLAINT
    arrival: UUID | None = None
    after_hours: bool = False
    taken_by: Staff | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as it was opened, with its first message and the code that only the customer gets."""

    case: Case
    message: Message
    submission: Submission

    @property
    def tracking_code(self) -> str:
        """The secret with which the customer follows the case."""
        return tracking_code(self.case)


def tracking_code(case: Case) -> str:
    """The case's tracking code. It is derived from a key and the row's id, so no table holds it."""
    return tracking_code_from(keyed_digest(keys().tracking, case.id.bytes))


@transaction.atomic
def open_cases(new: Sequence[NewCase], *, by: str, at: datetime) -> list[Opened]:
    """Open many cases in a fixed number of queries. Records `case.opened` on each."""
    if not new:
        return []
    numbers = _numbers_for([item.submission.received_at for item in new])
    cases = [_case(item, number, at=at) for item, number in zip(new, numbers, strict=True)]
    owners = [(CompartmentKind.CASE, case.customer.ref) for case in cases]
    for case, compartment in zip(cases, new_compartments(owners, at=at), strict=True):
        case.compartment = compartment
    sealer = sealer_for([case.compartment_id for case in cases])
    commitments = [
        _seal_words(case, item.submission, sealer) for case, item in zip(cases, new, strict=True)
    ]
    insert(cases)
    first = [_first_message(case, item) for case, item in zip(cases, new, strict=True)]
    kept = keep_messages(first, sealer, at=at)
    record_many(
        [
            _opened_fact(case, item, words, message, by=by, at=at)
            for case, item, words, message in zip(cases, new, commitments, kept, strict=True)
        ]
    )
    index_texts(
        (case, message.message.id, _words(item))
        for case, item, message in zip(cases, new, kept, strict=True)
    )
    return [
        Opened(case, message.message, item.submission)
        for case, item, message in zip(cases, new, kept, strict=True)
    ]


def _numbers_for(received: Sequence[datetime]) -> list[str]:
    """The next numbers of each year of receipt. The series' row is locked until the commit."""
    prefix = current_policy().company.case_prefix
    years = [civil_date(instant).year for instant in received]
    following: dict[int, int] = {}
    for year, wanted in sorted(Counter(years).items()):
        NumberSeries.objects.get_or_create(year=year)
        NumberSeries.objects.filter(year=year).update(given=F("given") + wanted)
        following[year] = NumberSeries.objects.get(year=year).given - wanted
    numbers = []
    for year in years:
        numbers.append(case_number(prefix, year, following[year]))
        following[year] += 1
    return numbers


def _case(item: NewCase, number: str, *, at: datetime) -> Case:
    submission, known = item.submission, item.known
    return Case(
        id=new_id(at),
        number=number,
        kind=item.kind,
        channel=submission.channel,
        language=submission.language,
        customer=known.customer,
        answer_at=known.answer_by(submission.answer_by),
        phone=known.phone,
        received_at=submission.received_at,
        opened_at=at,
        after_hours=item.after_hours,
        priority=submission.protected,
        taken_by=item.taken_by,
    )


def _seal_words(case: Case, submission: Submission, sealer: Sealer) -> dict[str, str]:
    """Title and sender's name, each where one was given; the commitments that the fact will carry."""
    commitments = {}
    if submission.subject:
        sealed = sealer.seal(case.compartment_id, TITLE, case.id, submission.subject)
        case.title, commitments["title"] = sealed.value, sealed.commitment
    if submission.sender.name:
        name = nfc(submission.sender.name)
        sealed = sealer.seal(case.compartment_id, SENDER_NAME, case.id, name)
        case.sender_name, commitments["sender_name"] = sealed.value, sealed.commitment
    return commitments


def _first_message(case: Case, item: NewCase) -> NewMessage:
    submission = item.submission
    return NewMessage(
        case=case,
        direction=Direction.IN,
        channel=Channel(submission.channel),
        text=submission.text,
        by=case.customer.ref,
        sent_at=submission.received_at,
        attachments=submission.attachments,
        arrival=item.arrival,
        remote=submission.remote,
    )


def _opened_fact(
    case: Case, item: NewCase, words: dict[str, str], first: Kept, *, by: str, at: datetime
) -> NewFact:
    commitments = {**words, **first.commitments}
    body = {
        "kind": case.kind,
        "channel": case.channel,
        "language": case.language,
        "customer": case.customer.ref,
        "compartment": str(case.compartment_id),
        "answer_at": str(case.answer_at.pk) if case.answer_at else None,
        "phone": str(case.phone.pk) if case.phone else None,
        "mail": str(item.known.mail.pk) if item.known.mail else None,
        "taken_by": case.taken_by.ref if case.taken_by else None,
        "received_at": case.received_at.isoformat(),
        "priority": case.priority,
        "after_hours": case.after_hours,
        "message": str(first.message.id),
        "arrival": str(item.arrival) if item.arrival else None,
        "files": len(item.submission.attachments),
    }
    return NewFact(case.subject, "case.opened", at=at, by=by, body=body, commitments=commitments)


def _words(item: NewCase) -> str:
    submission = item.submission
    return " ".join([submission.subject, submission.sender.name, submission.text])
