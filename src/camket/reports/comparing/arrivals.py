"""Where an arrival ended."""

from __future__ import annotations

from uuid import UUID

from camket.arrivals.models import Arrival
from camket.arrivals.rules import Place
from camket.reports.comparing.facts import Facts, differing, instant


def arrival_fault(row: Arrival | None, facts: Facts) -> str | None:
    """An arrival ended where its last fact says, by whom and why; what waits has not ended."""
    if row is None:
        return "the arrival is gone"
    settled = facts[-1]
    last = settled.body
    said = {
        "outcome": last["outcome"],
        "received_at": instant(last["received_at"]),
        "fingerprint": last["fingerprint"],
        "compartment_id": UUID(last["compartment"]),
    }
    if last["place"] == Place.ENDED:
        said |= {
            "place": last["place"],
            "case_number": last["case"] or "",
            "reason": last["reason"],
            "settled_by": settled.by,
            "settled_at": settled.at,
        }
    wrong = differing(row, said)
    return f"its {wrong} is not what its last fact says" if wrong else None
