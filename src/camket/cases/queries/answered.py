"""Whether a customer has been answered."""

from __future__ import annotations

from django.db.models import Max

from camket.cases.models import Case
from camket.cases.rules import Direction
from camket.notices.models import Notice
from camket.notices.rules import NoticeState

ANSWERS = ("reply", "closed")
"""The letters in which the desk answers; a call in their place counts once it reached somebody."""


def is_answered(case: Case) -> bool:
    """Whether an answer has reached the customer since they last wrote. Two queries."""
    last = case.messages.filter(direction=Direction.IN).aggregate(at=Max("at"))["at"]
    told = Notice.objects.filter(about=case.subject, letter__in=ANSWERS, state=NoticeState.TOLD)
    return (told.filter(queued_at__gte=last) if last else told).exists()
