"""My cases: every case of the account, from whichever of its addresses it came, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from camket.arrivals.submission import Matter
from camket.cases.models import Case
from camket.clock import civil_date, now
from camket.complaints.rules.moves import Status
from camket.people.granting.standing import acting_for, invitations_for
from camket.people.signing.factors.checking import has_factor
from camket.people.signing.recognising import questions_for
from camket.portal.account.asking import asked_of
from camket.portal.account.behalf import named
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.account.points import is_any_failing
from camket.portal.tracking.own import OWN
from camket.terms.queries.standing import standing_of
from camket.ui.formats.dates import numeric_date
from camket.ui.paging import newest

PAGE = 20
KINDS: Mapping[Matter, str | Promise] = {
    Matter.COMPLAINT: gettext_lazy("Khiếu nại"),
    Matter.ENQUIRY: gettext_lazy("Câu hỏi"),
    Matter.FEEDBACK: gettext_lazy("Góp ý"),
    Matter.RETURN: gettext_lazy("Yêu cầu đổi trả"),
    Matter.PRIVACY: gettext_lazy("Yêu cầu về dữ liệu cá nhân"),
    Matter.OUTAGE: gettext_lazy("Sự cố dịch vụ"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the list: what it is, and how it stands in words and in a state."""

    case: Case
    kind: str
    words: str
    state: str


@account_page()
def my_cases(request: AccountRequest) -> HttpResponse:
    """The list, a page at a time."""
    rows = Case.objects.filter(customer__account=request.account).select_related("complaint")
    page = newest(rows, request.GET.get("after", ""), size=PAGE)
    account, at = request.account, now()
    context = {
        "lines": [line_of(case) for case in page.rows],
        "following": page.following,
        "own": OWN,
        "standing": standing_of(account, on=civil_date(at)),
        "questions": questions_for(request.visit),
        "asked": asked_of(account, at=at),
        "asks_about_points": is_any_failing(account),
        "offers_passkey": not has_factor(account),
        "acting": named(acting_for(account, at=at), account.ref, at=at),
        "invitations": invitations_for(account, at=at),
    }
    return render(request, "portal/account/my_cases.html", context)


def line_of(case: Case) -> Line:
    """A case as a line of a list."""
    words, state = _standing(case)
    return Line(case, str(KINDS[Matter(case.kind)]), words, state)


def _standing(case: Case) -> tuple[str, str]:
    complaint = getattr(case, "complaint", None)
    status = Status(complaint.status) if complaint else None
    if case.is_closed:
        return _("Đã đóng"), "kept"
    if status == Status.WAITING:
        return _("Chờ Quý khách trả lời"), "waiting"
    if status == Status.TOLD:
        return _("Đã có kết quả"), "kept"
    return _on_the_way(case)


def _on_the_way(case: Case) -> tuple[str, str]:
    """What is due, by its last day: the stamp is the midnight after it."""
    if case.due_at is None:
        return _("Đang xử lý"), ""
    day = numeric_date(case.due_at - timedelta(seconds=1))
    if case.due_at <= now():
        return _("Trễ hạn %(day)s") % {"day": day}, "late"
    return _("Chậm nhất %(day)s") % {"day": day}, ""
