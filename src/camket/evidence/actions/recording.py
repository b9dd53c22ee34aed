"""Recording what happened. Each fact is added to the head of its chain, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from camket.evidence.models import Chain, Fact
from camket.evidence.rules import GENESIS, NewFact, RecordedFact, signature
from camket.refusals import ChangedMeanwhile
from camket.rows import insert
from camket.vault.keys import keys

Reaction = Callable[[RecordedFact], None]
_reactions: dict[str, Sequence[Reaction]] = {}


def bind_reactions(table: Mapping[str, Sequence[Reaction]]) -> dict[str, Sequence[Reaction]]:
    """Say what else happens because of a fact, in the same transaction (config/reactions.py).

    Returns the table that was bound before.
    """
    before = dict(_reactions)
    _reactions.clear()
    _reactions.update(table)
    return before


def record(
    subject: str,
    kind: str,
    *,
    at: datetime,
    by: str,
    body: Mapping[str, Any] | None = None,
    commitments: Mapping[str, str] | None = None,
) -> RecordedFact:
    """Record one fact."""
    return record_many([NewFact(subject, kind, at, by, body, commitments)])[0]


@transaction.atomic
def record_many(new: Sequence[NewFact]) -> list[RecordedFact]:
    """Record many facts in few queries; those of one subject stay in the order given.

    Raises ChangedMeanwhile where another action has added to one of the chains since it was read; the
    caller's transaction is then retried whole.
    """
    if not new:
        return []
    heads = {chain.subject: chain for chain in _lock({fact.subject for fact in new})}
    key = keys().facts
    facts = [_next(fact, heads) for fact in new]
    try:
        insert([_row(fact, digest, key) for fact, digest in facts])
    except IntegrityError as error:
        # Two transactions began the same chain: the position is taken.
        raise ChangedMeanwhile from error
    _move_heads(heads.values())
    for fact, _ in facts:
        for reaction in _reactions.get(fact.kind, ()):
            reaction(fact)
    return [fact for fact, _ in facts]


def hold(*subjects: str) -> None:
    """Let nobody else write about these subjects until the commit.

    Whoever changes a row that others change too (a case, its complaint, a promise) holds its subject first: two
    who work on one case then wait in one line, and never each for what the other has.
    """
    _lock(set(subjects))


def _lock(subjects: set[str]) -> list[Chain]:
    return list(Chain.objects.select_for_update().filter(subject__in=subjects).order_by("subject"))


def _next(new: NewFact, heads: dict[str, Chain]) -> tuple[RecordedFact, str]:
    """The fact as the next of its chain, whose head it becomes, and its digest."""
    chain = heads.setdefault(new.subject, Chain(subject=new.subject, length=0, head=GENESIS))
    fact = RecordedFact(
        subject=new.subject,
        position=chain.length + 1,
        kind=new.kind,
        at=new.at,
        by=new.by,
        body=dict(new.body or {}),
        commitments=dict(new.commitments or {}),
        previous=chain.head,
    )
    digest = fact.digest()
    chain.length, chain.head = fact.position, digest
    return fact, digest


def _row(fact: RecordedFact, digest: str, key: bytes) -> Fact:
    """The row that keeps a fact, signed."""
    return Fact(
        subject=fact.subject,
        position=fact.position,
        kind=fact.kind,
        at=fact.at,
        by=fact.by,
        body=fact.body,
        commitments=fact.commitments,
        previous=fact.previous,
        digest=digest,
        mac=signature(key, digest),
    )


def _move_heads(heads: Iterable[Chain]) -> None:
    """Write all heads in one statement. Their rows are locked, so nobody else moved them."""
    insert(list(heads), replace=("length", "head"))
