"""Letters about breach notices: that there is one, how it was decided, and that a file was not safe."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from camket.notices.actions.queueing import NewNotice, queue
from camket.notices.ways import way_to
from camket.people.models import ContactPoint
from camket.people.rules import ContactKind
from camket.policy import ClauseVersion
from camket.terms.models import Breach
from camket.terms.queries.breaches import breach_link
from camket.terms.rules.breaches import ASSERTED_LETTER, DECIDED_LETTER, UNSAFE_LETTER


def tell_asserted(breach: Breach, clause: ClauseVersion, *, by: str, at: datetime) -> None:
    """Tell the customer what is alleged, under which clause, and until when it may be contested."""
    language = breach.case.language
    context = {
        "clause": clause.head.code,
        "clause_title": clause.title(language),
        "until": breach.contest_until,
    }
    _tell(breach, ASSERTED_LETTER, context, by=by, at=at)


def tell_decided(breach: Breach, reasons: str, measure: str, *, by: str, at: datetime) -> None:
    """Tell the customer the outcome and its reasons."""
    context = {"outcome": breach.outcome, "reasons": reasons, "measure": measure}
    _tell(breach, DECIDED_LETTER, context, by=by, at=at)


def tell_unsafe(breach: Breach, *, by: str, at: datetime) -> None:
    """Tell the customer that a file which they sent with their answer was locked away unread."""
    _tell(breach, UNSAFE_LETTER, {"until": breach.contest_until}, by=by, at=at)


def _tell(breach: Breach, letter: str, context: dict[str, Any], *, by: str, at: datetime) -> None:
    language = breach.case.language
    notice = NewNotice(
        about=breach.subject,
        compartment=breach.compartment_id,
        letter=letter,
        customer=breach.customer,
        contact_point=_where(breach),
        language=language,
        context={"ref": breach.ref, "link": breach_link(breach, language), **context},
    )
    queue([notice], by=by, at=at)


def _where(breach: Breach) -> ContactPoint | None:
    """Where the case is answered, else wherever the customer can be written to; None is told by hand."""
    known = breach.customer.contact_points.filter(removed_at__isnull=True)
    points = [*known.exclude(kind=ContactKind.ZALO).order_by("-proved_at", "created_at", "id")]
    first = [breach.case.answer_at] if breach.case.answer_at else []
    return next((point for point in [*first, *points] if way_to(point)), None)
