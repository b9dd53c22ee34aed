"""Signing in with a password, for who has chosen one. Wrong and unknown get the same answer after the same work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from camket.people.models import Account
from camket.people.signing.codes import claim_of
from camket.people.signing.knowing import account_with_password
from camket.portal.account.forms import KnownForm
from camket.portal.account.letting_in import GOAL, after_first_step
from camket.portal.limits import PASSWORDS
from camket.refusals import NotAllowed, NotUnderstood, Refusal


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def by_password(request: HttpRequest) -> HttpResponse:
    """Ask for both; a wrong pair is told, with the point still there."""
    form = KnownForm(request.POST or None)
    goal = request.POST.get("next") or request.GET.get("next", "")
    if not form.is_valid():
        return _asked(request, form, goal)
    try:
        account = _known(request, form.cleaned_data["point"], form.cleaned_data["password"])
    except Refusal as refusal:
        return _asked(request, form, goal, refusal)
    request.session[GOAL] = goal
    return after_first_step(request, account, "password")


def _known(request: HttpRequest, point: str, password: str) -> Account:
    claim = claim_of(point)
    PASSWORDS.check(request, claim.index)
    account = account_with_password(claim.index, password)
    if account is None:
        PASSWORDS.count(request, claim.index)
        raise NotAllowed(
            "Địa chỉ hoặc mật khẩu không đúng. Quý khách cũng có thể đăng nhập bằng mã.",
            "The address or the password is not right. You can also sign in with a code.",
        )
    return account


def _asked(
    request: HttpRequest, form: KnownForm, goal: str, refusal: Refusal | None = None
) -> HttpResponse:
    told = refusal.sentence(get_language() or "vi") if refusal else ""
    status = refusal.status if refusal else (422 if form.is_bound else 200)
    if isinstance(refusal, NotUnderstood):
        status = 422
    context = {"form": form, "goal": goal, "told": told}
    return render(request, "portal/account/by_password.html", context, status=status)
