"""Whether editions, acceptances and breach notices are what the facts of their chains say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from camket.notices.models import HTML, SHORT, SUBJECT
from camket.notices.models import TEXT as LETTER_TEXT
from camket.people.models import Account
from camket.reports.comparing.breaches import BreachRows, breach_fault
from camket.reports.comparing.facts import Facts, commitments
from camket.reports.comparing.notices import notice_fault
from camket.reports.comparing.terms import AccountTerms, account_terms_fault, edition_fault
from camket.reports.rows import add_notices
from camket.terms.models import (
    CLAIM,
    CONTEST,
    PAPER,
    REASONS,
    Acceptance,
    Breach,
    Contest,
    Edition,
    Leaving,
    Noted,
    Paper,
)
from camket.terms.rules.editions import SUBJECT as TERMS
from camket.vault.actions import BROKEN, ERASED, Prover

Chains = Mapping[str, Facts]
ACCOUNT, BREACH = "account:", "breach:"


def terms_fault(chains: Chains) -> str | None:
    """The first row that does not say what the facts of its chain say, in words."""
    if TERMS in chains:
        rows = list(Edition.objects.order_by("version"))
        if fault := edition_fault(rows, chains[TERMS]):
            return f"{TERMS}: {fault}"
    return _accounts_fault(chains) or _breaches_fault(chains)


def _accounts_fault(chains: Chains) -> str | None:
    mine = {name.removeprefix(ACCOUNT): name for name in chains if name.startswith(ACCOUNT)}
    found = {ref: AccountTerms() for ref in mine}
    for account in Account.objects.filter(ref__in=mine):
        found[account.ref].account = account
    its = {"account__ref__in": mine}
    for acceptance in Acceptance.objects.filter(**its).select_related("account"):
        found[acceptance.account.ref].acceptances.append(acceptance)
    for noted in Noted.objects.filter(**its).select_related("account"):
        found[noted.account.ref].noted.append(noted)
    cases = ("account", "data_case", "money_case")
    for leaving in Leaving.objects.filter(**its).select_related(*cases):
        found[leaving.account.ref].leavings.append(leaving)
    for ref, subject in mine.items():
        if fault := account_terms_fault(found[ref], chains[subject]):
            return f"{subject}: {fault}"
    return None


def _breaches_fault(chains: Chains) -> str | None:
    mine = [name for name in chains if name.startswith(BREACH)]
    found = _rows_of(mine)
    prover = Prover(rows.breach.compartment_id for rows in found.values())
    for subject in mine:
        rows, facts = found.get(subject), chains[subject]
        if rows is None:
            return f"{subject}: the notice is gone"
        fault = breach_fault(rows, facts) or notice_fault(rows.notices, facts)
        if fault or (fault := _seal_fault(rows, facts, prover)):
            return f"{subject}: {fault}"
    return None


def _rows_of(subjects: list[str]) -> dict[str, BreachRows]:
    refs = [name.removeprefix(BREACH) for name in subjects]
    people = ("customer", "case", "asserted_by", "decided_by")
    breaches = Breach.objects.filter(ref__in=refs).select_related(*people)
    found = {breach.subject: BreachRows(breach) for breach in breaches}
    by_key = {rows.breach.pk: rows for rows in found.values()}
    for contest in Contest.objects.filter(breach__in=by_key):
        by_key[contest.breach_id].contests.append(contest)
    for paper in Paper.objects.filter(breach__in=by_key).select_related("blob"):
        by_key[paper.breach_id].papers.append(paper)
    add_notices(found)
    return found


def _seal_fault(rows: BreachRows, facts: Facts, prover: Prover) -> str | None:
    """The first thing that does not open, is not what was committed to, or lies under another key."""
    key, said = rows.breach.compartment_id, commitments(facts)
    if any(told.notice.compartment_id != key for told in rows.notices):
        return "a letter was moved to another compartment"
    for name, place, row, sealed in _values(rows):
        mark = prover.commitment(key, place, row, sealed)
        # What is rendered beside a letter's text has no commitment of its own, and must open.
        if mark == BROKEN or (name and mark not in {ERASED, said.get(name)}):
            return f"{place} is not what was written"
    for paper in rows.papers:
        if paper.blob is None:
            continue
        mark = prover.commitment_of_blob(paper.blob)
        if paper.blob.compartment_id != key or mark not in {ERASED, said[f"file:{paper.pk}"]}:
            return "the content of a file was changed"
    return None


def _values(rows: BreachRows) -> Iterator[tuple[str, str, UUID, Any]]:
    """Everything that is sealed but the content of files: the name of its commitment, place, row, value."""
    breach = rows.breach
    yield "claim", CLAIM, breach.pk, breach.claim
    if breach.reasons is not None:
        yield "reasons", REASONS, breach.pk, breach.reasons
    for contest in rows.contests:
        yield f"contest:{contest.pk}", CONTEST, contest.pk, contest.text
    for paper in rows.papers:
        yield f"paper:{paper.pk}", PAPER, paper.pk, paper.name
    for notice in (told.notice for told in rows.notices):
        yield f"notice:{notice.pk}", LETTER_TEXT, notice.pk, notice.text
        yield "", SUBJECT, notice.pk, notice.subject
        yield "", HTML, notice.pk, notice.html
        if notice.short is not None:
            yield "", SHORT, notice.pk, notice.short
