"""Facts stand on their chains in order, each bound to the one before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from camket.evidence.actions import NewFact, bind_reactions, record, record_many
from camket.evidence.models import Chain, Fact
from camket.evidence.rules import GENESIS, RecordedFact
from camket.refusals import ChangedMeanwhile

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_facts_of_one_batch_continue_their_own_chains() -> None:
    record("case:A", "case.opened", at=NOON, by="camket")
    record_many([NewFact(subject, "case.note", NOON, "NV-1") for subject in ("case:A", "case:B")])
    first, second = Fact.objects.filter(subject="case:A").order_by("position")
    assert (first.previous, second.previous) == (GENESIS, first.digest)
    assert Chain.objects.get(subject="case:A").head == second.digest
    assert Chain.objects.get(subject="case:B").length == 1


def test_a_reaction_hears_the_fact_it_was_bound_to() -> None:
    heard: list[RecordedFact] = []
    before = bind_reactions({"promise.broken": [heard.append]})
    try:
        record("case:A", "promise.broken", at=NOON, by="camket")
        record("case:A", "case.note", at=NOON, by="camket")
    finally:
        bind_reactions(before)
    assert [fact.kind for fact in heard] == ["promise.broken"]


def test_recording_nothing_records_nothing() -> None:
    assert record_many([]) == []
    assert not Chain.objects.exists()


def test_who_began_the_same_chain_meanwhile_makes_the_action_start_again() -> None:
    record("case:A", "case.opened", at=NOON, by="camket")
    Chain.objects.all().delete()
    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        record("case:A", "case.opened", at=NOON, by="camket")
