"""Signing up and in, which are one thing: say where to write, type the code, be in.

What was typed goes along in the page, not in the session, where it would lie in clear.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from camket.clock import now
from camket.notices.actions.accounts import send_code
from camket.people.signing.entering import Entered, enter_by_code
from camket.people.signing.factors.passkeys import options_to_check
from camket.people.signing.visits import end_visit
from camket.portal.account.forms import CodeForm, PointForm
from camket.portal.account.gate import account_of, visit_of
from camket.portal.account.letting_in import GOAL, HAS_PASSKEY, after_first_step
from camket.refusals import NotUnderstood, Refusal
from camket.ui import cookies
from camket.ui.limits import address

PROOF = "proof"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask where to send a code; then ask for the code. A known and an unknown point get the same page."""
    if request.method != "POST" and account_of(request):
        return redirect("portal:account")
    form = PointForm(request.POST or None)
    goal = request.POST.get("next") or request.GET.get("next", "")
    if not form.is_valid():
        return asked_where(request, form, goal)
    point, language = form.cleaned_data["point"], get_language() or "vi"
    try:
        proof = send_code(point, place=address(request), language=language, at=now())
    except Refusal as refusal:
        form.add_error("point", refusal.sentence(language))
        return asked_where(request, form, goal, _status(refusal))
    request.session[PROOF], request.session[GOAL] = str(proof.pk), goal
    return _ask_for_code(request, CodeForm(initial={"point": point}), point)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code. A wrong one is told on the page, and may be typed again."""
    proof = request.session.get(PROOF)
    if proof is None:
        return redirect("portal:sign_in")
    form = CodeForm(request.POST or None)
    point = form.data.get("point", "")
    if not form.is_valid():
        return _ask_for_code(request, form, point, 422 if form.is_bound else 200)
    try:
        entered = enter_by_code(UUID(proof), form.cleaned_data["code"], at=now())
    except NotUnderstood as refusal:
        form.add_error("code", refusal.sentence(get_language() or "vi"))
        return _ask_for_code(request, form, point, _status(refusal))
    return _let_in(request, entered)


def _let_in(request: HttpRequest, entered: Entered) -> HttpResponse:
    del request.session[PROOF]
    return after_first_step(request, entered.account, "code")


def _status(refusal: Refusal) -> int:
    """A form that is shown again with its errors."""
    return 422 if isinstance(refusal, NotUnderstood) else refusal.status


def asked_where(
    request: HttpRequest, form: PointForm, goal: str, status: int = 0, told: str = ""
) -> HttpResponse:
    """The page that asks where to send a code, or for a passkey, which comes first once there is one."""
    context = {
        "form": form,
        "goal": goal,
        "told": told,
        "options": options_to_check(),
        "passkey_first": bool(cookies.read(request, HAS_PASSKEY)),
    }
    status = status or (422 if form.is_bound else 200)
    return render(request, "portal/account/sign_in.html", context, status=status)


def _ask_for_code(
    request: HttpRequest, form: CodeForm, point: str, status: int = 200
) -> HttpResponse:
    context = {"form": form, "point": point}
    return render(request, "portal/account/code.html", context, status=status)


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End it here. The browser is asked to forget what it kept of these pages, and goes on being known."""
    visit = visit_of(request)
    if visit is not None:
        end_visit(visit.account, visit.pk, at=now())
    logout(request)
    answer = redirect("portal:start")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
