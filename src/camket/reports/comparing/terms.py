"""Editions, and what an account's owner did with them: accepted, noted, left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from camket.people.models import Account
from camket.reports.comparing.facts import Facts, last, of_kind
from camket.terms.models import Acceptance, Edition, Leaving, Noted
from camket.terms.rules.editions import edition_digest


@dataclass(slots=True)
class AccountTerms:
    """Every row of one account that its chain speaks of."""

    account: Account | None = None
    acceptances: list[Acceptance] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    leavings: list[Leaving] = field(default_factory=list)


def edition_fault(rows: Sequence[Edition], facts: Facts) -> str | None:
    """The editions are those that were published, and each digest is that of its clauses."""
    for row in rows:
        if edition_digest(row.in_force_from, row.clauses) != row.digest:
            return f"the clauses of edition {row.version} were changed"
    said = [(fact.body, fact.at) for fact in of_kind(facts, "terms.published")]
    if not _are_same(((row.to_json(), row.published_at) for row in rows), said):
        return "its editions are not those of its facts"
    return None


def account_terms_fault(rows: AccountTerms, facts: Facts) -> str | None:
    """What was accepted and noted is what the facts say, and who left has closed the account."""
    for kind, name, there in (
        ("terms.accepted", "acceptances", rows.acceptances),
        ("terms.noted", "noted editions", rows.noted),
    ):
        said = [(fact.body, fact.at) for fact in of_kind(facts, kind)]
        if not _are_same(((row.to_json(), row.at) for row in there), said):
            return f"its {name} are not those of its facts"
    if not _are_same(map(_leaving, rows.leavings), _leavings(facts)):
        return "its leaving is not what its facts say"
    if last(facts, "account.closed") and (rows.account is None or rows.account.is_active):
        return "a closed account was opened without a fact"
    return None


def _are_same(there: Iterable[Any], said: Iterable[Any]) -> bool:
    """Whether two lists hold the same, in whatever order."""
    return sorted(map(repr, map(_plain, there))) == sorted(map(repr, map(_plain, said)))


def _plain(one: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(part.items()) if isinstance(part, dict) else part for part in one)


def _leaving(row: Leaving) -> tuple[Any, ...]:
    body = {
        "leaving": str(row.id),
        "data": row.wants_data,
        "money": row.wants_money,
        "data_case": row.data_case.number if row.data_case else None,
        "money_case": row.money_case.number if row.money_case else None,
    }
    return body, row.asked_at, row.taken_back_at, row.closed_at


def _leavings(facts: Facts) -> list[tuple[Any, ...]]:
    back, closed = (
        {fact.body["leaving"]: fact.at for fact in of_kind(facts, kind)}
        for kind in ("leaving.taken_back", "leaving.confirmed")
    )
    return [
        (fact.body, fact.at, back.get(fact.body["leaving"]), closed.get(fact.body["leaving"]))
        for fact in of_kind(facts, "leaving.asked")
    ]
