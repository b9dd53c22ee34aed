"""Breach notices: when they were told and decided, by whom, and what either side put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from camket.cases.rules import Scan
from camket.evidence.rules import RecordedFact
from camket.reports.comparing.facts import Facts, differing, of_kind
from camket.reports.comparing.notices import Told
from camket.terms.models import Breach, Contest, Paper
from camket.terms.rules.breaches import PaperKind, Side
from camket.worktime import Due


@dataclass(slots=True)
class BreachRows:
    """One notice with every row that its chain speaks of."""

    breach: Breach
    contests: list[Contest] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    notices: list[Told] = field(default_factory=list)


def breach_fault(rows: BreachRows, facts: Facts) -> str | None:
    """The notice stands as its facts say."""
    wrong = differing(rows.breach, _said(facts)) or _relations(rows.breach, facts)
    if wrong:
        return f"the notice's {wrong} is not what its facts say"
    contests = {(str(row.pk), row.by, row.at) for row in rows.contests}
    told = {(f.body["contest"], f.by, f.at) for f in of_kind(facts, "breach.contested")}
    if contests != told:
        return "what was contested is not what its facts say"
    if {_paper(row) for row in rows.papers} != set(_papers(facts)):
        return "its evidence is not that of its facts"
    if any(row.size != (row.blob.size if row.blob else 0) for row in rows.papers):
        return "the size of a file was changed"
    harmful = {f.body["paper"] for f in of_kind(facts, "breach.paper_quarantined")}
    if {str(row.pk) for row in rows.papers if row.scan == Scan.QUARANTINED} != harmful:
        return "which of its files do harm is not what its facts say"
    return None


def _said(facts: Facts) -> dict[str, Any]:
    first = facts[0]
    said: dict[str, Any] = {
        "asserted_at": first.at,
        "clause_id": first.body["clause"],
        "clause_digest": first.body["clause_digest"],
        **dict.fromkeys(["told_at", "ended_at", "decided_at"]),
        **dict.fromkeys(["outcome", "measure"], ""),
        **_time(first),
    }
    for fact in facts:
        if fact.kind == "breach.told":
            said |= {"told_at": fact.at, **_time(fact)}
        elif fact.kind == "breach.untold":
            said |= {"told_at": None, "ended_at": None}
        elif fact.kind == "breach.time_ended":
            said["ended_at"] = fact.at
        elif fact.kind == "breach.decided":
            said |= {"decided_at": fact.at, **fact.body}
    return said


def _time(fact: RecordedFact) -> dict[str, Any]:
    due = Due.from_json(fact.body["arithmetic"])
    return {
        "calendar_version": fact.body["calendar"],
        "contest_until": due.due,
        "ends_at": due.ends_at,
        "arithmetic": fact.body["arithmetic"],
    }


def _relations(row: Breach, facts: Facts) -> str | None:
    first = facts[0]
    decided = next((fact.by for fact in of_kind(facts, "breach.decided")), None)
    pairs = (
        ("id", str(row.id), first.body["breach"]),
        ("customer", row.customer.ref, first.body["customer"]),
        ("compartment", str(row.compartment_id), first.body["compartment"]),
        ("case", row.case.number, first.body["case"]),
        ("asserter", row.asserted_by.ref, first.by),
        ("decider", row.decided_by.ref if row.decided_by else None, decided),
    )
    return next((name for name, there, said in pairs if there != said), None)


def _paper(row: Paper) -> tuple[Any, ...]:
    contest = str(row.contest_id) if row.contest_id else None
    return str(row.pk), row.side, row.kind, contest, row.at


def _papers(facts: Facts) -> Iterator[tuple[Any, ...]]:
    for fact in of_kind(facts, "breach.asserted", "breach.contested"):
        contest = fact.body.get("contest")
        side = Side.CUSTOMER if contest else Side.COMPANY
        for name in fact.commitments:
            kind, _, pk = name.partition(":")
            if kind == "paper":
                is_file = f"file:{pk}" in fact.commitments
                shown = PaperKind.FILE if is_file else PaperKind.REFERENCE
                yield pk, str(side), str(shown), contest, fact.at
