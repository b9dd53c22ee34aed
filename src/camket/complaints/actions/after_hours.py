"""Answering who texts while the desk is closed: received at …, the desk opens at …."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from camket.cases.models import Case
from camket.complaints.actions.letters import letter
from camket.complaints.promised import is_after_hours, opens_next
from camket.notices.actions.queueing import queue
from camket.notices.models import Notice
from camket.notices.ways import way_to
from camket.people.rules import SYSTEM

LETTER = "after_hours"


def say_when_open(texted: Sequence[tuple[Case, datetime]], *, at: datetime) -> list[Notice]:
    """Tell when the desk opens, once for each case and closed time. `texted` are cases and instants of receipt.

    Where only a call could tell it, nobody is rung to hear that we are closed.
    """
    wanted = {
        case.number: (case, received)
        for case, received in texted
        if is_after_hours(received) and way_to(case.answer_at) and not _was_said(case, received)
    }
    letters = [
        letter(case, LETTER, at=at, received_at=received, opens_at=opens_next(received))
        for case, received in wanted.values()
    ]
    return queue(letters, by=SYSTEM, at=at)


def _was_said(case: Case, received: datetime) -> bool:
    """Whether the customer was told since the desk closed, with the case's first letter or with this one."""
    said = Notice.objects.filter(about=case.subject, letter__in=[LETTER, "acknowledged"])
    last = said.order_by("-queued_at").values_list("queued_at", flat=True).first()
    if last is None or not is_after_hours(last):
        return False
    return opens_next(last) == opens_next(received)
