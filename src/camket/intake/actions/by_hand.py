"""What an agent does with an arrival that waits for a person: open a case with it, or add it to one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.arrivals.actions import bring_back, settle, take_again
from camket.arrivals.models import Arrival
from camket.arrivals.queries import marks_of
from camket.arrivals.reading import read_submission
from camket.arrivals.rules import Outcome, Place, Settled
from camket.arrivals.submission import Submission
from camket.cases.actions.messages import add_messages
from camket.cases.models import Case
from camket.complaints.actions.opening import open_matters
from camket.intake.actions.taking import Taken, addition, new_case, take, writers
from camket.intake.rules import Held
from camket.people.actions import identify
from camket.people.models import Staff
from camket.people.rules import COUNTER
from camket.refusals import ChangedMeanwhile, NotAllowed
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@transaction.atomic
def open_by_hand(
    arrival: Arrival, *, corrected: Submission | None = None, by: Staff, at: datetime
) -> Case:
    """Open a case with an arrival that was held or failed. The clock runs from its receipt.

    `corrected` is what a person made of it, where it could not be read or was read wrongly; the bytes stay
    as they came.
    """
    _check(arrival, by=by)
    submission = corrected or _read(arrival, by=by, at=at)
    known = identify([submission.sender], at=at)[0]
    opened = open_matters([new_case(arrival, submission, known, by)], by=by.ref, at=at)[0]
    _settle(arrival, submission, Outcome.OPENED, opened.case, by=by, at=at)
    return opened.case


@transaction.atomic
def add_by_hand(arrival: Arrival, case: Case, *, by: Staff, at: datetime) -> Case:
    """Put an arrival into a case that exists, because a person has seen that it belongs there."""
    _check(arrival, by=by)
    submission = _read(arrival, by=by, at=at)
    (writer,) = writers([(submission, case)])
    add_messages([addition(arrival, submission, case, by=writer)], by=by.ref, at=at)
    _settle(arrival, submission, Outcome.ADDED, case, by=by, at=at)
    return case


def take_by_hand(arrival: Arrival, *, by: Staff, at: datetime) -> Taken:
    """Have it taken again, now, as when it came: whatever was wrong may have been put right."""
    _check(arrival, by=by)
    take_again(arrival, at=at)
    return take([arrival], at=at)[0]


def doubt(arrival: Arrival, *, by: Staff, at: datetime) -> None:
    """Have a person look at what the machine took for a robot's, a bounce or a twin."""
    if not by.has_role(*COUNTER):
        raise _not_for_this_role()
    bring_back(arrival, Held.DOUBTED, by=by.ref, at=at)


def _check(arrival: Arrival, *, by: Staff) -> None:
    if not by.has_role(*COUNTER):
        raise _not_for_this_role()
    if arrival.place == Place.ENDED:
        raise ChangedMeanwhile


def _not_for_this_role() -> NotAllowed:
    return NotAllowed(
        "Vai trò này không xử lý thư chờ xem xét.", "This role does not work on held messages."
    )


def _read(arrival: Arrival, *, by: Staff, at: datetime) -> Submission:
    about, typed = f"arrival:{arrival.pk}", arrival.place == Place.WAITING
    why = Purpose.INTAKE if typed else Purpose.LOOK_AT_HELD
    with purpose(why, by=by.ref, at=at, about=about) as opener:
        return read_submission(opener, arrival)


def _settle(
    arrival: Arrival,
    submission: Submission,
    outcome: Outcome,
    case: Case,
    *,
    by: Staff,
    at: datetime,
) -> None:
    marks = marks_of(submission)
    ended = Settled.ended(arrival.pk, outcome, case_number=case.number, marks=marks)
    settle([ended], by=by.ref, at=at)
    arrival.refresh_from_db()
