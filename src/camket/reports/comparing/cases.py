"""A case, its messages and its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from camket.arrivals.submission import Matter
from camket.cases.models import Attachment, Case, Message
from camket.cases.rules import Direction, Scan
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import ENDS, Status
from camket.evidence.rules import RecordedFact
from camket.promises.models import Promise
from camket.promises.rules import State
from camket.reports.comparing.facts import Facts, differing, instant, last, of_kind

FILE, MESSAGE = "file:", "message:"
PEOPLE = {
    "customer": "its customer",
    "taken_by": "who took it in",
    "handler": "its handler",
    "about_staff": "the person complained about",
}


def case_fault(
    case: Case, complaint: Complaint | None, promises: Sequence[Promise], facts: Facts
) -> str | None:
    """A case is what it was opened as, unless a fact says otherwise."""
    if facts[0].kind != "case.opened":
        return "its first fact does not open it"
    said = facts[0].body
    as_opened = {
        "channel": said["channel"],
        "language": said["language"],
        "compartment_id": UUID(said["compartment"]),
        "received_at": instant(said["received_at"]),
        "opened_at": facts[0].at,
        "after_hours": said["after_hours"],
    }
    moved = last(facts, "case.contact_changed")
    told_at = (moved or facts[0]).body
    raised = last(facts, "case.raised")
    kind = last(facts, "case.kind_changed")
    since = {
        "answer_at_id": UUID(told_at["answer_at"]) if told_at["answer_at"] else None,
        "phone_id": UUID(told_at["phone"]) if told_at["phone"] else None,
        "kind": kind.body["to"] if kind else said["kind"],
        "priority": said["priority"] or last(facts, "case.priority_given") is not None,
        "raised_at": raised.at if raised else None,
        "due_at": _due(promises),
        "closed_at": _closed_at(case, complaint, promises, facts),
    }
    if wrong := differing(case, {**as_opened, **since}):
        return f"its {wrong} is not what its facts say"
    return _people_fault(case, facts)


def _people_fault(case: Case, facts: Facts) -> str | None:
    """Whose case it is, who has it, who took it in, and who is complained about."""
    concerned = last(facts, "case.about_staff")
    said = {
        "customer": facts[0].body["customer"],
        "taken_by": facts[0].body["taken_by"],
        "handler": _handler(facts),
        "about_staff": concerned.body["staff"] if concerned else None,
    }
    for name, ref in said.items():
        person, key = getattr(case, name), getattr(case, f"{name}_id")
        if (person.ref if person else key) != ref:
            return f"{PEOPLE[name]} was changed without a fact"
    return None


def _handler(facts: Facts) -> str | None:
    handler: str | None = None
    for fact in of_kind(facts, "case.assigned", "case.about_staff"):
        if fact.kind == "case.assigned":
            handler = fact.body["to"]
        elif fact.body["staff"] == handler:
            handler = None
    return handler


def _due(promises: Sequence[Promise]) -> datetime | None:
    """When the first thing that is still owed was, or is, due."""
    owed = [row for row in promises if row.state != State.SUPERSEDED and row.done_at is None]
    return min((row.due_at for row in owed), default=None)


def _closed_at(
    case: Case, complaint: Complaint | None, promises: Sequence[Promise], facts: Facts
) -> datetime | None:
    """When it was closed: a complaint ends with its last remedy, another matter when somebody says so."""
    if complaint is None:
        fact = last(facts, "case.closed", "case.reopened")
        return fact.at if fact and fact.kind == "case.closed" else None
    ends = last(facts, "case.closed", "case.reopened", "complaint.remedy_done", *ENDS)
    if ends is None or ends.kind == "case.reopened":
        return None
    if case.kind == Matter.COMPLAINT or ends.kind != "case.closed":
        still_open = complaint.status != Status.CLOSED or _due(promises) is not None
        return None if still_open else ends.at
    return ends.at


def message_fault(rows: Mapping[str, Message], facts: Facts) -> str | None:
    """The messages of a case are those that its facts commit to: none added, removed or turned round."""
    said = {
        name.removeprefix(MESSAGE): _as_sent(fact)
        for fact in facts
        for name in fact.commitments
        if name.startswith(MESSAGE)
    }
    if rows.keys() != said.keys():
        return "its messages are not those of its facts"
    for pk, row in rows.items():
        if differing(row, said[pk]):
            return "a message was changed after it was kept"
    return None


def _as_sent(fact: RecordedFact) -> dict[str, Any]:
    """What a message's row says, by the fact of the message, or by that of the case which it opened."""
    said = fact.body
    opened = fact.kind == "case.opened"
    return {
        "direction": Direction.IN if opened else said["direction"],
        "channel": said["channel"],
        "by": said["customer"] if opened else said["from"],
        "at": instant(said["received_at"] if opened else said["sent_at"]),
        "arrival": UUID(said["arrival"]) if said["arrival"] else None,
    }


def file_fault(rows: Sequence[Attachment], facts: Facts) -> str | None:
    """The files are those that its facts commit to, each with its message; what does harm is locked away."""
    said = {
        (name.removeprefix(FILE), fact.body["message"])
        for fact in facts
        for name in fact.commitments
        if name.startswith(FILE)
    }
    if {(str(row.pk), str(row.message_id)) for row in rows} != said:
        return "its files are not those of its facts"
    harmful = {fact.body["file"] for fact in of_kind(facts, "case.file_quarantined")}
    if {str(row.pk) for row in rows if row.scan == Scan.QUARANTINED} != harmful:
        return "a file was locked away, or let out, without a fact"
    if any(row.size != row.blob.size for row in rows):
        return "a file's size was changed"
    return None
