"""Everything that the chains of one batch speak of, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from django.db.models import Model

from camket.cases.models import Attachment, Case, Message
from camket.complaints.models import Complaint, Decision, Point, PointAnswer, Question, Remedy
from camket.notices.models import CallAttempt, CallTask, Delivery, Notice
from camket.promises.models import Promise
from camket.promises.queries import promises_of
from camket.reports.comparing.notices import Told
from camket.services.models import Outage

CASE = "case:"
Row = TypeVar("Row", bound=Model)


@dataclass(slots=True)
class CaseRows:
    """One case with every row that its chain speaks of."""

    case: Case
    complaint: Complaint | None = None
    outage: Outage | None = None
    messages: list[Message] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    answers: list[PointAnswer] = field(default_factory=list)
    remedies: list[Remedy] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    notices: list[Told] = field(default_factory=list)


def rows_of(subjects: Iterable[str]) -> dict[str, CaseRows]:
    """The cases behind these subjects that there are."""
    numbers = [name.removeprefix(CASE) for name in subjects if name.startswith(CASE)]
    people = ("customer", "handler", "about_staff", "taken_by")
    cases = Case.objects.select_related(*people).filter(number__in=numbers)
    found = {case.pk: CaseRows(case) for case in cases}
    _add_messages(found)
    _add_complaints(found)
    for outage in Outage.objects.filter(case__in=found):
        found[outage.case_id].outage = outage
    by_subject = {rows.case.subject: rows for rows in found.values()}
    for subject, promises in promises_of(by_subject).items():
        by_subject[subject].promises = promises
    add_notices(by_subject)
    return by_subject


def _add_messages(found: dict[Any, CaseRows]) -> None:
    _sort_in(found, Message.objects.filter(case__in=found), "case_id", attrgetter("messages"))
    files = Attachment.objects.select_related("message", "blob").filter(message__case__in=found)
    _sort_in(found, files, "message.case_id", attrgetter("files"))


def _add_complaints(found: dict[Any, CaseRows]) -> None:
    for complaint in Complaint.objects.filter(case__in=found):
        found[complaint.pk].complaint = complaint
    mine = {"complaint__in": found}
    _sort_in(found, Point.objects.filter(**mine), "complaint_id", attrgetter("points"))
    _sort_in(found, Question.objects.filter(**mine), "complaint_id", attrgetter("questions"))
    _sort_in(found, Decision.objects.filter(**mine), "complaint_id", attrgetter("decisions"))
    mine = {"decision__complaint__in": found}
    answers = PointAnswer.objects.select_related("decision", "point").filter(**mine)
    _sort_in(found, answers, "decision.complaint_id", attrgetter("answers"))
    remedies = Remedy.objects.select_related("decision").filter(**mine)
    _sort_in(found, remedies, "decision.complaint_id", attrgetter("remedies"))


def _sort_in(
    found: dict[Any, CaseRows],
    rows: Iterable[Row],
    owner: str,
    place: Callable[[CaseRows], list[Row]],
) -> None:
    whose = attrgetter(owner)
    for row in rows:
        place(found[whose(row)]).append(row)


class HasNotices(Protocol):
    """What has letters and calls: a case, a breach notice."""

    @property
    def notices(self) -> list[Told]:
        """They are put in here."""


def add_notices(by_subject: Mapping[str, HasNotices]) -> None:
    """Put the notices about these subjects where they belong."""
    notices = list(Notice.objects.filter(about__in=by_subject))
    ids = [notice.pk for notice in notices]
    deliveries = _by(Delivery.objects.filter(notice__in=ids), "notice_id")
    calls = _by(CallTask.objects.filter(notice__in=ids), "notice_id")
    attempts = CallAttempt.objects.select_related("task").filter(task__notice__in=ids)
    rung = _by(attempts, "task.notice_id")
    for notice in notices:
        call = next(iter(calls.get(notice.pk, ())), None)
        told = Told(notice, deliveries.get(notice.pk, ()), call, rung.get(notice.pk, ()))
        by_subject[notice.about].notices.append(told)


def _by(rows: Iterable[Row], owner: str) -> dict[Any, list[Row]]:
    whose = attrgetter(owner)
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(whose(row), []).append(row)
    return found
