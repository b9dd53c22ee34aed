"""The call list: what each call is about, and, for who has claimed one, whom to ring and what to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr

from camket.cases.models import Case
from camket.desk.case.told import without_code
from camket.desk.queue.lines import Line, lines_of
from camket.notices.models import CALL_NOTE, TEXT, CallAttempt, CallTask, Notice
from camket.notices.rules import CallState
from camket.people.models import Staff
from camket.people.queries import contact_shown, contact_value, customer_name, staff_by_ref
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose

BEFORE_THE_NUMBER = len("case:")
WITH_CODE = frozenset({"acknowledged"})


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call in the list, with the case that it is about and who is at it now."""

    task: CallTask
    line: Line
    caller: str
    tried: int

    @property
    def is_mine(self) -> bool:
        """Whether nobody else is at it. The name is empty for the reader's own claim."""
        return not self.caller


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that somebody rang."""

    at: datetime
    who: str
    outcome: str
    note: str


@dataclass(frozen=True, slots=True)
class CallSheet:
    """Everything for one call: whom to ring, what to say, and what came of it before."""

    name: str
    number: str
    dialled: str
    is_proved: bool
    text: str
    attempts: list[Attempt]


def visible_calls(by: Staff) -> QuerySet[CallTask]:
    """The open calls about cases that the person may see."""
    number = Substr(OuterRef("notice__about"), BEFORE_THE_NUMBER + 1)
    seen = Case.objects.visible_to(by).filter(number=number)
    rows = CallTask.objects.filter(Exists(seen), state=CallState.OPEN)
    return rows.select_related("notice__customer", "contact_point__customer")


def case_number(notice: Notice) -> str:
    """The number of the case that a notice is about."""
    return notice.about[BEFORE_THE_NUMBER:]


def case_of(task: CallTask) -> str:
    """The number of the case that a call is about."""
    return case_number(task.notice)


def call_lines(tasks: Sequence[CallTask], *, by: Staff, at: datetime) -> list[CallLine]:
    """What the list shows of each call, in a fixed number of queries; one access entry names all."""
    numbers = {case_of(task) for task in tasks}
    cases = Case.objects.filter(number__in=numbers).with_people().select_related("complaint")
    lines = lines_of(list(cases), by=by, at=at, why=Purpose.CALL_CUSTOMER)
    by_number = {line.case.number: line for line in lines}
    claims = {task.claimed_by for task in tasks if _is_claimed(task, by, at)}
    names = {ref: person.name for ref, person in staff_by_ref(claims).items()}
    tried = _tries(tasks)
    return [
        CallLine(
            task,
            by_number[case_of(task)],
            names.get(task.claimed_by, "") if _is_claimed(task, by, at) else "",
            tried.get(task.pk, 0),
        )
        for task in tasks
    ]


def _is_claimed(task: CallTask, by: Staff, at: datetime) -> bool:
    """Whether somebody else is at it."""
    until = task.claimed_until
    return task.claimed_by not in {"", by.ref} and until is not None and until > at


def is_claimed_by(task: CallTask, by: Staff, at: datetime) -> bool:
    """Whether this person has taken the call, and still has it."""
    until = task.claimed_until
    return task.claimed_by == by.ref and until is not None and until > at


def _tries(tasks: Sequence[CallTask]) -> dict[object, int]:
    counted: dict[object, int] = {}
    rows = CallAttempt.objects.filter(task__in=[task.pk for task in tasks])
    for pk in rows.values_list("task_id", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    return counted


def sheet_of(task: CallTask, *, by: Staff, at: datetime) -> CallSheet:
    """Open what is needed to ring. It leaves an access entry that the customer can see.

    The tracking code is the customer's: it stands only in the confirmation, with which it is told.
    """
    notice, point = task.notice, task.contact_point
    attempts = list(task.attempts.all())
    names = {ref: one.name for ref, one in staff_by_ref(row.by for row in attempts).items()}
    case = Case.objects.get(number=case_of(task))
    with purpose(Purpose.CALL_CUSTOMER, by=by.ref, at=at, about=notice.about) as opener:
        text = opener.text(notice.compartment_id, TEXT, notice.id, bytes(notice.text))
        return CallSheet(
            name=customer_name(opener, notice.customer),
            number=contact_shown(opener, point) if point else "",
            dialled=contact_value(opener, point) if point else "",
            is_proved=point is not None and point.proved_at is not None,
            text=text if notice.letter in WITH_CODE else without_code(case, text),
            attempts=[_attempt(opener, task, row, names.get(row.by, "")) for row in attempts],
        )


def _attempt(opener: Opener, task: CallTask, row: CallAttempt, who: str) -> Attempt:
    key = task.notice.compartment_id
    note = opener.text(key, CALL_NOTE, row.id, bytes(row.note)) if row.note else ""
    return Attempt(row.at, who, row.outcome, note)
