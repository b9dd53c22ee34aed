"""Showing again who it is, before something sensitive: by a factor, by the password, or by a code that is sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters

from camket.clock import now
from camket.notices.actions.accounts import proved_points, send_code
from camket.people.models import ContactPoint
from camket.people.queries import contact_shown, contact_value
from camket.people.signing.answering import second_step_form, shown
from camket.people.signing.codes import check_code
from camket.people.signing.factors.passkeys import options_to_check
from camket.people.signing.factors.sight import factors_of
from camket.people.signing.stages import mark_proved
from camket.portal.account.forms import CodeForm
from camket.portal.account.gate import AccountRequest, account_page
from camket.refusals import NotUnderstood, Refusal
from camket.ui.limits import address
from camket.ui.returning import safe_next
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

PROOF = "again"
"""Where the session keeps the code that was asked for here: one that signs in answers nothing else."""


@sensitive_post_parameters("code", "credential")
@account_page("GET", "HEAD", "POST")
def again(request: AccountRequest) -> HttpResponse:
    """Ask; with a factor for the factor, without one for a code that is sent to a proved point."""
    if request.method != "POST":
        return _asked(request)
    try:
        how = _shown(request)
    except Refusal as refusal:
        return _asked(request, refusal)
    if not how:
        return _asked(request)
    request.session.cycle_key()
    mark_proved(request.session, how, at=now())
    goal = request.POST.get("next", "")
    return redirect(safe_next(request, goal, reverse("portal:security")))


def _has_factor(request: AccountRequest) -> bool:
    return any(factor.kind != "recovery_codes" for factor in factors_of(request.account))


def _shown(request: AccountRequest) -> str:
    """How it was shown; empty where a code has just been sent, or nothing was typed."""
    if _has_factor(request):
        return shown(request.POST, request.account, at=now())
    if "send" in request.POST:
        _send(request)
        return ""
    form = CodeForm(request.POST)
    proof = request.session.get(PROOF)
    if proof is None or not form.is_valid():
        return ""
    point = check_code(UUID(proof), form.cleaned_data["code"], at=now()).contact_point
    if point not in proved_points(request.account):
        raise NotUnderstood("Mã này không thuộc tài khoản.", "This code is not this account's.")
    del request.session[PROOF]
    return "code"


def _send(request: AccountRequest) -> None:
    """Send a code to the chosen point of this account, which is opened for that."""
    points = {str(point.pk): point for point in proved_points(request.account)}
    point = points.get(request.POST["send"])
    if point is None:
        raise NotUnderstood("Xin chọn nơi nhận mã.", "Choose where to send the code.")
    value = _value(request, point)
    language = get_language() or "vi"
    proof = send_code(value, place=address(request), language=language, at=now())
    request.session[PROOF] = str(proof.pk)


def _value(request: AccountRequest, point: ContactPoint) -> str:
    account = request.account
    with purpose(Purpose.SIGN_IN, by=account.ref, at=now(), about=account.subject) as opener:
        return contact_value(opener, point)


def _asked(request: AccountRequest, refusal: Refusal | None = None) -> HttpResponse:
    has_factor = _has_factor(request)
    context = {
        "form": second_step_form(request.POST) if has_factor else CodeForm(),
        "told": refusal.sentence(get_language() or "vi") if refusal else "",
        "goal": request.POST.get("next") or request.GET.get("next", ""),
        "has_factor": has_factor,
        "options": options_to_check(request.account) if _has_passkey(request) else None,
        "points": [] if has_factor else _points(request),
        "sent": not has_factor and PROOF in request.session,
    }
    status = refusal.status if refusal else 200
    if isinstance(refusal, NotUnderstood):
        status = 422
    return render(request, "portal/account/again.html", context, status=status)


def _has_passkey(request: AccountRequest) -> bool:
    return any(factor.kind == "webauthn" for factor in factors_of(request.account))


def _points(request: AccountRequest) -> list[tuple[str, str]]:
    """Where a code can go, as the owner knows it."""
    account = request.account
    with purpose(Purpose.SHOW_OWNER, by=account.ref, at=now(), about=account.subject) as opener:
        return [(str(point.pk), contact_shown(opener, point)) for point in proved_points(account)]
