"""What comes back: bounced letters and the outcome of calls."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.evidence.actions import record
from camket.notices.actions.delivering import ask_to_call, mark_told
from camket.notices.models import CALL_NOTE, CallAttempt, CallTask, Delivery, Notice
from camket.notices.queries import delivery_named
from camket.notices.rules import CallOutcome, CallState, DeliveryState, NoticeState
from camket.people.models import Staff
from camket.people.rules import COUNTER, SYSTEM
from camket.refusals import ChangedMeanwhile, NotAllowed, NotUnderstood
from camket.text import nfc
from camket.vault.actions import sealer_for
from camket.vault.rules import new_id


@transaction.atomic
def bounced(message_id: str, *, permanent: bool, at: datetime) -> Notice | None:
    """A letter of ours came back. The duty to tell is open again, and a call is put on the list.

    A warning that it is merely delayed changes nothing. Returns the notice, or None where the Message-ID
    is not ours.
    """
    delivery = delivery_named(message_id)
    if delivery is None or not permanent:
        return delivery.notice if delivery else None
    rows = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.BOUNCED)
    if not rows.update(state=DeliveryState.BOUNCED, ended_at=at, next_try=None, claimed_until=None):
        return delivery.notice
    notice = delivery.notice
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.RETURNED, told_at=None)
    ask_to_call([notice], at=at)
    body = {"notice": str(notice.id), "letter": notice.letter}
    record(notice.about, "notice.bounced", at=at, by=SYSTEM, body=body)
    return notice


@transaction.atomic
def record_call(
    task: CallTask,
    outcome: CallOutcome,
    *,
    note: str = "",
    call_again: datetime | None = None,
    by: Staff,
    at: datetime,
) -> CallAttempt:
    """Record one call. Reaching the person tells them; anything else leaves the call on the list."""
    if not by.has_role(*COUNTER):
        raise NotAllowed("Vai trò này không gọi khách hàng.", "This role does not call customers.")
    if outcome == CallOutcome.CALL_BACK and (call_again is None or call_again <= at):
        raise NotUnderstood(
            "Xin chọn giờ gọi lại, sau thời điểm này.", "Choose when to call back, later than now."
        )
    done = outcome == CallOutcome.REACHED
    state = CallState.DONE if done else CallState.OPEN
    rows = CallTask.objects.filter(pk=task.pk, state=CallState.OPEN)
    if not rows.update(state=state, call_at=call_again or at):
        raise ChangedMeanwhile
    attempt = _keep_attempt(task, outcome, note, by=by, at=at)
    body = {"notice": str(task.notice_id), "letter": task.notice.letter, "outcome": outcome}
    record(task.notice.about, "notice.called", at=at, by=by.ref, body=body)
    if done:
        mark_told(task.notice, channel="phone", by=by.ref, at=at)
    return attempt


def _keep_attempt(
    task: CallTask, outcome: CallOutcome, note: str, *, by: Staff, at: datetime
) -> CallAttempt:
    attempt = CallAttempt(id=new_id(at), task=task, at=at, by=by.ref, outcome=outcome)
    if note.strip():
        compartment = task.notice.compartment_id
        sealer = sealer_for([compartment])
        attempt.note = sealer.seal(compartment, CALL_NOTE, attempt.id, nfc(note)).value
    attempt.save(force_insert=True)
    return attempt
