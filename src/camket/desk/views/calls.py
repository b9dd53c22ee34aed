"""The call list: take one, ring, say what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.clock import now
from camket.desk.forms.calls import OutcomeForm
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.incoming.calls import (
    call_lines,
    case_of,
    is_claimed_by,
    sheet_of,
    visible_calls,
)
from camket.desk.incoming.words import CALLS
from camket.notices.actions.calling import claim_call, record_call, release_call
from camket.notices.models import CallTask
from camket.people.rules import COUNTER
from camket.refusals import NotFound, Refusal
from camket.ui.paging import page_by


@desk_page(*COUNTER)
def calls(request: DeskRequest) -> HttpResponse:
    """All open calls, what is due first standing first."""
    page = page_by(visible_calls(request.staff), "call_at", request.GET.get("after", ""))
    lines = call_lines(page.rows, by=request.staff, at=now())
    return show(request, "desk/calls.html", {"lines": lines, "page": page, "at": now()})


@desk_page(*COUNTER)
def call(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One call. Whom to ring is shown to who has claimed it."""
    return _page(request, call_for(request, pk), OutcomeForm())


@desk_page(*COUNTER, methods=("POST",))
def claim(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Take it, so that nobody else rings at the same time."""
    task = call_for(request, pk)
    try:
        claim_call(task, by=request.staff, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence(get_language() or "vi"))
        return redirect("desk:calls")
    return redirect("desk:call", pk)


@desk_page(*COUNTER, methods=("POST",))
def release(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Put it back."""
    release_call(call_for(request, pk), by=request.staff, at=now())
    return redirect("desk:calls")


@desk_page(*COUNTER, methods=("POST",))
def outcome(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say what came of it."""
    task, form = call_for(request, pk), OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, task, form, status=422)
    said = form.cleaned_data
    words = {"note": said["note"], "call_again": said["again"], "mail": said["mail"]}
    try:
        record_call(task, said["outcome"], **words, by=request.staff, at=now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence(get_language() or "vi"))
        return _page(request, call_for(request, pk), form, status=refusal.status)
    messages.success(request, _("Đã ghi: %(outcome)s.") % {"outcome": CALLS[said["outcome"]]})
    return redirect("desk:calls")


def call_for(request: DeskRequest, pk: UUID) -> CallTask:
    """The open call, if this person may see its case."""
    task = visible_calls(request.staff).filter(pk=pk).first()
    if task is None:
        raise NotFound(
            "Cuộc gọi này đã xong, hoặc không thuộc phần việc của anh/chị.",
            "This call is done, or is not among those you work on.",
        )
    return task


def _page(
    request: DeskRequest, task: CallTask, form: OutcomeForm, status: int = 200
) -> HttpResponse:
    at = now()
    mine = is_claimed_by(task, request.staff, at)
    context = {
        "line": call_lines([task], by=request.staff, at=at)[0],
        "number": case_of(task),
        "sheet": sheet_of(task, by=request.staff, at=at) if mine else None,
        "form": form,
        "outcomes": CALLS,
    }
    return show(request, "desk/call.html", context, status=status)
