"""The one way to a breach notice, by its reference with its code or from the account; and what it says."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.cases.rules import read_tracking_code
from camket.clock import now
from camket.portal.account.gate import account_of
from camket.portal.limits import GUESSES, LOOK_UPS
from camket.portal.tracking.own import OWN
from camket.refusals import NotFound
from camket.rulebook.company import governing_version
from camket.terms.models import Breach
from camket.terms.queries.breaches import breach_code
from camket.terms.rules.breaches import Outcome, Stage
from camket.ui.formats.dates import numeric_date
from camket.ui.limits import address, check, count

NOBODY = Breach(id=UUID(int=0))
"""Stands in for a notice that does not exist, so that its code is computed all the same."""
WITH_ALL = ("customer", "case", "compartment")


@dataclass(frozen=True, slots=True)
class Cited:
    """The clause that is cited, as a reader sees it."""

    code: str
    title: str
    since: str
    clause_id: str


def breach_for(request: HttpRequest, ref: str, code: str) -> Breach:
    """The notice, if the code is its own, or if it is about who has signed in and gives none.

    Raises NotFound, with the same words for a wrong code and an unknown reference, and TooManyTries.
    """
    rows = Breach.objects.select_related(*WITH_ALL).filter(ref=ref)
    if code == OWN:
        account = account_of(request)
        found = rows.filter(customer__account=account).first() if account else None
        if found is None:
            raise _no_such_notice()
        return found
    place, at = address(request), now()
    check(LOOK_UPS, place, at=at)
    check(GUESSES, f"{ref} {place}", at=at)
    found = rows.first()
    typed = read_tracking_code(code)
    is_right = hmac.compare_digest(breach_code(found or NOBODY).encode(), typed.encode())
    if found is None or not is_right:
        count(LOOK_UPS, place, at=at)
        count(GUESSES, f"{ref} {place}", at=at)
        raise _no_such_notice()
    return found


def _no_such_notice() -> NotFound:
    return NotFound(
        "Không có thông báo nào khớp với số và mã này. Xin xem lại, hoặc gọi cho chúng tôi.",
        "No notice matches this number and code. Please check them, or call us.",
    )


def clause_of(breach: Breach) -> Cited:
    """The clause in the very version that is cited."""
    found = governing_version(breach.clause_id, breach.clause_digest)
    if found is None:
        return Cited(breach.clause_id, breach.clause_id, "", breach.clause_id)
    head, version = found[0].head, found[1]
    title = version.title(get_language() or "vi")
    return Cited(head.code, title, version.in_force_from.isoformat(), head.id)


def standing_words(breach: Breach, *, at: datetime) -> tuple[str, str]:
    """How it stands, in words and as a state."""
    stage = breach.stage(at)
    if stage == Stage.DECIDED:
        return {
            Outcome.DISMISSED: (_("Đã bỏ qua"), "kept"),
            Outcome.WARNING: (_("Nhắc nhở"), ""),
            Outcome.LIMIT: (_("Có hạn chế"), "soon"),
        }[Outcome(breach.outcome)]
    if stage == Stage.WAITING:
        return _("Chờ người thứ hai xem"), ""
    day = numeric_date(breach.contest_until)
    return _("Phản hồi đến %(day)s") % {"day": day}, "waiting"
