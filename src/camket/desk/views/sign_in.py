"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from camket.clock import now
from camket.desk.http import staff_of
from camket.desk.kept import carried
from camket.desk.signing_in import SignInForm, staff_with
from camket.desk.views.second_step import asked, let_in
from camket.people.actions import end_sitting
from camket.people.signing.factors.checking import has_factor
from camket.people.signing.stages import wait_for_second
from camket.people.signing.visits import STAFF, current_visit, end_visit
from camket.refusals import Refusal


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, then for the second factor; a wrong pair is told, with the name still there."""
    form = SignInForm(request.POST or None)
    goal = request.POST.get("next") or request.GET.get("next", "")
    if not form.is_valid():
        return _asked(request, form, goal)
    try:
        staff = staff_with(request, form.cleaned_data["username"], form.cleaned_data["password"])
    except Refusal as refusal:
        return _asked(request, form, goal, refusal)
    if has_factor(staff.account):
        wait_for_second(request.session, staff.account, after="password", at=now())
        return asked(request, staff.account)
    return let_in(request, staff)


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
        visit = current_visit(request.session, staff.account, STAFF, at=now())
        if visit is not None:
            end_visit(staff.account, visit.pk, at=now())
    logout(request)
    answer = redirect("desk:sign_in")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
