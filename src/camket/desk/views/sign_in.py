"""Signing in and out."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from camket.clock import now
from camket.desk.http import DeskRequest, show, staff_of
from camket.desk.kept import carried, is_page_of_the_desk, words_of
from camket.desk.signing_in import SignInForm, staff_with
from camket.desk.sittings import begin
from camket.people.actions import begin_sitting, end_sitting
from camket.people.models import Staff
from camket.refusals import Refusal
from camket.ui.returning import safe_next


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; a wrong pair is told on the page, with the name still there."""
    form = SignInForm(request.POST or None)
    goal = request.POST.get("next") or request.GET.get("next", "")
    if not form.is_valid():
        return _asked(request, form, goal)
    try:
        staff = staff_with(request, form.cleaned_data["username"], form.cleaned_data["password"])
    except Refusal as refusal:
        return _asked(request, form, goal, refusal)
    login(request, staff.account)
    begin(request.session, now())
    begin_sitting(staff, at=now())
    if carried(request) and is_page_of_the_desk(goal):
        return _unsent(request, staff, goal)
    return redirect(safe_next(request, goal, reverse("desk:queue")))


def _unsent(request: HttpRequest, staff: Staff, goal: str) -> HttpResponse:
    """What was typed before the sitting ended is shown, and sent with one press."""
    asked = cast("DeskRequest", request)
    asked.staff = staff
    fields = carried(request)
    context = {"carried": fields, "words": words_of(fields), "goal": goal}
    return show(asked, "desk/send_again.html", context)


def _asked(
    request: HttpRequest, form: SignInForm, goal: str, refusal: Refusal | None = None
) -> HttpResponse:
    told = refusal.sentence(get_language() or "vi") if refusal else ""
    context = {"form": form, "goal": goal, "told": told, "kept": carried(request)}
    status = refusal.status if refusal else (422 if form.is_bound else 200)
    return render(request, "desk/sign_in.html", context, status=status)


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the sitting here."""
    staff = staff_of(request)
    if staff is not None:
        end_sitting(staff, at=now())
    logout(request)
    return redirect("desk:sign_in")
