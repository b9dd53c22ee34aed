"""The second step of signing in at the desk: the code of an app, a recovery code, or a passkey."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from camket.clock import now
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.kept import carried, is_page_of_the_desk, words_of
from camket.desk.sittings import mark_second_step
from camket.people.actions import begin_sitting
from camket.people.models import Account, Staff
from camket.people.rules import EVERYONE
from camket.people.signing.answering import second_step_form, shown
from camket.people.signing.factors.passkeys import options_to_check
from camket.people.signing.factors.sight import factors_of
from camket.people.signing.stages import mark_proved, wait_for_second, wait_no_more, waiting
from camket.people.signing.visits import begin_visit, remember_device, whence
from camket.refusals import NotUnderstood, Refusal
from camket.ui.limits import address
from camket.ui.returning import safe_next


@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app, a recovery code or a passkey, after the password was right."""
    found = waiting(request.session, at=now())
    if found is None or getattr(found[0], "staff", None) is None:
        return redirect("desk:sign_in")
    account = found[0]
    try:
        is_right = shown(request.POST, account, at=now())
    except Refusal as refusal:
        return asked(request, account, refusal)
    if not is_right:
        return asked(request, account)
    wait_no_more(request.session)
    return let_in(request, account.staff, second=True)


@desk_page(*EVERYONE, with_first_password=True)
def again(request: DeskRequest) -> HttpResponse:
    """Ask for the factor again before something sensitive. The sitting goes on in a session with a new key."""
    wait_for_second(request.session, request.staff.account, after="again", at=now())
    goal = request.GET.get("next") or reverse("desk:factors")
    return asked(request, request.staff.account, goal=goal)


def asked(
    request: HttpRequest, account: Account, refusal: Refusal | None = None, goal: str = ""
) -> HttpResponse:
    """The page that asks, with what was carried along to it."""
    kinds = {factor.kind for factor in factors_of(account)}
    context = {
        "form": second_step_form(request.POST),
        "told": refusal.sentence(get_language() or "vi") if refusal else "",
        "goal": goal or request.POST.get("next") or request.GET.get("next", ""),
        "kept": carried(request),
        "options": options_to_check(account) if "webauthn" in kinds else None,
        "has_app": "totp" in kinds,
    }
    status = refusal.status if refusal else 200
    if isinstance(refusal, NotUnderstood):
        status = 422
    return render(request, "desk/second_step.html", context, status=status)


def let_in(request: HttpRequest, staff: Staff, *, second: bool = False) -> HttpResponse:
    """Begin the sitting, and go where the person wanted to, or show what was typed before it."""
    goal = request.POST.get("next", "")
    login(request, staff.account)
    place = whence(request, address(request))
    how = "password+factor" if second else "password"
    begin_visit(request.session, staff.account, place, how=how, at=now())
    if second:
        mark_second_step(request.session)
    mark_proved(request.session, "factor" if second else "password", at=now())
    begin_sitting(staff, at=now())
    if second and carried(request) and is_page_of_the_desk(goal):
        answer = _unsent(request, staff, goal)
    else:
        answer = redirect(safe_next(request, goal, reverse("desk:queue")))
    remember_device(answer, place)
    return answer


def _unsent(request: HttpRequest, staff: Staff, goal: str) -> HttpResponse:
    """What was typed before the sitting ended is shown, and sent with one press."""
    asked = cast("DeskRequest", request)
    asked.staff = staff
    fields = carried(request)
    context = {"carried": fields, "words": words_of(fields), "goal": goal}
    return show(asked, "desk/send_again.html", context)
