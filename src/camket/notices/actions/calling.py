"""Telling by phone or in person: who means to ring claims the call, and says afterwards what came of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from camket.evidence.actions import hold, record
from camket.notices.actions.delivering import mark_told
from camket.notices.actions.queueing import deliver_to
from camket.notices.models import CALL_NOTE, CallAttempt, CallTask, Notice
from camket.notices.queries import numbers_to_call
from camket.notices.rules import CALL_CLAIM_LASTS, NEXT_CALL, CallOutcome, CallState
from camket.people.contacts import add_mail
from camket.people.models import ContactPoint, Staff
from camket.people.rules import COUNTER, ContactKind
from camket.refusals import ChangedMeanwhile, NotAllowed, NotUnderstood, Refusal
from camket.text import nfc
from camket.vault.actions import sealer_for
from camket.vault.rules import new_id

ENDS = frozenset({CallOutcome.REACHED, CallOutcome.OTHER_CHANNEL})


class SomebodyElseCalls(Refusal):
    """Another person has taken this call."""

    code = "somebody_else_calls"

    def __init__(self) -> None:
        super().__init__(
            "Người khác vừa nhận cuộc gọi này. Xin chọn cuộc gọi khác.",
            "Somebody else has just taken this call. Choose another one.",
        )


@transaction.atomic
def claim_call(task: CallTask, *, by: Staff, at: datetime) -> None:
    """Take a call, for half an hour. Of two who press at once, one is refused in words."""
    _check_role(by)
    rows = CallTask.objects.filter(_free_for(by, at), pk=task.pk, state=CallState.OPEN)
    if not rows.update(claimed_by=by.ref, claimed_until=at + CALL_CLAIM_LASTS):
        raise _taken(task)
    task.refresh_from_db(fields=["claimed_by", "claimed_until"])


def release_call(task: CallTask, *, by: Staff, at: datetime) -> None:
    """Put a call back on the list without having rung."""
    rows = CallTask.objects.filter(pk=task.pk, state=CallState.OPEN, claimed_by=by.ref)
    rows.update(claimed_by="", claimed_until=None)


@transaction.atomic
def record_call(
    task: CallTask,
    outcome: CallOutcome,
    *,
    note: str = "",
    call_again: datetime | None = None,
    mail: str = "",
    by: Staff,
    at: datetime,
) -> CallAttempt:
    """Record one call. Reaching the person tells them; who asks for a letter gets the same words by mail.

    Anything else leaves the call on the list: after `call_again`, or after two hours where nobody answered.
    """
    _check_role(by)
    wants_hour = outcome == CallOutcome.CALL_BACK
    if (wants_hour and call_again is None) or (call_again is not None and call_again <= at):
        raise NotUnderstood(
            "Xin chọn giờ gọi lại, sau thời điểm này.", "Choose when to call back, later than now."
        )
    hold(task.notice.about)
    _settle(task, outcome, call_again, by=by, at=at)
    attempt, commitments = _keep_attempt(task, outcome, note, by=by, at=at)
    body = {
        "notice": str(task.notice_id),
        "letter": task.notice.letter,
        "attempt": str(attempt.id),
        "outcome": outcome,
    }
    record(task.notice.about, "notice.called", at=at, by=by.ref, body=body, commitments=commitments)
    if outcome == CallOutcome.REACHED:
        mark_told(task.notice, channel="phone", by=by.ref, at=at)
    if outcome == CallOutcome.OTHER_CHANNEL:
        deliver_to(task.notice, _mail_of(task, mail, at=at), at=at)
    return attempt


@transaction.atomic
def tell_in_person(notice: Notice, *, channel: str, by: Staff, at: datetime) -> None:
    """The person heard it, or was given it on paper, while they were there (`phone` or `counter`)."""
    _check_role(by)
    hold(notice.about)
    rows = CallTask.objects.filter(notice=notice, state=CallState.OPEN)
    rows.update(state=CallState.DONE, claimed_by="", claimed_until=None)
    mark_told(notice, channel=channel, by=by.ref, at=at)


def _check_role(by: Staff) -> None:
    if not by.has_role(*COUNTER):
        raise NotAllowed("Vai trò này không gọi khách hàng.", "This role does not call customers.")


def _free_for(by: Staff, at: datetime) -> Q:
    return Q(claimed_until__isnull=True) | Q(claimed_until__lte=at) | Q(claimed_by=by.ref)


def _taken(task: CallTask) -> Refusal:
    """Why a call could not be had: it is done, or somebody else has it."""
    done = CallTask.objects.filter(pk=task.pk, state=CallState.DONE).exists()
    return ChangedMeanwhile() if done else SomebodyElseCalls()


def _settle(
    task: CallTask, outcome: CallOutcome, call_again: datetime | None, *, by: Staff, at: datetime
) -> None:
    """Bring the call to its end, or to its next try. A wrong number is not rung again."""
    state = CallState.DONE if outcome in ENDS else CallState.OPEN
    later = at + NEXT_CALL if outcome == CallOutcome.NO_ANSWER else at
    changes = {"state": state, "call_at": call_again or later, "claimed_by": ""}
    if outcome == CallOutcome.WRONG_NUMBER:
        changes["contact_point"] = _another_phone(task)
    rows = CallTask.objects.filter(_free_for(by, at), pk=task.pk, state=CallState.OPEN)
    if not rows.update(claimed_until=None, **changes):
        raise _taken(task)
    task.refresh_from_db()


def _another_phone(task: CallTask) -> ContactPoint | None:
    """The next number at which it may be told: whoever answered at those before was somebody else."""
    numbers = numbers_to_call([task.notice])[task.notice_id]
    tried = [place for place, point in enumerate(numbers) if point.pk == task.contact_point_id]
    return next(iter(numbers[tried[0] + 1 :] if tried else numbers), None)


def _mail_of(task: CallTask, typed: str, *, at: datetime) -> ContactPoint:
    """Where the letter goes: to the address that the person said, else to one that is surely theirs.

    That is the address to which this very notice was written before, or the newest that the customer has proved.
    """
    customer = task.notice.customer
    if typed.strip():
        return add_mail(customer, typed, at=at)
    known = customer.contact_points.filter(kind=ContactKind.MAIL, removed_at__isnull=True)
    written = Q(pk__in=task.notice.deliveries.values("contact_point"))
    sure = known.filter(written | Q(proved_at__isnull=False))
    point = sure.order_by("-created_at", "id").first()
    if point is None:
        raise NotUnderstood(
            "Xin ghi địa chỉ thư mà khách hàng đã đọc.", "Write the mail address that was given."
        )
    return point


def _keep_attempt(
    task: CallTask, outcome: CallOutcome, note: str, *, by: Staff, at: datetime
) -> tuple[CallAttempt, dict[str, str]]:
    attempt = CallAttempt(id=new_id(at), task=task, at=at, by=by.ref, outcome=outcome)
    commitments = {}
    if note.strip():
        compartment = task.notice.compartment_id
        sealed = sealer_for([compartment]).seal(compartment, CALL_NOTE, attempt.id, nfc(note))
        attempt.note, commitments[f"call:{attempt.id}"] = sealed.value, sealed.commitment
    attempt.save(force_insert=True)
    return attempt, commitments
