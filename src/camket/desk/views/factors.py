"""My second factors at the desk: adding and removing them. Nobody works here without one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.clock import now
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.sittings import has_second_step, mark_second_step
from camket.people.rules import EVERYONE
from camket.people.signing.factors.keeping import add_totp, new_recovery_codes, remove_factor
from camket.people.signing.factors.passkeys import add_passkey, options_to_add
from camket.people.signing.factors.sight import Factor, factors_of, new_app
from camket.people.signing.forms import AppForm, read_secret
from camket.people.signing.stages import mark_proved
from camket.people.signing.visits import STAFF, end_other_visits, visits_of
from camket.refusals import Refusal


@desk_page(*EVERYONE, without_second_step=True)
def factors(request: DeskRequest) -> HttpResponse:
    """My factors, and what can be added. Who has none comes here before anywhere else."""
    return _shown(request)


def _shown(
    request: DeskRequest,
    form: AppForm | None = None,
    secret: str = "",
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    account = request.staff.account
    app = new_app(account, secret)
    found = factors_of(account)
    context = {
        "rows": [_row(factor) for factor in found],
        "told": refusal.sentence(get_language() or "vi") if refusal else "",
        "visits": visits_of(account, STAFF, at=now()),
        "has_app": any(factor.kind == "totp" for factor in found),
        "must": not has_second_step(request.session),
        "app": app,
        "form": form or AppForm(initial={"sealed": app.sealed}),
        "options": options_to_add(account),
    }
    return show(request, "desk/factors.html", context, status=status)


def _row(factor: Factor) -> dict[str, object]:
    """A factor with the address at which it is removed. Recovery codes go with the last of the others."""
    is_removable = factor.kind != "recovery_codes"
    removal = reverse("desk:factor_removed", args=[factor.pk]) if is_removable else ""
    return {"factor": factor, "removal": removal}


@desk_page(*EVERYONE, methods=("POST",), without_second_step=True, sensitive=True)
def app(request: DeskRequest) -> HttpResponse:
    """Add an app by its first code."""
    form = AppForm(request.POST)
    account = request.staff.account
    if not form.is_valid():
        return _shown(request, form, status=422)
    secret = ""
    try:
        secret = read_secret(account, form.cleaned_data["sealed"])
        add_totp(account, secret, form.cleaned_data["code"], by=account.ref, at=now())
    except Refusal as refusal:
        form.add_error("code", refusal.sentence(get_language() or "vi"))
        return _shown(request, form, secret, status=422)
    return _added(request)


@desk_page(*EVERYONE, methods=("POST",), without_second_step=True, sensitive=True)
def passkey(request: DeskRequest) -> HttpResponse:
    """Add a passkey that the browser has made."""
    answer, name = request.POST.get("credential", ""), _("Bàn làm việc")
    try:
        add_passkey(request.staff.account, answer, name=name, at=now())
    except Refusal as refusal:
        return _shown(request, status=422, refusal=refusal)
    return _added(request)


def _added(request: DeskRequest) -> HttpResponse:
    """The first factor opens the desk, and brings recovery codes, shown once."""
    is_first = not has_second_step(request.session)
    mark_second_step(request.session)
    mark_proved(request.session, "factor", at=now())
    if is_first:
        return _codes(request)
    messages.success(request, _("Đã thêm."))
    return redirect("desk:factors")


@desk_page(*EVERYONE, methods=("POST",), sensitive=True)
def recovery_codes(request: DeskRequest) -> HttpResponse:
    """New recovery codes, shown once; the old ones are good for nothing from now on."""
    return _codes(request)


def _codes(request: DeskRequest) -> HttpResponse:
    try:
        codes = new_recovery_codes(request.staff.account, at=now())
    except Refusal as refusal:
        return _shown(request, status=422, refusal=refusal)
    return show(request, "desk/recovery_codes.html", {"codes": codes})


@desk_page(*EVERYONE, methods=("POST",), sensitive=True)
def removed(request: DeskRequest, factor: int) -> HttpResponse:
    """Remove one factor; the last one stays."""
    remove_factor(request.staff.account, factor, must_have=True, at=now())
    messages.success(request, _("Đã bỏ."))
    return redirect("desk:factors")


@desk_page(*EVERYONE, methods=("POST",), sensitive=True)
def others_ended(request: DeskRequest) -> HttpResponse:
    """End every other sitting of mine."""
    account = request.staff.account
    end_other_visits(account, request.visit, by=account.ref, at=now())
    messages.success(request, _("Các phiên khác đã kết thúc."))
    return redirect("desk:factors")
