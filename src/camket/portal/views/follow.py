"""Following a case: by number and code, or by the link that holds both."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from camket.arrivals.submission import Matter
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.clock import now
from camket.complaints.slip import slip_of
from camket.people.rules import Right
from camket.portal.account.behalf import acting_as
from camket.portal.forms.following import DisagreeForm, FindForm, MessageForm
from camket.portal.today import contest_day
from camket.portal.tracking.clause import governing_clause
from camket.portal.tracking.gate import code_of, followed_case, grant_of, reader_of
from camket.portal.tracking.own import OWN
from camket.portal.tracking.reaching import reaches_of
from camket.portal.tracking.sight import clock_title, sight_of
from camket.promises.clocks import clock_of
from camket.promises.queries import first_promise
from camket.refusals import NotFound
from camket.ui.papers.slip import print_slip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Ask for number and code. A wrong pair is told on the page, with what was typed still there."""
    form = FindForm(request.POST or None)
    if not form.is_valid():
        return render(request, "portal/find.html", {"find": form})
    try:
        case = followed_case(request, form.cleaned_data["number"], form.cleaned_data["code"])
    except NotFound as refusal:
        told = refusal.sentence(get_language() or "vi")
        context = {"find": form, "not_found": told}
        return render(request, "portal/find.html", context, status=refusal.status)
    return redirect("portal:track", case.number, tracking_code(case))


@require_safe
@never_cache
def track(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Whose turn, by when, what next, who; and everything that happened."""
    case = followed_case(request, number, code, need=Right.SEE)
    form = MessageForm(initial={"key": token_urlsafe(16)})
    return show_case(request, case, form)


@require_safe
@never_cache
def received(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Thank you: number, code, a square code for the link, and the promise with its arithmetic."""
    case, at = followed_case(request, number, code), now()
    promise = first_promise(case.subject)
    context = {
        "case": case,
        "code": tracking_code(case),
        "code_shown": tracking_code_shown(tracking_code(case)),
        "link": request.build_absolute_uri(
            reverse("portal:track", args=[case.number, tracking_code(case)])
        ),
        "clock": clock_of(promise, at=at, **governing_clause(promise)) if promise else None,
        # The date of an answer is the head of its clock by itself.
        "clock_title": clock_title(promise) if case.kind != Matter.COMPLAINT else "",
    }
    return render(request, "portal/received.html", context)


@require_safe
@never_cache
def receipt(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The same as a paper to keep: PDF, A5, printed for its owner."""
    case = followed_case(request, number, code)
    answer = HttpResponse(
        print_slip(slip_of(case, by=case.customer.ref, at=now())), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="{case.number}.pdf"'
    return answer


def show_case(
    request: HttpRequest,
    case: Case,
    message_form: MessageForm,
    disagree_form: DisagreeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The tracking page, with its forms as they stand."""
    code, reader = code_of(request, case), reader_of(request, case)
    sight = sight_of(case, code=code, reader=reader, at=now())
    if disagree_form is not None and "contest" not in sight.may:
        message_form = _said_instead(disagree_form)
    context: dict[str, Any] = {
        "sight": sight,
        "code": code,
        "message_form": message_form,
        "disagree_form": disagree_form or DisagreeForm(initial={"key": token_urlsafe(16)}),
        "contest_until": contest_day(case, now()) if "accept" in sight.may else None,
        "reaches": [] if code == OWN else reaches_of(case, at=now()),
        "acting": acting_as(grant_of(request), reader[0], at=now()),
    }
    return render(request, "portal/track.html", context, status=status)


def _said_instead(form: DisagreeForm) -> MessageForm:
    """The words of a move that cannot be made any more, ready to be sent as a message, and why."""
    said = {"text": form["reason"].value(), "key": form["key"].value()}
    instead = MessageForm(said)
    for sentences in form.errors.values():
        for sentence in sentences:
            instead.add_error("text", sentence)
    return instead
