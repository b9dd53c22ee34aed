"""What keeps an account safe: passkeys, an app that makes codes, recovery codes; the password has its own module."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.clock import now
from camket.people.models import Account
from camket.people.signing.browsers import browser_words
from camket.people.signing.factors.checking import has_factor
from camket.people.signing.factors.keeping import add_totp, new_recovery_codes, remove_factor
from camket.people.signing.factors.passkeys import add_passkey, options_to_add
from camket.people.signing.factors.sight import Factor, factors_of, new_app
from camket.people.signing.forms import AppForm, read_secret
from camket.people.signing.recognising import questions_for
from camket.people.signing.visits import COOKIE_LASTS
from camket.portal.account.added import added_lately
from camket.portal.account.forms import ChangeForm, PasswordForm
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.account.letting_in import HAS_PASSKEY
from camket.refusals import Refusal
from camket.ui import cookies

YES = "1"


@account_page(sensitive=True)
def security(request: AccountRequest) -> HttpResponse:
    """What there is, and what can be added."""
    return shown(request)


def shown(request: AccountRequest, status: int = 200, **forms: object) -> HttpResponse:
    """The page, with what was filled in wrongly in the place of its empty forms."""
    found = factors_of(request.account)
    app = new_app(request.account, str(forms.pop("secret", "")))
    context = {
        "rows": [_row(factor) for factor in found],
        "has_app": any(factor.kind == "totp" for factor in found),
        "has_factor": any(factor.kind != "recovery_codes" for factor in found),
        "has_password": request.account.has_usable_password(),
        "app": app,
        "form": AppForm(initial={"sealed": app.sealed}),
        "password_form": password_form(request.account)(),
        "questions": questions_for(request.visit),
        "options": options_to_add(request.account),
        "added": added_lately(request, found),
        **forms,
    }
    return render(request, "portal/account/security.html", context, status=status)


def password_form(account: Account) -> type[PasswordForm]:
    """Which form chooses a password: where there is one, it asks for it."""
    return ChangeForm if account.has_usable_password() else PasswordForm


def _row(factor: Factor) -> dict[str, object]:
    is_removable = factor.kind != "recovery_codes"
    removal = reverse("portal:factor_removed", args=[factor.pk]) if is_removable else ""
    return {"factor": factor, "removal": removal}


@account_page("POST", sensitive=True)
def app(request: AccountRequest) -> HttpResponse:
    """Add an app by its first code."""
    form, secret = AppForm(request.POST), ""
    if not form.is_valid():
        return shown(request, 422, form=form)
    is_first = not has_factor(request.account)
    try:
        secret = read_secret(request.account, form.cleaned_data["sealed"])
        code = form.cleaned_data["code"]
        add_totp(request.account, secret, code, by=request.account.ref, at=now())
    except Refusal as refusal:
        form.add_error("code", refusal.sentence(get_language() or "vi"))
        return shown(request, 422, form=form, secret=secret)
    return _added(request, is_first=is_first)


@account_page("POST", sensitive=True)
def passkey(request: AccountRequest) -> HttpResponse:
    """Add a passkey that the browser has made. From now on it is offered first in this browser."""
    is_first = not has_factor(request.account)
    name = browser_words(request.headers.get("User-Agent", ""))
    add_passkey(request.account, request.POST.get("credential", ""), name=name, at=now())
    answer = _added(request, is_first=is_first)
    cookies.leave(answer, HAS_PASSKEY, YES, lasts=COOKIE_LASTS)
    return answer


def _added(request: AccountRequest, *, is_first: bool) -> HttpResponse:
    """The first factor brings recovery codes, shown once; other sessions may be ended from here."""
    if is_first:
        return _codes(request)
    messages.success(request, _("Đã thêm."))
    return redirect("portal:security")


@account_page("POST", sensitive=True)
def recovery_codes(request: AccountRequest) -> HttpResponse:
    """New recovery codes, shown once; the old ones are good for nothing from now on."""
    return _codes(request)


def _codes(request: AccountRequest) -> HttpResponse:
    codes = new_recovery_codes(request.account, at=now())
    return render(request, "portal/account/recovery_codes.html", {"codes": codes})


@account_page("POST", sensitive=True)
def removed(request: AccountRequest, factor: int) -> HttpResponse:
    """Remove one factor. A customer may do without any."""
    remove_factor(request.account, factor, must_have=False, at=now())
    messages.success(request, _("Đã bỏ."))
    return redirect("portal:security")
