"""The second step of signing in, and signing in with a passkey alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from camket.clock import now
from camket.people.signing.answering import second_step_form, shown
from camket.people.signing.factors.passkeys import check_passkey
from camket.people.signing.stages import wait_no_more, waiting
from camket.portal.account.forms import PointForm
from camket.portal.account.letting_in import GOAL, asked_for_second, let_in
from camket.portal.account.sign_in import asked_where
from camket.refusals import Refusal


@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """Take the code of the app, a recovery code or a passkey."""
    found = waiting(request.session, at=now())
    if found is None or getattr(found[0], "staff", None) is not None:
        return redirect("portal:sign_in")
    account, how = found
    try:
        kind = shown(request.POST, account, at=now())
    except Refusal as refusal:
        return asked_for_second(request, account, refusal)
    if not kind:
        return asked_for_second(request, account, form=second_step_form(request.POST))
    wait_no_more(request.session)
    return let_in(request, account, f"{how}+{kind}")


@sensitive_post_parameters("credential")
@require_POST
@never_cache
def by_passkey(request: HttpRequest) -> HttpResponse:
    """In with a passkey: it is both steps, since the device has asked for a finger, a face or its code."""
    goal = request.POST.get("next", "")
    try:
        account = check_passkey(request.POST.get("credential", ""), at=now())
    except Refusal as refusal:
        return _refused(request, refusal, goal)
    if getattr(account, "staff", None) is not None:
        return redirect("desk:sign_in")
    request.session[GOAL] = goal
    return let_in(request, account, "passkey")


def _refused(request: HttpRequest, refusal: Refusal, goal: str) -> HttpResponse:
    told = refusal.sentence(get_language() or "vi")
    return asked_where(request, PointForm(), goal, 422, told=told)
