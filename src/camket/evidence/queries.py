"""Recomputing everything: chains, signatures, the log and its checkpoints. Reads in a stream."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db.models import F

from camket.evidence.merkle import Frontier, inclusion_proof, leaf_hash
from camket.evidence.models import Chain, Checkpoint, Fact, Leaf
from camket.evidence.rules import (
    GENESIS,
    RecordedFact,
    is_signed,
    public_key,
    signature,
)
from camket.vault.keys import keys

TOGETHER = 2_000
CHAINS_TOGETHER = 300
ChainsCheck = Callable[[Mapping[str, Sequence[RecordedFact]]], str | None]
"""Compares rows of higher rooms with the facts of their chains; says what is wrong first, or None."""


@dataclass(slots=True)
class Verification:
    """What was recomputed, and the first thing that was wrong, in words."""

    chains: int = 0
    facts: int = 0
    checkpoints: int = 0
    leaves: int = 0
    without_a_key: int = 0
    fault: str | None = None


def recorded(fact: Fact) -> RecordedFact:
    """A row as the value that is hashed."""
    return RecordedFact(
        fact.subject,
        fact.position,
        fact.kind,
        fact.at,
        fact.by,
        fact.body,
        fact.commitments,
        fact.previous,
    )


def facts_of(subject: str, *, without: str = "") -> list[RecordedFact]:
    """The facts of one chain in their order. Nothing is verified here. One query.

    `without` leaves out those whose kind begins like that: an outage has thousands of one kind.
    """
    rows = Fact.objects.filter(subject=subject).order_by("position")
    if without:
        rows = rows.exclude(kind__startswith=without)
    return [recorded(fact) for fact in rows]


def verify_chains(subject: str | None, check: ChainsCheck, result: Verification) -> None:
    """Recompute every chain (or one) up to the first fault; `check` compares rows with the facts.

    Facts are read in a stream, and `check` is given a few hundred chains at a time, so that neither the
    memory nor the number of queries follows the size of the desk.
    """
    heads = {chain.subject: chain for chain in _of(Chain.objects.all(), subject)}
    rows = _of(Fact.objects.order_by("subject", "position"), subject)
    stream = groupby(rows.iterator(chunk_size=TOGETHER), key=attrgetter("subject"))
    while batch := {name: list(facts) for name, facts in islice(stream, CHAINS_TOGETHER)}:
        result.chains += len(batch)
        result.facts += sum(map(len, batch.values()))
        faults = (
            _chain_fault(chain) or _head_fault(heads.pop(name, None), chain)
            for name, chain in batch.items()
        )
        result.fault = next(filter(None, faults), None) or check(
            {name: [recorded(fact) for fact in chain] for name, chain in batch.items()}
        )
        if result.fault:
            return
    for name in heads:
        result.fault = f"{name}: the chain has a head and no facts"
        return


def _of(rows: Any, subject: str | None) -> Any:
    return rows.filter(subject=subject) if subject else rows


def _chain_fault(chain: Sequence[Fact]) -> str | None:
    previous = GENESIS
    key = keys().facts
    for position, fact in enumerate(chain, start=1):
        where = f"{fact.subject} #{fact.position}"
        if fact.position != position:
            return f"{where}: fact {position} is missing or stands elsewhere"
        if fact.previous != previous:
            return f"{where}: it does not continue the fact before it"
        digest = recorded(fact).digest()
        if digest != fact.digest:
            return f"{where}: its content was changed"
        if not hmac.compare_digest(signature(key, digest), fact.mac):
            return f"{where}: its signature is not ours"
        previous = digest
    return None


def _head_fault(head: Chain | None, chain: Sequence[Fact]) -> str | None:
    last = chain[-1]
    if head is None:
        return f"{last.subject}: the chain has lost its head"
    if (head.length, head.head) != (last.position, last.digest):
        return f"{last.subject}: the head names {head.length} facts, the chain has {last.position}"
    return None


def verify_log(result: Verification) -> None:
    """Recompute the log from its leaves, and compare every checkpoint with it."""
    checkpoints = {row.size: row for row in Checkpoint.objects.all()}
    frontier = Frontier()
    for leaf in _leaves():
        fault = _leaf_fault(leaf, frontier.size)
        if fault:
            result.fault = fault
            return
        frontier.add(leaf_hash(bytes.fromhex(leaf.digest)))
        result.leaves += 1
        row = checkpoints.pop(frontier.size, None)
        if row is not None:
            result.checkpoints += 1
            result.fault = _checkpoint_fault(row, frontier.root().hex())
            if result.fault:
                return
    for size in checkpoints:
        result.fault = f"checkpoint {size}: the log has only {frontier.size} leaves"
        return
    if result.leaves and not result.checkpoints:
        result.fault = "the log has leaves and no checkpoint"


def _leaves() -> Iterator[Leaf]:
    rows = Leaf.objects.order_by("index").annotate(fact_digest=F("fact__digest"))
    return rows.iterator(chunk_size=TOGETHER)


def _leaf_fault(leaf: Leaf, expected: int) -> str | None:
    if leaf.index != expected:
        return f"leaf {expected} is missing"
    if getattr(leaf, "fact_digest", None) is None:
        return f"leaf {leaf.index}: its fact is gone"
    if leaf.fact_digest != leaf.digest:  # type: ignore[attr-defined]
        return f"leaf {leaf.index}: its fact was changed after it was signed"
    return None


def _checkpoint_fault(row: Checkpoint, root: str) -> str | None:
    if row.root != root:
        return f"checkpoint {row.size}: its root is not the log's"
    if not is_signed(public_key(keys().log), row.text, row.signature):
        return f"checkpoint {row.size}: its signature is not ours"
    return None


def verify_published(folder: Path, result: Verification) -> None:
    """Every checkpoint that was published still stands in the log: nobody has cut it back and signed less."""
    rows = {row.size: row for row in Checkpoint.objects.all()}
    for file in sorted(folder.glob("*.txt")):
        row = rows.get(int(file.stem)) if file.stem.isdecimal() else None
        if row is None or published_text(row) != file.read_text("utf-8", "replace"):
            result.fault = f"checkpoint {file.stem}: it was published, and the log does not hold it"
            return


def published_text(row: Checkpoint) -> str:
    """A checkpoint as it is published: the signed text, the key, the signature."""
    return f"{row.text}{public_key(keys().log)}\n{row.signature}\n"


def subjects_without_a_chain(subjects: Sequence[str]) -> list[str]:
    """Which of these subjects have no chain at all."""
    known = set(Chain.objects.values_list("subject", flat=True).iterator(chunk_size=TOGETHER))
    return [subject for subject in subjects if subject not in known]


def has_chains_besides(*subjects: str) -> bool:
    """Whether anything was recorded about another subject than these."""
    return Chain.objects.exclude(subject__in=subjects).exists()


def has_chains() -> bool:
    """Whether anything was recorded at all."""
    return Chain.objects.exists()


def receipt(subject: str) -> dict[str, Any]:
    """What a customer can verify offline: the facts of a chain, and their places in the signed log."""
    facts = list(Fact.objects.filter(subject=subject).order_by("position").select_related("leaf"))
    last = Checkpoint.objects.order_by("-size").first()
    signed = [fact for fact in facts if last and hasattr(fact, "leaf")]
    leaves = [
        leaf_hash(bytes.fromhex(digest))
        for digest in Leaf.objects.order_by("index").values_list("digest", flat=True)
    ]
    return {
        "facts": [recorded(fact).canonical().decode() for fact in facts],
        "checkpoint": _shown(last) if last else None,
        "proofs": {
            str(fact.position): {
                "index": fact.leaf.index,
                "path": [step.hex() for step in inclusion_proof(fact.leaf.index, leaves)],
            }
            for fact in signed
        },
    }


def _shown(row: Checkpoint) -> dict[str, str]:
    return {"text": row.text, "signature": row.signature, "key": public_key(keys().log)}
