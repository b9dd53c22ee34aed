"""Each kind of row against the facts that speak of it. Every function returns what is wrong, or None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from camket.arrivals.models import Arrival
from camket.cases.models import Case, Message
from camket.complaints.models import Decision, Remedy
from camket.complaints.rules.moves import replay as replay_complaint
from camket.evidence.rules import RecordedFact
from camket.promises.models import Promise
from camket.promises.rules import replay as replay_promise

Facts = Sequence[RecordedFact]


def arrival_fault(row: Arrival | None, facts: Facts) -> str | None:
    """An arrival ended where its last fact says."""
    last = facts[-1].body
    if row is None:
        return "the arrival is gone"
    if (row.outcome, row.case_number or None) != (last["outcome"], last["case"]):
        return "its outcome was changed without a fact"
    if row.received_at != datetime.fromisoformat(last["received_at"]):
        return "its time of receipt was changed"
    return None


def case_fault(case: Case, status: str | None, facts: Facts) -> str | None:
    """A case is what it was opened as, unless a fact says otherwise."""
    said = facts[0].body
    if facts[0].kind != "case.opened" or (case.channel, case.customer.ref, case.received_at) != (
        said["channel"],
        said["customer"],
        datetime.fromisoformat(said["received_at"]),
    ):
        return "it does not say what its first fact says"
    if case.kind != _last(facts, "case.kind_changed", "to", said["kind"]):
        return "its kind was changed without a fact"
    if fault := _care_fault(case, facts):
        return fault
    raised = [fact.at for fact in facts if fact.kind == "case.raised"]
    if case.raised_at != (raised[-1] if raised else None):
        return "it was raised, or taken back, without a fact"
    if status != replay_complaint(fact.kind for fact in facts):
        return "the complaint's state is not the one its facts lead to"
    return None


def _care_fault(case: Case, facts: Facts) -> str | None:
    """Who has the case, who is complained about, and whether it has priority."""
    if (case.handler.ref if case.handler else None) != _handler(facts):
        return "its handler was changed without a fact"
    concerned = _last(facts, "case.about_staff", "staff", None)
    if (case.about_staff.ref if case.about_staff else None) != concerned:
        return "the person complained about was changed without a fact"
    given = any(fact.kind == "case.priority_given" for fact in facts)
    if case.priority != (given or bool(facts[0].body["priority"])):
        return "its priority was changed without a fact"
    return None


def _last(facts: Facts, kind: str, name: str, otherwise: Any) -> Any:
    return next((f.body[name] for f in reversed(facts) if f.kind == kind), otherwise)


def _handler(facts: Facts) -> str | None:
    handler: str | None = None
    for fact in facts:
        if fact.kind == "case.assigned":
            handler = fact.body["to"]
        elif fact.kind == "case.about_staff" and fact.body["staff"] == handler:
            handler = None
    return handler


def message_fault(rows: Mapping[str, Message], facts: Facts) -> str | None:
    """The messages of a case are those that its facts commit to: none added, removed or turned round."""
    said = {
        name.removeprefix("message:"): str(fact.body.get("direction", "in"))
        for fact in facts
        for name in fact.commitments
        if name.startswith("message:")
    }
    if {pk: row.direction for pk, row in rows.items()} != said:
        return "its messages are not those of its facts"
    return None


def decision_fault(
    rows: Mapping[str, Decision], remedies: Sequence[Remedy], facts: Facts
) -> str | None:
    """Decisions and remedies are those that were recorded."""
    said = {fact.body["decision"]: fact.body for fact in facts if fact.kind == "complaint.decided"}
    if rows.keys() != said.keys():
        return "its decisions are not those of its facts"
    for pk, row in rows.items():
        body = said[pk]
        if [row.outcome, row.our_error, row.as_agreed] != [
            body["outcome"],
            body["our_error"],
            body["as_agreed"],
        ]:
            return "a decision was changed after it was made"
        given = [
            {"kind": r.kind, "due": r.due.isoformat(), "amount": r.amount}
            for r in remedies
            if str(r.decision_id) == pk
        ]
        if given != list(body["remedies"]):
            return "a remedy was changed after it was promised"
    done = {fact.body["remedy"] for fact in facts if fact.kind == "complaint.remedy_done"}
    if {str(row.pk) for row in remedies if row.done_at} != done:
        return "a remedy was marked as done without a fact"
    return None


def promise_fault(rows: Sequence[Promise], facts: Facts) -> str | None:
    """Promises are those that were given, word for word, in the state that their facts lead to."""
    kinds: dict[str, list[str]] = {}
    made: dict[str, Mapping[str, Any]] = {}
    for fact in facts:
        if fact.kind.startswith("promise."):
            kinds.setdefault(fact.body["promise"], []).append(fact.kind)
        if fact.kind == "promise.made":
            made[fact.body["promise"]] = fact.body
    if {str(row.id) for row in rows} != made.keys():
        return "its promises are not those of its facts"
    for row in rows:
        if not _says_the_same(row, made[str(row.id)]):
            return "a promise was changed after it was given"
        if row.state != replay_promise(kinds[str(row.id)]):
            return "a promise's state is not the one its facts lead to"
    return None


def _says_the_same(row: Promise, made: Mapping[str, Any]) -> bool:
    """Whether everything that was frozen is still what was given."""
    frozen = {
        "kind": row.kind,
        "basis": row.basis,
        "clause": row.clause_id,
        "clause_digest": row.clause_digest,
        "calendar": row.calendar_version,
        "received_at": row.received_at,
        "limit": row.limit.isoformat(),
        "aim": row.aim.isoformat() if row.aim else None,
        "arithmetic": row.arithmetic,
        "aim_arithmetic": row.aim_arithmetic,
    }
    given = {**made, "received_at": datetime.fromisoformat(made["received_at"])}
    same = all(value == given[name] for name, value in frozen.items())
    return same and row.due_at == row.due.ends_at


def account_fault(customers: frozenset[str], facts: Sequence[RecordedFact]) -> str | None:
    """Whether exactly those customers stand in an account that its facts put there."""
    joined = {
        str(fact.body["customer"]) for fact in facts if fact.kind == "account.customer_joined"
    }
    if customers - joined:
        return "a customer was put into the account without a fact"
    return "a customer is gone from the account" if joined - customers else None
