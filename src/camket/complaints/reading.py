"""The sealed texts of a case, opened under the reader's purpose: the customer's own, or the desk's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from camket.cases.models import FILE_NAME, TEXT, TITLE, Attachment, Case, Message
from camket.cases.rules import Direction, Scan
from camket.complaints.models import (
    LEGAL_BASIS,
    POINT_FINDING,
    POINT_REASONS,
    POINT_TEXT,
    PRODUCT,
    QUESTION,
    REMEDY_DETAIL,
    SOUGHT,
    Complaint,
    Decision,
)
from camket.ui.parts.timeline import FileLink
from camket.vault.actions import Opener

FileAddress = Callable[[Attachment], str]
"""Where a face lets one file be opened."""


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
class Checked:
    """One point of a complaint, and what was found."""

    position: int
    text: str
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was opened, by the ids that facts name."""

    title: str = ""
    messages: Mapping[str, Words] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, Result] = field(default_factory=dict)
    points: tuple[Checked, ...] = ()
    product: str = ""
    sought: str = ""


def read_case(
    opener: Opener,
    case: Case,
    complaint: Complaint | None,
    *,
    file_address: FileAddress,
    notes: bool = False,
    harm: bool = False,
) -> Read:
    """Open what was said and decided: notes, and files in quarantine, only where asked for.

    Who reads notes is told of each file what is known of its harmlessness.
    """
    title = _title(opener, case)
    messages = _messages(opener, case, file_address, notes=notes, harm=harm)
    if complaint is None:
        return Read(title, messages)
    return Read(
        title=title,
        messages=messages,
        questions=_questions(opener, complaint),
        decisions=_decisions(opener, complaint),
        points=_points(opener, complaint),
        product=_of_case(opener, case, PRODUCT, complaint.product),
        sought=_of_case(opener, case, SOUGHT, complaint.sought),
    )


def _of_case(opener: Opener, case: Case, place: str, sealed: bytes | memoryview | None) -> str:
    return opener.text(case.compartment_id, place, case.id, bytes(sealed)) if sealed else ""


def _points(opener: Opener, complaint: Complaint) -> tuple[Checked, ...]:
    key = complaint.case.compartment_id
    return tuple(
        Checked(
            row.position,
            opener.text(key, POINT_TEXT, row.id, bytes(row.text)),
            opener.text(key, POINT_FINDING, row.id, bytes(row.finding)) if row.finding else "",
        )
        for row in complaint.points.all()
    )


def _title(opener: Opener, case: Case) -> str:
    return _of_case(opener, case, TITLE, case.title)


def _messages(
    opener: Opener, case: Case, file_address: FileAddress, *, notes: bool, harm: bool
) -> dict[str, Words]:
    rows = case.messages.prefetch_related("attachments")
    if not notes:
        rows = rows.exclude(direction=Direction.NOTE)
    return {
        str(row.id): Words(
            _text(opener, case, row),
            tuple(
                FileLink(
                    file_name(opener, case, file),
                    file_address(file),
                    file.size,
                    file.type,
                    scan=file.scan if notes else "",
                )
                for file in row.attachments.all()
                if harm or file.scan != Scan.QUARANTINED
            ),
        )
        for row in rows
    }


def _text(opener: Opener, case: Case, row: Message) -> str:
    return opener.text(case.compartment_id, TEXT, row.id, bytes(row.text)) if row.text else ""


def file_name(opener: Opener, case: Case, file: Attachment) -> str:
    """The name under which a file was sent; its id where it had none."""
    if not file.name:
        return str(file.id)
    return opener.text(case.compartment_id, FILE_NAME, file.id, bytes(file.name))


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
