"""The sealed texts of a case that its customer may read, opened under the customer's own purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from camket.cases.actions.opening import tracking_code
from camket.cases.models import FILE_NAME, TEXT, TITLE, Attachment, Case, Message
from camket.cases.rules import Direction, Scan
from camket.complaints.models import (
    LEGAL_BASIS,
    POINT_REASONS,
    POINT_TEXT,
    QUESTION,
    REMEDY_DETAIL,
    Complaint,
    Decision,
)
from camket.ui.parts.timeline import FileLink
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose


@dataclass(frozen=True, slots=True)
class Words:
    """One message: its text and its files."""

    text: str
    files: tuple[FileLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """One point with what was decided on it, and why."""

    point: str
    outcome: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Given:
    """One remedy: what, how much in đồng, by when, and whether it is done."""

    kind: str
    due: date
    amount: int | None = None
    detail: str = ""
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A decision in words."""

    outcome: str
    answers: tuple[Answered, ...]
    remedies: tuple[Given, ...]
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was opened, by the ids that facts name."""

    title: str = ""
    messages: Mapping[str, Words] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, Result] = field(default_factory=dict)


def read_case(case: Case, complaint: Complaint | None, *, at: datetime) -> Read:
    """Open what the customer may see. Notes stay closed, and so do files that may do harm."""
    with purpose(Purpose.SHOW_OWNER, by=case.customer.ref, at=at, about=case.subject) as opener:
        return Read(
            title=_title(opener, case),
            messages=_messages(opener, case),
            questions=_questions(opener, complaint) if complaint else {},
            decisions=_decisions(opener, complaint) if complaint else {},
        )


def _title(opener: Opener, case: Case) -> str:
    if case.title is None:
        return ""
    return opener.text(case.compartment_id, TITLE, case.id, bytes(case.title))


def _messages(opener: Opener, case: Case) -> dict[str, Words]:
    rows = case.messages.exclude(direction=Direction.NOTE).prefetch_related("attachments")
    return {str(row.id): _words(opener, case, row) for row in rows}


def _words(opener: Opener, case: Case, row: Message) -> Words:
    text = opener.text(case.compartment_id, TEXT, row.id, bytes(row.text)) if row.text else ""
    shown = [file for file in row.attachments.all() if file.scan != Scan.QUARANTINED]
    return Words(text, tuple(_file(opener, case, file) for file in shown))


def file_name(opener: Opener, case: Case, file: Attachment) -> str:
    """The name under which a file was sent; its id where it had none."""
    if not file.name:
        return str(file.id)
    return opener.text(case.compartment_id, FILE_NAME, file.id, bytes(file.name))


def _file(opener: Opener, case: Case, file: Attachment) -> FileLink:
    url = reverse("portal:file", args=[case.number, tracking_code(case), file.id])
    return FileLink(file_name(opener, case, file), url, file.size, file.type)


def _questions(opener: Opener, complaint: Complaint) -> dict[str, str]:
    compartment = complaint.case.compartment_id
    return {
        str(row.id): opener.text(compartment, QUESTION, row.id, bytes(row.text))
        for row in complaint.questions.all()
    }


def _decisions(opener: Opener, complaint: Complaint) -> dict[str, Result]:
    rows = complaint.decisions.prefetch_related("answers__point", "remedies")
    return {str(row.id): _result(opener, complaint, row) for row in rows}


def _result(opener: Opener, complaint: Complaint, row: Decision) -> Result:
    key = complaint.case.compartment_id
    answers = tuple(
        Answered(
            opener.text(key, POINT_TEXT, answer.point_id, bytes(answer.point.text)),
            answer.outcome,
            opener.text(key, POINT_REASONS, answer.id, bytes(answer.reasons)),
        )
        for answer in row.answers.all()
    )
    remedies = tuple(
        Given(
            remedy.kind,
            remedy.due,
            remedy.amount,
            opener.text(key, REMEDY_DETAIL, remedy.id, bytes(remedy.detail))
            if remedy.detail
            else "",
            remedy.done_at,
        )
        for remedy in row.remedies.all()
    )
    basis = opener.text(key, LEGAL_BASIS, row.id, bytes(row.legal_basis)) if row.legal_basis else ""
    return Result(row.outcome, answers, remedies, basis)
