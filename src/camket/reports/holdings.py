"""Whether what customers have is what the chains of it say, and whether what is sealed in it still opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from camket.reports.comparing.facts import Facts, commitments
from camket.reports.comparing.services import holding_fault
from camket.services.models import REFERENCE, REPORTED, Concern, Holding, Report
from camket.services.rules import HOLDING
from camket.vault.actions import BROKEN, ERASED, Prover


def holdings_fault(chains: Mapping[str, Facts]) -> str | None:
    """The first holding among these chains that is not what its facts say. A few queries for all."""
    mine = {
        UUID(name.removeprefix(HOLDING)): facts
        for name, facts in chains.items()
        if name.startswith(HOLDING)
    }
    found = {row.pk: row for row in Holding.objects.select_related("customer").filter(pk__in=mine)}
    concerns: dict[UUID, list[Concern]] = {}
    for concern in Concern.objects.filter(holding__in=found):
        concerns.setdefault(concern.holding_id, []).append(concern)
    reports: dict[UUID, list[Report]] = {}
    for report in Report.objects.filter(holding__in=found):
        reports.setdefault(report.holding_id, []).append(report)
    prover = Prover(row.compartment_id for row in found.values())
    for pk, facts in mine.items():
        row = found.get(pk)
        fault = holding_fault(row, concerns.get(pk, ()), reports.get(pk, ()), facts)
        if fault or (row and (fault := _seal_fault(prover, row, reports.get(pk, ()), facts))):
            return f"{HOLDING}{pk}: {fault}"
    return None


def _seal_fault(
    prover: Prover, row: Holding, reports: Sequence[Report], facts: Facts
) -> str | None:
    said = commitments(facts)
    sealed = [("reference", REFERENCE, row.pk, row.reference)]
    sealed += [(f"report:{one.pk}", REPORTED, one.pk, one.words) for one in reports]
    for name, place, pk, value in sealed:
        if value is None:
            continue
        mark = prover.commitment(row.compartment_id, place, pk, value)
        if mark == BROKEN or (mark != ERASED and mark != said.get(name)):
            return f"{place} is not what was written"
    return None
