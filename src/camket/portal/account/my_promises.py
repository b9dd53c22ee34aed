"""What they owe me, and by when: what is owed first, the nearest day first; then what was kept, or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from camket.cases.models import Case
from camket.clock import now
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.tracking.own import OWN
from camket.promises.models import Promise, PromiseQuerySet
from camket.promises.rules import PromiseKind, State
from camket.rulebook.company import current_policy
from camket.services.models import Outage
from camket.services.queries import subjects_of
from camket.ui.formats.dates import full_date, full_moment
from camket.ui.paging import Page, page_by
from camket.ui.tags.words import reader
from camket.worktime import DueInstant

PAGE = 20
OWED, OVER = "owed.", "over."
KINDS: Mapping[str, str | Lazy] = {
    PromiseKind.ACKNOWLEDGE: gettext_lazy("Xác nhận đã nhận"),
    PromiseKind.RESOLVE: gettext_lazy("Báo kết quả"),
    PromiseKind.REMEDY: gettext_lazy("Làm xong điều đã quyết định"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One promise: what, about what, by when, and how it stands."""

    what: str
    number: str
    url: str
    limit: str
    words: str
    state: str
    is_owed: bool


@account_page()
def my_promises(request: AccountRequest) -> HttpResponse:
    """A page of what was promised on my cases and on outages that concern me."""
    mine = Promise.objects.filter(subject__in=subjects_of(request.account))
    page = _page(mine.exclude(state=State.SUPERSEDED), request.GET.get("after", ""))
    lines = _lines(page.rows, at=now())
    context = {
        "owed": [line for line in lines if line.is_owed],
        "over": [line for line in lines if not line.is_owed],
        "following": page.following,
        "is_first": "after" not in request.GET,
    }
    return render(request, "portal/account/my_promises.html", context)


def _page(rows: PromiseQuerySet, after: str) -> Page[Promise]:
    """What is owed, nearest first, and then what is over, newest first. A page may hold some of both."""
    owed: list[Promise] = []
    if not after.startswith(OVER):
        still = rows.filter(done_at__isnull=True)
        page = page_by(still, "due_at", after.removeprefix(OWED), size=PAGE)
        if page.following:
            return Page(page.rows, OWED + page.following)
        owed, after = page.rows, ""
    room = PAGE - len(owed)
    if not room:
        return Page(owed, OVER)
    done = rows.filter(done_at__isnull=False)
    rest = page_by(done, "done_at", after.removeprefix(OVER), newest_first=True, size=room)
    return Page([*owed, *rest.rows], rest.following and OVER + rest.following)


def _lines(rows: Sequence[Promise], *, at: datetime) -> list[Line]:
    """With the cases behind them, in one query."""
    numbers = {row.subject.removeprefix("case:") for row in rows}
    cases = Case.objects.filter(number__in=numbers).select_related("outage")
    by_subject = {case.subject: case for case in cases}
    return [_line(row, by_subject[row.subject], at=at) for row in rows]


def _line(row: Promise, case: Case, *, at: datetime) -> Line:
    outage: Outage | None = getattr(case, "outage", None)
    words, state = _standing(row, at=at)
    address = (
        reverse("portal:my_outage", args=[case.number])
        if outage
        else reverse("portal:track", args=[case.number, OWN])
    )
    return Line(
        what=_what(row, outage),
        number=case.number,
        url=address,
        limit=_limit(row),
        words=words,
        state=state,
        is_owed=row.done_at is None,
    )


def _what(row: Promise, outage: Outage | None) -> str:
    if outage is None:
        return str(KINDS.get(row.kind, row.kind))
    name = current_policy().service(outage.service).name.spoken(get_language() or "vi")
    return _("Khôi phục %(service)s") % {"service": name}


def _limit(row: Promise) -> str:
    """The last day in full; of a limit in hours the instant."""
    if isinstance(row.due, DueInstant):
        return full_moment(row.due_at, reader())
    day: date = row.limit
    return full_date(day, reader())


def _standing(row: Promise, *, at: datetime) -> tuple[str, str]:
    if row.done_at is None:
        return (_("Đã trễ hạn"), "late") if row.due_at <= at else (_("Còn trong hạn"), "")
    done = full_moment(row.done_at, reader())
    if row.state == State.KEPT:
        return _("Đã giữ, xong %(moment)s") % {"moment": done}, "kept"
    return _("Đã trễ, xong %(moment)s") % {"moment": done}, "late"
