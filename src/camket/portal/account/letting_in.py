"""Letting the owner of an account in, at once or after a second step."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from camket.clock import civil_date, now
from camket.people.models import Account
from camket.people.signing.factors.checking import has_factor
from camket.people.signing.factors.passkeys import options_to_check
from camket.people.signing.factors.sight import factors_of
from camket.people.signing.forms import SecondStepForm
from camket.people.signing.stages import mark_proved, wait_for_second
from camket.people.signing.visits import CUSTOMERS, begin_visit, remember_device, whence
from camket.refusals import NotUnderstood, Refusal
from camket.terms.queries.standing import standing_of
from camket.ui.limits import address
from camket.ui.returning import safe_next

GOAL = "proof_goal"
HAS_PASSKEY = "camket_passkey"
"""A cookie that says nothing but that a passkey was made in this browser: it is offered first from then on."""


def after_first_step(request: HttpRequest, account: Account, how: str) -> HttpResponse:
    """The first step was right: in, or on to the second."""
    if has_factor(account):
        wait_for_second(request.session, account, after=how, at=now())
        return asked_for_second(request, account)
    return let_in(request, account, how)


def asked_for_second(
    request: HttpRequest,
    account: Account,
    refusal: Refusal | None = None,
    form: SecondStepForm | None = None,
) -> HttpResponse:
    """The page that asks for the second step."""
    kinds = {factor.kind for factor in factors_of(account)}
    context = {
        "form": form or SecondStepForm(),
        "told": refusal.sentence(get_language() or "vi") if refusal else "",
        "options": options_to_check(account) if "webauthn" in kinds else None,
    }
    status = refusal.status if refusal else 200
    if isinstance(refusal, NotUnderstood):
        status = 422
    return render(request, "portal/account/second_step.html", context, status=status)


def let_in(request: HttpRequest, account: Account, how: str) -> HttpResponse:
    """Begin the visit in a session with a new key, and go where the person wanted to."""
    goal = request.session.pop(GOAL, "")
    login(request, account)
    request.session.set_expiry(CUSTOMERS.longest)
    place = whence(request, address(request))
    begin_visit(request.session, account, place, how=how, at=now())
    mark_proved(request.session, how, at=now())
    answer = redirect(safe_next(request, goal, _home(account)))
    remember_device(answer, place)
    return answer


def _home(account: Account) -> str:
    """The account's first page, or the terms, where they wait for an answer and were not put off."""
    today = civil_date(now())
    calls = standing_of(account, on=today).calls(today)
    return reverse("portal:terms" if calls else "portal:account")
