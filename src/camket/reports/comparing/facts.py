"""Asking a chain what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from camket.evidence.rules import RecordedFact

Facts = Sequence[RecordedFact]


def of_kind(facts: Facts, *kinds: str) -> Iterator[RecordedFact]:
    """The facts of these kinds, in their order."""
    return (fact for fact in facts if fact.kind in kinds)


def last(facts: Facts, *kinds: str) -> RecordedFact | None:
    """The newest fact of these kinds."""
    return next((fact for fact in reversed(facts) if fact.kind in kinds), None)


def instant(text: str) -> datetime:
    """An instant as a fact's body writes it."""
    return datetime.fromisoformat(text)


def differing(row: object, said: Mapping[str, Any]) -> str | None:
    """The first column of a row that does not hold what its facts say."""
    return next((name for name, value in said.items() if getattr(row, name) != value), None)


def commitments(facts: Facts) -> dict[str, str]:
    """Every commitment of a chain by its name; what was written again stands as it was written last."""
    return {name: mark for fact in facts for name, mark in fact.commitments.items()}
