"""What happens to complaints because a date has come. Each call costs what is due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from camket.complaints.actions.checking import remind, stop_waiting
from camket.complaints.actions.ending import close_by_silence
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Status
from camket.refusals import Refusal
from camket.rows import in_turn

AT_ONCE = 200
log = logging.getLogger(__name__)


def remind_of_questions(at: datetime) -> int:
    """Remind customers whose answer's day is near; nobody is reminded of a day that is over."""
    waiting = Complaint.objects.standing().filter(status=Status.WAITING, wait_ends_at__gt=at)
    due = waiting.filter(remind_at__lte=at)
    return _each(due.order_by("remind_at", "pk"), lambda complaint: remind(complaint, at=at))


def go_on_without_answers(at: datetime) -> int:
    """Go on with complaints whose question ran out."""
    due = Complaint.objects.standing().filter(status=Status.WAITING, wait_ends_at__lte=at)
    return _each(
        due.order_by("wait_ends_at", "pk"), lambda complaint: stop_waiting(complaint, at=at)
    )


def close_silent_ones(at: datetime) -> int:
    """Close complaints whose result was told and met with silence for the promised time."""
    due = Complaint.objects.standing().filter(status=Status.TOLD, silence_ends_at__lte=at)
    ordered = due.order_by("silence_ends_at", "pk")
    return _each(ordered, lambda complaint: close_by_silence(complaint, at=at))


def _each(due: QuerySet[Complaint], act: Callable[[Complaint], None]) -> int:
    """Act on each in a transaction of its own, on so many at once; one that somebody just moved is passed over.

    One that fails is left for the next time and may not stop the others, however many fail. The log names the
    error's type alone, since its text may hold a person's words.
    """
    done = 0
    for complaint in in_turn(
        due.select_related("case__customer", "case__handler", "case__answer_at")
    ):
        if done == AT_ONCE:
            break
        try:
            act(complaint)
        except Refusal:
            continue
        except Exception as error:
            log.warning("by the clock: one complaint failed: %s", type(error).__name__)
            continue
        done += 1
    return done
