"""What customers have, and what outages brought them: each row is what its chains say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from camket.evidence.rules import RecordedFact
from camket.reports.comparing.facts import Facts, commitments, differing, instant, last, of_kind
from camket.services.models import Concern, Holding, Outage, Report


def holding_fault(
    row: Holding | None, concerns: Sequence[Concern], reports: Sequence[Report], facts: Facts
) -> str | None:
    """A holding is what was entered until it ended, with the outages that concern it and what was reported."""
    if row is None:
        return "the holding is gone"
    if facts[0].kind != "holding.entered":
        return "its first fact does not enter it"
    if wrong := differing(row, _entered(facts)):
        return f"its {wrong} is not what its facts say"
    if row.customer.ref != facts[0].body["customer"]:
        return "its customer was changed without a fact"
    if (row.reference is None) == ("reference" in commitments(facts)):
        return "its reference was removed, or added"
    return _concerns_fault(concerns, facts) or _reports_fault(reports, facts)


def _entered(facts: Facts) -> dict[str, Any]:
    said, ended = facts[0].body, last(facts, "holding.ended")
    return {
        "service": said["service"],
        "compartment_id": UUID(said["compartment"]),
        "since": date.fromisoformat(said["since"]),
        "runs_until": date.fromisoformat(said["runs_until"]) if said["runs_until"] else None,
        "ended_on": date.fromisoformat(ended.body["ended_on"]) if ended else None,
        "entered_at": facts[0].at,
        "entered_by": facts[0].by,
    }


def _concerns_fault(rows: Sequence[Concern], facts: Facts) -> str | None:
    """Exactly those outages concern it that its facts name, and each brought what was credited."""
    said: dict[str, int | None] = {
        fact.body["outage"]: None for fact in of_kind(facts, "outage.concerns")
    }
    for fact in of_kind(facts, "outage.credited"):
        said[fact.body["outage"]] = fact.body["days"]
    if {str(row.outage_id): row.days for row in rows} != said or len(rows) != len(said):
        return "what an outage brought it is not what its facts say"
    return None


def _reports_fault(rows: Sequence[Report], facts: Facts) -> str | None:
    said = {fact.body["report"]: fact for fact in of_kind(facts, "outage.reported")}
    if {str(row.pk) for row in rows} != said.keys():
        return "its reports are not those of its facts"
    for row in rows:
        fact = said[str(row.pk)]
        committed = f"report:{row.pk}" in fact.commitments
        told = (str(row.outage_id), row.what, row.at, row.words is not None)
        if told != (fact.body["outage"], fact.body["what"], fact.at, committed):
            return "a report was changed after it was kept"
    return None


def outage_fault(row: Outage | None, facts: Facts) -> str | None:
    """An outage began, was declared and ended as the chain of its case says."""
    opened = last(facts, "outage.opened")
    if opened is None and row is None:
        return None
    if opened is None or row is None:
        return "its outage is not that of its facts"
    declared, ended = last(facts, "outage.declared"), last(facts, "outage.ended")
    since: RecordedFact = declared or opened
    said = {
        "id": UUID(opened.body["outage"]),
        "service": opened.body["service"],
        "what": since.body["what"],
        "began_at": instant(since.body["began_at"]),
        "declared_at": declared.at if declared else None,
        "ended_at": ended.at if ended else None,
    }
    wrong = differing(row, said)
    return f"its outage's {wrong} is not what its facts say" if wrong else None
