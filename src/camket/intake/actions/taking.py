"""`take`: every arrival of every channel goes through here, a list at a time, in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from camket.arrivals.actions import fail, receive, settle, wait_for_turn
from camket.arrivals.models import Arrival
from camket.arrivals.reading import read_submissions
from camket.arrivals.rules import Marks, Outcome, Place, Raw, Settled
from camket.arrivals.submission import Channel, Matter, Submission
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.actions.opening import NewCase
from camket.cases.models import Case
from camket.cases.rules import Direction
from camket.complaints.actions.after_hours import say_when_open
from camket.complaints.actions.opening import open_matters
from camket.complaints.promised import is_after_hours
from camket.intake.queries.knowing import TEXTED, Knowledge, know
from camket.intake.rules import Destination, Route, route
from camket.notices.actions.answering import bounced, received
from camket.people.actions import Known, claims_of, identify
from camket.people.models import Staff
from camket.people.queries import owners_of, staff_by_ref
from camket.people.rules import SOMEBODY, SYSTEM
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """Where one arrival ended, and the case that it opened or joined."""

    arrival: Arrival
    destination: str
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Routed:
    """One arrival, read and routed, not acted on yet."""

    arrival: Arrival
    submission: Submission
    route: Route


def take(arrivals: Sequence[Arrival], *, at: datetime) -> list[Taken]:
    """Route a batch. A batch that fails is taken again one by one, and only the bad one fails."""
    try:
        return _take_together(arrivals, at=at)
    except Exception as error:
        if len(arrivals) == 1:
            return [_give_up(arrivals[0], error, at=at)]
    return [taken for arrival in arrivals for taken in take([arrival], at=at)]


def take_in(raw: Sequence[Raw], *, at: datetime) -> list[Taken]:
    """Receive and take at once, for doors whose sender waits for the answer: forms, counter, API.

    The bytes are committed before they are looked at, so that nothing typed is lost where taking fails.
    """
    arrivals = receive(raw, at=at, claimed=True)
    return take(arrivals, at=at) if arrivals else []


def _give_up(arrival: Arrival, error: Exception, *, at: datetime) -> Taken:
    """Leave it in *failed*, where the law's clock runs and the desk sees it.

    One that somebody else has settled in the meantime has not failed.
    """
    arrival.refresh_from_db()
    if arrival.place in {Place.ENDED, Place.HELD}:
        case = Case.objects.filter(number=arrival.case_number).first()
        return Taken(arrival, arrival.outcome or arrival.place, case)
    log.error("arrival %s could not be taken: %s", arrival.pk, type(error).__name__)
    fail(arrival, type(error).__name__, at=at)
    return Taken(arrival, "failed")


@transaction.atomic
def _take_together(arrivals: Sequence[Arrival], *, at: datetime) -> list[Taken]:
    with purpose(Purpose.INTAKE, by=SYSTEM, at=at) as opener:
        submissions = read_submissions(opener, arrivals)
    wait_for_turn(arrivals)
    knowledge = know(arrivals, submissions, at=at)
    routed = [
        Routed(arrival, submission, route(submission, known))
        for arrival, submission, known in zip(
            arrivals, submissions, knowledge.per_submission, strict=True
        )
    ]
    taken = {item.arrival.pk: item for item in _act(routed, knowledge, at=at)}
    settled = [
        _settled(taken[item.arrival.pk], item.route, marks)
        for item, marks in zip(routed, knowledge.marks, strict=True)
    ]
    settle(settled, by=SYSTEM, at=at)
    return [taken[arrival.pk] for arrival in arrivals]


def _act(routed: Sequence[Routed], knowledge: Knowledge, *, at: datetime) -> list[Taken]:
    """Do what was routed: all new cases together, all additions together, then the rest."""
    groups: dict[Destination, list[Routed]] = {}
    for item in routed:
        groups.setdefault(item.route.to, []).append(item)
    taken = _open(groups.pop(Destination.OPENED, []), at=at)
    taken += _add(groups.pop(Destination.ADDED, []), knowledge, at=at)
    for item in groups.pop(Destination.BOUNCE, []):
        taken.append(_bounce(item, knowledge, at=at))
    for item in groups.get(Destination.AUTOMATIC, []):
        if item.submission.delivered:
            received(item.submission.delivered, at=at)
    for destination, items in groups.items():
        taken += [
            Taken(item.arrival, destination, knowledge.cases.get(item.route.case or ""))
            for item in items
        ]
    return taken


def _open(items: Sequence[Routed], *, at: datetime) -> list[Taken]:
    known = identify([item.submission.sender for item in items], at=at)
    staff = staff_by_ref(item.submission.taken_by for item in items if item.submission.taken_by)
    new = [
        new_case(item.arrival, item.submission, who, staff.get(item.submission.taken_by or ""))
        for item, who in zip(items, known, strict=True)
    ]
    opened = open_matters(new, by=SYSTEM, at=at)
    return [
        Taken(item.arrival, Destination.OPENED, one.case)
        for item, one in zip(items, opened, strict=True)
    ]


def new_case(
    arrival: Arrival, submission: Submission, known: Known, taken_by: Staff | None = None
) -> NewCase:
    """The case that an arrival opens: a complaint unless the sender said otherwise."""
    return NewCase(
        submission=submission,
        known=known,
        kind=submission.matter or Matter.COMPLAINT,
        arrival=arrival.pk,
        after_hours=submission.left_after_hours or is_after_hours(submission.received_at),
        taken_by=taken_by,
    )


def _add(items: Sequence[Routed], knowledge: Knowledge, *, at: datetime) -> list[Taken]:
    cases = [knowledge.cases[item.route.case or ""] for item in items]
    submissions = [item.submission for item in items]
    new = [
        addition(item.arrival, item.submission, case, by=by)
        for item, case, by in zip(
            items, cases, writers([*zip(submissions, cases, strict=True)]), strict=True
        )
    ]
    add_messages(new, by=SYSTEM, at=at)
    texted = [
        (case, item.submission.received_at)
        for item, case in zip(items, cases, strict=True)
        if item.submission.channel in TEXTED
    ]
    say_when_open(texted, at=at)
    return [
        Taken(item.arrival, Destination.ADDED, case)
        for item, case in zip(items, cases, strict=True)
    ]


def writers(added: Sequence[tuple[Submission, Case]]) -> list[str]:
    """Who wrote each addition: staff, a delegate, the customer, or somebody whom the case does not know. One query.

    Who answers our letter may have had it from the customer. What they say is kept and looked at, and is not the
    customer's word.
    """
    claimed = [[claim.index for claim in claims_of(sent.sender)] for sent, _ in added]
    owners = owners_of(index for indexes in claimed for index in indexes)
    return [
        sent.taken_by or sent.delegate or _sender(case, indexes, owners)
        for (sent, case), indexes in zip(added, claimed, strict=True)
    ]


def _sender(case: Case, indexes: Sequence[str], owners: Mapping[str, set[UUID | str]]) -> str:
    """The customer where a point of the sender's is theirs, or none was given: the code was enough then."""
    customer = case.customer
    own = {customer.pk, customer.account.ref} if customer.account else {customer.pk}
    known = any(owners.get(index, set()) & own for index in indexes)
    return customer.ref if known or not indexes else SOMEBODY


