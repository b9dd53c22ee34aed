"""Whether what is sealed is still what its facts committed to. Nobody reads it for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from camket.arrivals.models import REMARK, Arrival
from camket.cases.models import FILE_NAME, SENDER_NAME, TEXT, TITLE
from camket.complaints.models import (
    LEGAL_BASIS,
    POINT_FINDING,
    POINT_REASONS,
    POINT_TEXT,
    PRODUCT,
    QUESTION,
    REMEDY_DETAIL,
    SOUGHT,
)
from camket.notices.models import CALL_NOTE, HTML, SHORT, SUBJECT
from camket.notices.models import TEXT as LETTER_TEXT
from camket.reports.comparing.facts import Facts, commitments, of_kind
from camket.reports.rows import CaseRows
from camket.vault.actions import BROKEN, ERASED, Prover

Value = tuple[str, str, UUID, bytes | memoryview | None]
"""The name of its commitment ("" where it has none), the place, the row, and what is sealed."""


class SealsOfCases:
    """Looks at everything that is sealed in some cases."""

    def __init__(self, found: Iterable[CaseRows]) -> None:
        self._prover = Prover(rows.case.compartment_id for rows in found)

    def fault(self, rows: CaseRows, facts: Facts) -> str | None:
        """The first thing that does not open, is not what was committed to, or is gone."""
        said = {**commitments(facts), **_of_decisions(facts)}
        if any(told.notice.compartment_id != rows.case.compartment_id for told in rows.notices):
            return "a notice was moved to another compartment"
        for name, place, row, sealed in _values(rows):
            if fault := self._fault(rows, said.get(name), place, row, sealed):
                return fault
        for file in rows.files:
            if file.blob.compartment_id != rows.case.compartment_id:
                return "the content of a file is that of another case"
            mark = self._prover.commitment_of_blob(file.blob)
            if mark not in {ERASED, said[f"file:{file.pk}"]}:
                return "the content of a file was changed"
        return None

    def _fault(
        self,
        rows: CaseRows,
        said: str | None,
        place: str,
        row: UUID,
        sealed: bytes | memoryview | None,
    ) -> str | None:
        if sealed is None:
            return f"{place} was removed" if said else None
        mark = self._prover.commitment(rows.case.compartment_id, place, row, sealed)
        if mark == ERASED or (said is None and mark != BROKEN):
            return None
        return f"{place} is not what was written" if mark != said else None


def _of_decisions(facts: Facts) -> dict[str, str]:
    """The commitments of decisions: each decision has its own reasons for the same points."""
    return {
        f"{fact.body['decision']}:{name}": mark
        for fact in of_kind(facts, "complaint.decided")
        for name, mark in fact.commitments.items()
    }


def _values(rows: CaseRows) -> Iterator[Value]:
    """Everything that is sealed in a case, but the content of files."""
    yield "title", TITLE, rows.case.pk, rows.case.title
    yield "sender_name", SENDER_NAME, rows.case.pk, rows.case.sender_name
    for message in rows.messages:
        yield f"message:{message.pk}", TEXT, message.pk, message.text
    for file in rows.files:
        yield "", FILE_NAME, file.pk, file.name
    yield from _of_complaint(rows)
    yield from _of_notices(rows)


def _of_complaint(rows: CaseRows) -> Iterator[Value]:
    if rows.complaint is not None:
        yield "product", PRODUCT, rows.complaint.pk, rows.complaint.product
        yield "sought", SOUGHT, rows.complaint.pk, rows.complaint.sought
    for point in rows.points:
        yield f"point:{point.position}", POINT_TEXT, point.pk, point.text
        yield f"finding:{point.position}", POINT_FINDING, point.pk, point.finding
    for question in rows.questions:
        yield f"question:{question.pk}", QUESTION, question.pk, question.text
    for decision in rows.decisions:
        yield f"{decision.pk}:legal_basis", LEGAL_BASIS, decision.pk, decision.legal_basis
    for answer in rows.answers:
        name = f"{answer.decision_id}:reasons:{answer.point.position}"
        yield name, POINT_REASONS, answer.pk, answer.reasons
    for remedy in rows.remedies:
        yield f"remedy:{remedy.pk}", REMEDY_DETAIL, remedy.pk, remedy.detail


def _of_notices(rows: CaseRows) -> Iterator[Value]:
    for told in rows.notices:
        notice = told.notice
        yield f"notice:{notice.pk}", LETTER_TEXT, notice.pk, notice.text
        yield "", SUBJECT, notice.pk, notice.subject
        yield "", HTML, notice.pk, notice.html
        yield "", SHORT, notice.pk, notice.short
        for attempt in told.attempts:
            yield f"call:{attempt.pk}", CALL_NOTE, attempt.pk, attempt.note


class SealsOfArrivals:
    """Looks at the raw bytes of some arrivals."""

    def __init__(self, found: Iterable[Arrival]) -> None:
        self._prover = Prover(row.compartment_id for row in found)

    def fault(self, row: Arrival) -> str | None:
        """Whether the raw bytes, or the remark of who dismissed them, do not open any more."""
        if row.raw.compartment_id != row.compartment_id:
            return "its raw bytes are those of another arrival"
        if self._prover.commitment_of_blob(row.raw) == BROKEN:
            return "its raw bytes were changed"
        remark = row.remark
        if remark is None:
            return None
        mark = self._prover.commitment(row.compartment_id, REMARK, row.pk, remark)
        return "its remark was changed" if mark == BROKEN else None
