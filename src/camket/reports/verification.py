"""`camket verify`: chains, signatures, the log, and every state recomputed from the facts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from camket.arrivals.models import Arrival
from camket.arrivals.rules import Place
from camket.cases.models import Case
from camket.evidence.queries import (
    Verification,
    subjects_without_a_chain,
    verify_chains,
    verify_log,
    verify_published,
)
from camket.people.models import Customer
from camket.promises.models import Promise
from camket.reports.published import rulebook_fault
from camket.reports.states import compare_states
from camket.rulebook.rules import SUBJECT as RULEBOOK
from camket.services.models import Holding
from camket.services.rules import subject_of as holding_subject
from camket.terms.models import Acceptance, Breach, Edition
from camket.terms.rules.breaches import subject_of as breach_subject
from camket.terms.rules.editions import SUBJECT as TERMS
from camket.vault.actions import without_a_key


def verify(subject: str | None = None, *, published: Path | None = None) -> Verification:
    """Recompute everything, or one subject's chain, up to the first fault.

    `published` is the folder of published checkpoints; without it nothing outside the database is asked.
    """
    result = Verification()
    try:
        _recompute(subject, result, published)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        # What was written by hand need not even be readable: a text for a number, half a fact, a key cut short.
        # The error's text may hold what was written, so its type alone is named.
        result.fault = f"something cannot be read as what it should be: {type(error).__name__}"
    return result


def _recompute(subject: str | None, result: Verification, published: Path | None) -> None:
    verify_chains(subject, compare_states, result)
    if result.fault is None and subject is None:
        verify_log(result)
    if result.fault is None and subject is None and published is not None:
        verify_published(published, result)
    if result.fault is None and subject is None:
        result.fault = _rows_without_a_chain()
    if result.fault is None and subject in {None, RULEBOOK}:
        result.fault = rulebook_fault()
    if subject is None:
        result.without_a_key = without_a_key()


def _rows_without_a_chain() -> str | None:
    """A whole chain that was removed, or a row that was slipped in, leaves rows that no fact speaks of."""
    cases = [f"case:{number}" for number in Case.objects.values_list("number", flat=True)]
    ended = Arrival.objects.filter(place=Place.ENDED).values_list("pk", flat=True)
    promised = Promise.objects.values_list("subject", flat=True).distinct()
    owned = Customer.objects.filter(account__isnull=False).values_list("account__ref", flat=True)
    held = Holding.objects.values_list("pk", flat=True)
    signed = Acceptance.objects.values_list("account__ref", flat=True).distinct()
    alleged = [breach_subject(ref) for ref in Breach.objects.values_list("ref", flat=True)]
    return (
        _lost("the case has no chain", cases)
        or _lost("the arrival has no chain", [f"arrival:{pk}" for pk in ended])
        or _lost("the account has no chain", [f"account:{ref}" for ref in owned.distinct()])
        or _lost("the holding has no chain", [holding_subject(pk) for pk in held])
        or _lost("terms were accepted and there is no chain", [f"account:{ref}" for ref in signed])
        or _lost("the breach notice has no chain", alleged)
        or _lost("editions have no chain", [TERMS] if Edition.objects.exists() else [])
        or _lost("promises were given and there is no chain", list(promised))
    )


def _lost(what: str, subjects: Sequence[str]) -> str | None:
    lost = subjects_without_a_chain(subjects)
    return f"{lost[0]}: {what}" if lost else None
