"""Which clause a promise was given under, with the page of the very version that governs it."""

from __future__ import annotations

from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from camket.clock import civil_date
from camket.promises.models import Promise
from camket.rulebook.company import governing_version


class Governing(TypedDict, total=False):
    """What the clock says under its days; empty where the policy folder has lost the version."""

    clause: str
    clause_url: str


def governing_clause(promise: Promise) -> Governing:
    """The clause by its code and version. A later version does not change what was promised."""
    found = governing_version(promise.clause_id, promise.clause_digest)
    if found is None:
        return {}
    clause, version = found
    address = reverse("portal:clause_version", args=[clause.id, version.in_force_from.isoformat()])
    return {
        "clause": _("điều %(code)s, bản %(number)s")
        % {"code": clause.head.code, "number": version.version},
        # The page counts for the very day on which this customer's matter came.
        "clause_url": f"{address}?sent={civil_date(promise.received_at):%d/%m/%Y}#own-answer",
    }
