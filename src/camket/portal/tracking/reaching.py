"""Where a guest is told about a case, and where else they could be: masked, since the page opens by a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from camket.cases.models import Case
from camket.cases.queries.telling import points_known_to
from camket.notices.ways import MAIL, way_to
from camket.people.models import ContactPoint
from camket.people.queries import contact_masked
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to be told: its row, its words, and whether it is the one in use."""

    pk: UUID
    words: str
    is_used: bool


def reaches_of(case: Case, *, at: datetime) -> list[Reach]:
    """The ways that a guest may choose among; none where there is nothing to choose, or an account does it."""
    if case.customer.account_id is not None or case.is_closed:
        return []
    points = points_known_to(case)
    if not [point for point in points if point.pk != case.answer_at_id]:
        return []
    with purpose(Purpose.SHOW_OWNER, by=case.customer.ref, at=at, about=case.subject) as opener:
        shown = [(point, contact_masked(opener, point)) for point in points]
    return [
        Reach(point.pk, _words(point, mask), point.pk == case.answer_at_id) for point, mask in shown
    ]


def _words(point: ContactPoint, mask: str) -> str:
    if point.kind == "zalo":
        return mask
    way = way_to(point)
    if way == MAIL:
        return _("Thư tới %(where)s") % {"where": mask}
    return (_("Tin nhắn tới %(where)s") if way else _("Gọi số %(where)s")) % {"where": mask}
