"""“Was this you?”: the questions that wait for an owner, and what each answer does."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from camket.evidence.actions import record
from camket.people.models import Signal, Visit
from camket.people.rules import Answer
from camket.people.signing.visits import end_everything_else
from camket.refusals import NotFound

MOST = 3


def questions_for(here: Visit) -> list[Signal]:
    """What is asked of who is here, the newest first. Nobody answers for the very device that is asked about."""
    rows = Signal.objects.filter(account=here.account_id, answer="").select_related("visit")
    elsewhere = rows.filter(Q(visit__isnull=True) | ~Q(visit__device=here.device_id))
    return list(elsewhere.order_by("-raised_at", "-pk")[:MOST])


@transaction.atomic
def was_me(here: Visit, pk: UUID, *, at: datetime) -> None:
    """Yes. Records `account.recognised`; raises NotFound."""
    signal = _answered(here, pk, Answer.YES, at=at)
    body = {"signal": str(pk), "what": signal.kind}
    account = here.account
    record(account.subject, "account.recognised", at=at, by=account.ref, body=body)


@transaction.atomic
def was_not_me(here: Visit, pk: UUID, *, at: datetime) -> Visit | None:
    """No: every other visit ends, as when a session is disowned. The visit in question, if it was one.

    Raises NotFound.
    """
    signal = _answered(here, pk, Answer.NO, at=at)
    body = {"signal": str(pk), "what": signal.kind}
    end_everything_else(here.account, here, body, at=at)
    return signal.visit


def _answered(here: Visit, pk: UUID, answer: Answer, *, at: datetime) -> Signal:
    signal = next((one for one in questions_for(here) if one.pk == pk), None)
    rows = Signal.objects.filter(pk=pk, answer="")
    if signal is None or not rows.update(answer=answer, answered_at=at):
        raise NotFound("Câu hỏi này không còn.", "This question is no longer there.")
    return signal
