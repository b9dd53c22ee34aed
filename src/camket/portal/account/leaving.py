"""Leaving: data and money are asked for as cases, and the account closes when its owner confirms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.clock import now
from camket.people.models import Account
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.account.kept import kept
from camket.refusals import Refusal
from camket.terms.actions.leaving import Wish, ask_to_leave, leave, stay
from camket.terms.queries.standing import leaving_of

SHOWN = 20


class WishForm(forms.Form):
    """What somebody who leaves wants back."""

    wants_data = forms.BooleanField(
        label=gettext_lazy("Gửi cho tôi dữ liệu cá nhân của tôi"), required=False, initial=True
    )
    wants_money = forms.BooleanField(
        label=gettext_lazy("Trả lại tiền của tôi mà công ty còn giữ"), required=False, initial=True
    )
    words = forms.CharField(
        label=gettext_lazy("Lời nhắn thêm"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """A case that goes on, with the code with which it is followed once the account is closed."""

    case: Case
    code: str
    code_shown: str


@account_page()
def leaving(request: AccountRequest) -> HttpResponse:
    """Ask what is wanted back; or, once that is asked for, show the cases and ask to confirm."""
    was: dict[str, Any] = dict(kept(request))
    if was:  # A box that was not ticked is not there.
        was |= {name: name in was for name in ("wants_data", "wants_money")}
    return _page(request, WishForm(initial=was))


def _page(request: AccountRequest, form: WishForm, status: int = 200) -> HttpResponse:
    found = leaving_of(request.account)
    context = {"form": form, "leaving": found, "cases": _open_cases(request.account)}
    return render(request, "portal/account/leaving.html", context, status=status)


def _open_cases(account: Account) -> list[Followed]:
    """The cases that go on, the newest first."""
    rows = Case.objects.open().filter(customer__account=account).order_by("-pk")[:SHOWN]
    codes = ((case, tracking_code(case)) for case in rows)
    return [Followed(case, code, tracking_code_shown(code)) for case, code in codes]


@account_page("POST", back="portal:leaving")
def asked(request: AccountRequest) -> HttpResponse:
    """Open what is asked for."""
    form = WishForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    wish = Wish(**form.cleaned_data, language=get_language() or "vi")
    try:
        ask_to_leave(request.account, wish, by=request.account.ref, at=now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence(get_language() or "vi"))
        return _page(request, form, refusal.status)
    return redirect("portal:leaving")


@account_page("POST", back="portal:leaving")
def stayed(request: AccountRequest) -> HttpResponse:
    """Stay after all."""
    stay(request.account, by=request.account.ref, at=now())
    messages.success(request, _("Quý khách ở lại. Yêu cầu đã gửi vẫn được xử lý."))
    return redirect("portal:account")


@account_page("POST", sensitive=True, back="portal:leaving")
def left(request: AccountRequest) -> HttpResponse:
    """Close the account. The last page shows number and code of every case that goes on."""
    cases = _open_cases(request.account)
    leave(request.account, by=request.account.ref, at=now())
    logout(request)
    return render(request, "portal/account/left.html", {"cases": cases})
