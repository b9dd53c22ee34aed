"""My services: the entrance, the status and the help of each; reporting an outage, and how one goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from camket.cases.models import TEXT
from camket.cases.rules import Direction
from camket.clock import civil_date, now
from camket.policy import Service
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.account.kept import kept
from camket.portal.limits import OUTAGE_REPORTS
from camket.refusals import NotFound, Refusal
from camket.rulebook.company import current_policy
from camket.services.actions.outages import Trouble, report
from camket.services.models import REFERENCE, Concern, Holding, Outage
from camket.services.queries import (
    access_clause,
    concerned_outage,
    open_outages,
    outages_of,
    restore_promises,
)
from camket.services.rules import RESTORE_HOURS, runs_until, troubles_of
from camket.ui.limits import check, count
from camket.ui.paging import newest
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

PAGE = 20
LONGEST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that I have: what it is, how it stands, and until when."""

    holding: Holding
    service: Service
    name: str
    reference: str
    runs_until: date | None
    credited: int
    has_ended: bool
    outage: Outage | None
    concerns_me: bool
    due_at: datetime | None


class ReportForm(forms.Form):
    """What does not work, and a few words if somebody wants to add them."""

    what = forms.ChoiceField(
        label=gettext_lazy("Điều gì không dùng được?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn điều không dùng được.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Quý khách thấy gì?"),
        help_text=gettext_lazy("Ví dụ: lỗi hiện ra, từ lúc mấy giờ. Xin đừng ghi mật khẩu."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        choices = troubles_of(access_clause(now()), get_language() or "vi")
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


@account_page()
def my_services(request: AccountRequest) -> HttpResponse:
    """Everything that I have or had, the newest first, a page at a time."""
    rows = Holding.objects.of_account(request.account).with_credit()
    after = request.GET.get("after", "")
    page = newest(rows, after, size=PAGE)
    context = {"lines": _lines(request, page.rows), "following": page.following}
    return render(request, "portal/account/my_services.html", context)


def _lines(request: AccountRequest, holdings: Sequence[Holding]) -> list[Line]:
    outages, mine = open_outages(), outages_of(request.account)
    due = {
        subject: promise.due_at for subject, promise in restore_promises(outages.values()).items()
    }
    numbers = _references(request, holdings)
    return [_line(row, numbers, outages.get(row.service), mine, due) for row in holdings]


def _references(request: AccountRequest, holdings: Sequence[Holding]) -> dict[UUID, str]:
    """The numbers of contracts and orders, opened for their owner. One query for the keys."""
    kept = [row for row in holdings if row.reference]
    by, at = request.account, now()
    with purpose(Purpose.SHOW_OWNER, by=by.ref, at=at, about=by.subject) as opener:
        opener.load(row.compartment_id for row in kept)
        return {
            row.pk: opener.text(row.compartment_id, REFERENCE, row.pk, bytes(row.reference or b""))
            for row in kept
        }


def _line(
    row: Holding,
    numbers: Mapping[UUID, str],
    outage: Outage | None,
    mine: Mapping[str, Outage],
    due: Mapping[str, datetime],
) -> Line:
    service = current_policy().service(row.service)
    credited: int = getattr(row, "credited", 0)
    return Line(
        holding=row,
        service=service,
        name=service.name.spoken(get_language() or "vi"),
        reference=numbers.get(row.pk, ""),
        runs_until=runs_until(row.runs_until, credited),
        credited=credited,
        has_ended=row.ended_on is not None and row.ended_on < civil_date(now()),
        outage=outage,
        concerns_me=row.service in mine,
        due_at=due.get(outage.case.subject) if outage else None,
    )


@account_page("GET", "HEAD", "POST")
def reported(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Say that one of them cannot be reached. What was reported already is joined."""
    rows = Holding.objects.of_account(request.account).running(civil_date(now()))
    holding = rows.select_related("customer").filter(pk=pk).first()
    if holding is None:
        raise NotFound(
            "Không có dịch vụ này trong tài khoản của Quý khách.",
            "There is no such service in your account.",
        )
    is_sent = request.method == "POST"
    form = ReportForm(request.POST) if is_sent else ReportForm(initial=kept(request))
    status = 422 if is_sent else 200
    if is_sent and form.is_valid():
        try:
            return _reported(request, holding, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence(get_language() or "vi"))
            status = refusal.status
    name = current_policy().service(holding.service).name.spoken(get_language() or "vi")
    context = {"form": form, "name": name, "holding": holding}
    return render(request, "portal/account/report_outage.html", context, status=status)


def _reported(request: AccountRequest, holding: Holding, form: ReportForm) -> HttpResponse:
    """Keep the report. Raises Refusal, also TooManyTries: what was typed is shown again with it."""
    at = now()
    check(OUTAGE_REPORTS, request.account.ref, at=at)
    count(OUTAGE_REPORTS, request.account.ref, at=at)
    outage = report(holding, Trouble(form.cleaned_data["what"], form.cleaned_data["words"]), at=at)
    messages.success(request, _("Chúng tôi đã nhận báo của Quý khách."))
    return redirect("portal:my_outage", outage.case.number)


@account_page()
def outage(request: AccountRequest, number: str) -> HttpResponse:
    """One outage that concerns me: by when it is repaired, how it goes, and what I get."""
    found = concerned_outage(request.account, number)
    promise = restore_promises([found])[found.case.subject]
    clause = access_clause(promise.received_at)
    service = current_policy().service(found.service)
    context = {
        "outage": found,
        "name": service.name.spoken(get_language() or "vi"),
        "service": service,
        "promise": promise,
        "hours": clause.number(RESTORE_HOURS),
        "credit_after": clause.number("credit_after_hours"),
        "credit_days": clause.number("credit_days"),
        "clause": clause,
        "is_late": promise.due_at < (promise.done_at or now()),
        "said": _said(request, found),
        "days": _days(request, found),
    }
    return render(request, "portal/account/outage.html", context)


def _said(request: AccountRequest, found: Outage) -> list[tuple[datetime, str]]:
    """What the desk has said to everybody, the newest first; what customers wrote is theirs alone."""
    rows = found.case.messages.filter(direction=Direction.OUT).order_by("-at", "-id")
    by, key = request.account.ref, found.case.compartment_id
    with purpose(Purpose.SHOW_OWNER, by=by, at=now(), about=found.case.subject) as opener:
        return [
            (row.at, opener.text(key, TEXT, row.id, bytes(row.text))) for row in rows if row.text
        ]


def _days(request: AccountRequest, found: Outage) -> int:
    mine = Concern.objects.filter(outage=found, holding__customer__account=request.account)
    return max((concern.days or 0 for concern in mine), default=0)
