"""Checkpoints: new facts become leaves of one append-only log, and its root is signed and published."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from camket.evidence.merkle import Frontier, leaf_hash
from camket.evidence.models import Checkpoint, Fact, Leaf
from camket.evidence.queries import published_text
from camket.evidence.rules import sign
from camket.rulebook.company import current_policy
from camket.vault.keys import keys

AT_ONCE = 5_000
FOLDER = "checkpoints"


def published_folder() -> Path:
    """Where checkpoints are published."""
    return Path(settings.CAMKET_HOME) / FOLDER


def checkpoint(*, at: datetime) -> Checkpoint | None:
    """Sign everything recorded since the last checkpoint; None where nothing is new.

    The cost grows with what is new. The signed text is published as a file too, so that it exists
    outside the database.
    """
    latest = None
    while made := _checkpoint_batch(at=at):
        latest = made
        _publish(made)
    return latest


@transaction.atomic
def _checkpoint_batch(*, at: datetime) -> Checkpoint | None:
    before = Checkpoint.objects.select_for_update().order_by("-size").first()
    fresh = _not_in_the_log(before)
    if not fresh:
        return None
    frontier = (
        Frontier(before.size, [bytes.fromhex(peak) for peak in before.peaks])
        if before
        else Frontier()
    )
    leaves = []
    for fact in fresh:
        leaves.append(Leaf(index=frontier.size, fact=fact, digest=fact.digest))
        frontier.add(leaf_hash(bytes.fromhex(fact.digest)))
    Leaf.objects.bulk_create(leaves, batch_size=500)
    made = Checkpoint(
        size=frontier.size,
        name=current_policy().company.name,
        root=frontier.root().hex(),
        at=at.replace(microsecond=0),
        peaks=[peak.hex() for peak in frontier.peaks],
    )
    made.signature = sign(keys().log, made.text)
    made.save(force_insert=True)
    return made


def _not_in_the_log(before: Checkpoint | None) -> list[Fact]:
    """The facts that are no leaves yet, oldest first.

    Ids are given before the commit, so a slow transaction may commit below the newest leaf: the search
    begins some thousands earlier than the last leaf, and the log's order is its own.
    """
    facts = Fact.objects.filter(leaf__isnull=True)
    if before is not None:
        newest = Leaf.objects.get(index=before.size - 1).fact_id
        facts = facts.filter(pk__gt=newest - AT_ONCE)
    return list(facts.order_by("id")[:AT_ONCE])


def _publish(made: Checkpoint) -> None:
    """Write the signed text to a file that anybody may copy."""
    folder = published_folder()
    folder.mkdir(exist_ok=True)
    (folder / f"{made.size:012d}.txt").write_text(published_text(made), "utf-8")
