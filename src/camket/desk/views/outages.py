"""Declaring an outage, telling how it goes, ending it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.cases.models import TEXT
from camket.cases.rules import Direction
from camket.clock import now
from camket.desk.forms.services import HoldingForm, OutageForm, SayForm
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.serving.sight import outage_for, reports_of
from camket.desk.views.services import service_page
from camket.people.rules import DESK
from camket.refusals import Refusal
from camket.rulebook.company import current_policy
from camket.services.actions.outages import Trouble, declare, end, tell_progress
from camket.services.models import Outage
from camket.services.queries import restore_promises
from camket.ui.tags.words import reader
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@desk_page(*DESK, methods=("POST",))
def declared(request: DeskRequest, service_id: str) -> HttpResponse:
    """Say that a service cannot be used: everybody who has it is told."""
    current_policy().service(service_id)
    form = OutageForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        trouble = Trouble(said["what"], said["words"])
        try:
            outage = declare(service_id, trouble, began=said["began"], by=request.staff, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence(get_language() or "vi"))
        else:
            messages.success(request, _("Đã báo sự cố tới mọi khách đang dùng dịch vụ."))
            return redirect("desk:outage", outage.case.number)
    return service_page(request, service_id, HoldingForm(), form, status=422)


@desk_page(*DESK)
def outage(request: DeskRequest, number: str) -> HttpResponse:
    """One outage: its promise, how many it concerns, what was reported and said."""
    return _page(request, outage_for(request, number), SayForm())


def _page(request: DeskRequest, found: Outage, form: SayForm, status: int = 200) -> HttpResponse:
    service = current_policy().service(found.service)
    context = {
        "outage": found,
        "service": service,
        "name": service.name.spoken(reader()),
        "promise": restore_promises([found])[found.case.subject],
        "concerned": found.concerns.count(),
        "reports": reports_of(found, by=request, at=now()),
        "said": _said(request, found),
        "form": form,
        "outage_form": OutageForm(initial={"what": found.what}),
    }
    return show(request, "desk/outage.html", context, status=status)


def _said(request: DeskRequest, found: Outage) -> list[tuple[object, str]]:
    rows = found.case.messages.filter(direction=Direction.OUT).order_by("at", "id")
    by, key = request.staff.ref, found.case.compartment_id
    with purpose(Purpose.HANDLE_CASE, by=by, at=now(), about=found.case.subject) as opener:
        return [
            (row.at, opener.text(key, TEXT, row.id, bytes(row.text))) for row in rows if row.text
        ]


@desk_page(*DESK, methods=("POST",))
def progress(request: DeskRequest, number: str) -> HttpResponse:
    """Say how the repair goes."""
    return _act(request, number, tell_progress, _("Đã ghi diễn biến cho khách."))


@desk_page(*DESK, methods=("POST",))
def ended(request: DeskRequest, number: str) -> HttpResponse:
    """It works again: each gets what is theirs, and is told."""
    return _act(request, number, end, _("Đã kết thúc sự cố và báo cho khách."))


def _act(request: DeskRequest, number: str, verb: Callable[..., None], done: str) -> HttpResponse:
    found, form = outage_for(request, number), SayForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        verb(found, form.cleaned_data["words"], by=request.staff, at=now())
    except Refusal as refusal:
        form.add_error("words", refusal.sentence(get_language() or "vi"))
        return _page(request, outage_for(request, number), form, status=refusal.status)
    messages.success(request, done)
    return redirect("desk:outage", number)
