"""Reading chains. What happened is told from here; nobody else touches the rows."""

from __future__ import annotations

from camket.evidence.models import Fact
from camket.evidence.rules import RecordedFact


def facts_of(subject: str) -> list[RecordedFact]:
    """The facts of one chain in their order. Nothing is verified here. One query."""
    return [
        RecordedFact(
            fact.subject,
            fact.position,
            fact.kind,
            fact.at,
            fact.by,
            fact.body,
            fact.commitments,
            fact.previous,
        )
        for fact in Fact.objects.filter(subject=subject).order_by("position")
    ]