def addition(arrival: Arrival, submission: Submission, case: Case, *, by: str) -> NewMessage:
    """The message that an arrival adds to a case: only what is new in it."""
    return NewMessage(
        case=case,
        direction=Direction.IN,
        channel=Channel(submission.channel),
        text=submission.reply or submission.text,
        by=by,
        acting_for=case.customer.ref if submission.delegate else "",
        sent_at=submission.received_at,
        attachments=submission.attachments,
        arrival=arrival.pk,
        remote=submission.remote,
    )


def _bounce(item: Routed, knowledge: Knowledge, *, at: datetime) -> Taken:
    bounce = item.submission.bounce
    if bounce is not None and bounce.original_message_id:
        bounced(bounce.original_message_id, permanent=bounce.permanent, at=at)
    return Taken(item.arrival, Destination.BOUNCE, knowledge.cases.get(item.route.case or ""))


def _settled(taken: Taken, routed: Route, marks: Marks) -> Settled:
    number = taken.case.number if taken.case else ""
    if routed.to == Destination.HELD:
        reason = routed.reason or ""
        return Settled.held(taken.arrival.pk, reason=reason, case_number=number, marks=marks)
    outcome = Outcome(routed.to)
    return Settled.ended(taken.arrival.pk, outcome, case_number=number, marks=marks)
