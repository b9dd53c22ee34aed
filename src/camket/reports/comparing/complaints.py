"""A complaint: where it stands, its points, questions, decisions and remedies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from camket.complaints.models import Complaint, Decision, Point, PointAnswer, Question, Remedy
from camket.complaints.rules.moves import MOVE_FACTS, OPENED_FACT, Status, replay
from camket.evidence.rules import RecordedFact
from camket.reports.comparing.facts import Facts, differing, instant, last, of_kind
from camket.worktime import Due

LEGAL = ("our_error", "as_agreed")


def complaint_fault(row: Complaint | None, facts: Facts) -> str | None:
    """A complaint stands where its facts lead to, and waits for what they say."""
    status = replay(fact.kind for fact in facts)
    if row is None or status is None:
        return "the complaint and its facts do not belong together" if row or status else None
    moved = last(facts, OPENED_FACT, *MOVE_FACTS)
    said = {
        "status": status,
        "status_at": moved.at if moved else None,
        "silence_ends_at": _silence_ends(status, facts),
        **_waiting(status, facts),
    }
    wrong = differing(row, said)
    return f"the complaint's {wrong} is not the one its facts lead to" if wrong else None


def _silence_ends(status: Status, facts: Facts) -> datetime | None:
    """Until when a told result waits for a word; one that came has ended the silence."""
    newest = last(facts, "complaint.told", "complaint.replied")
    if status != Status.TOLD or newest is None or newest.kind == "complaint.replied":
        return None
    return _day_ends(newest.body["silence_ends"])


def _waiting(status: Status, facts: Facts) -> dict[str, Any]:
    """Until when the customer's answer is waited for, and when to remind, by the last question."""
    asked = last(facts, "complaint.asked")
    if status != Status.WAITING or asked is None:
        return dict.fromkeys(["waiting_until", "wait_ends_at", "remind_at"])
    newest = last(facts, "complaint.asked", "complaint.reminded")
    reminded = newest is not None and newest.kind == "complaint.reminded"
    return {
        "waiting_until": date.fromisoformat(asked.body["answer_by"]),
        "wait_ends_at": _day_ends(asked.body["answer_by"]),
        "remind_at": None if reminded else instant(asked.body["remind_at"]),
    }


def _day_ends(day: str) -> datetime:
    return Due(date.fromisoformat(day), "", ()).ends_at


def point_fault(rows: Sequence[Point], facts: Facts) -> str | None:
    """The points are those that were taken in or added, each checked when and by whom the facts say."""
    opened = last(facts, OPENED_FACT)
    taken_in = int(opened.body["points"]) if opened else 0
    added = {fact.body["point"] for fact in of_kind(facts, "complaint.point_added")}
    if {row.position for row in rows} != set(range(1, taken_in + 1)) | added:
        return "its points are not those of its facts"
    checked = {fact.body["point"]: fact for fact in of_kind(facts, "complaint.point_checked")}
    for row in rows:
        fact = checked.get(row.position)
        if (row.checked_at, row.checked_by) != ((fact.at, fact.by) if fact else (None, "")):
            return "a point was checked, or not, without a fact"
    return None


def question_fault(rows: Mapping[str, Question], facts: Facts) -> str | None:
    """The questions are those that were asked, answered and reminded of when the facts say."""
    said: dict[str, dict[str, Any]] = {}
    for fact in of_kind(facts, "complaint.asked", "complaint.answered", "complaint.reminded"):
        unanswered = [asked for asked in said.values() if asked["answered_at"] is None]
        if fact.kind == "complaint.asked":
            said[fact.body["question"]] = _as_asked(fact)
        stamp = "answered_at" if fact.kind == "complaint.answered" else "reminded_at"
        for asked in unanswered if fact.kind != "complaint.asked" else ():
            asked[stamp] = fact.at
    if rows.keys() != said.keys():
        return "its questions are not those of its facts"
    if any(differing(row, said[pk]) for pk, row in rows.items()):
        return "a question was changed without a fact"
    return None


def _as_asked(fact: RecordedFact) -> dict[str, Any]:
    return {
        "asked_at": fact.at,
        "asked_by": fact.by,
        "answer_by": date.fromisoformat(fact.body["answer_by"]),
        "arithmetic": fact.body["arithmetic"],
        "answered_at": None,
        "reminded_at": None,
    }


def decision_fault(
    rows: Mapping[str, Decision], answers: Sequence[PointAnswer], facts: Facts
) -> str | None:
    """Decisions, and what they say on each point, are those that were recorded."""
    decided = {fact.body["decision"]: fact for fact in of_kind(facts, "complaint.decided")}
    if rows.keys() != decided.keys():
        return "its decisions are not those of its facts"
    for pk, row in rows.items():
        fact = decided[pk]
        said = {name: fact.body.get(name) for name in ("outcome", *LEGAL)}
        if differing(row, {**said, "decided_at": fact.at, "decided_by": fact.by}):
            return "a decision was changed after it was made"
        mine = [one for one in answers if str(one.decision_id) == pk]
        if any(one.point.complaint_id != row.complaint_id for one in mine):
            return "what was decided on a point was moved to another complaint"
        given = {str(one.point.position): one.outcome for one in mine}
        if given != dict(fact.body["answers"]):
            return "what was decided on a point was changed"
        legal: Mapping[str, Mapping[str, Any]] = fact.body.get("legal", {})
        if any(differing(one, _legal(legal, one)) for one in mine):
            return "what the law asks of a point was answered otherwise"
    return None


def _legal(legal: Mapping[str, Mapping[str, Any]], answer: PointAnswer) -> Mapping[str, Any]:
    """What a decision's fact says to the legal questions of one point; an old one says nothing of points."""
    return legal.get(str(answer.point.position), dict.fromkeys(LEGAL))


def remedy_fault(rows: Sequence[Remedy], facts: Facts) -> str | None:
    """Remedies are those that were promised, done when the facts say."""
    promised = {
        (fact.body["decision"], remedy["remedy"]): remedy
        for fact in of_kind(facts, "complaint.decided")
        for remedy in fact.body["remedies"]
    }
    if {(str(row.decision_id), str(row.pk)): row.given() for row in rows} != promised:
        return "a remedy was changed after it was promised"
    done = {fact.body["remedy"]: fact.at for fact in of_kind(facts, "complaint.remedy_done")}
    if {str(row.pk): row.done_at for row in rows if row.done_at} != done:
        return "a remedy was marked as done without a fact"
    return None
