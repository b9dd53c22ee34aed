"""A password for who wants one: chosen, changed by who knows the present one, and given up where it is forgotten."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from camket.clock import now
from camket.people.signing.passwords import forget_password, set_password
from camket.people.signing.stages import was_proved_anew
from camket.people.signing.visits import end_other_visits
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.account.security import password_form, shown
from camket.portal.limits import PASSWORDS
from camket.refusals import NotAllowed, NotUnderstood, TooManyTries


@sensitive_post_parameters("present_password", "password")
@account_page("POST", sensitive=True)
def password(request: AccountRequest) -> HttpResponse:
    """Choose a password. Every other session ends, since one may be open at somebody else's."""
    form = password_form(request.account)(request.POST)
    if not form.is_valid():
        return shown(request, 422, password_form=form)
    try:
        if "present_password" in form.fields:
            _check_present(request, form.cleaned_data["present_password"])
        set_password(request, request.account, form.cleaned_data["password"], at=now())
    except (NotAllowed, TooManyTries) as refusal:
        form.add_error("present_password", refusal.sentence(get_language() or "vi"))
        return shown(request, refusal.status, password_form=form)
    except NotUnderstood as refusal:
        form.add_error("password", refusal.sentence(get_language() or "vi"))
        return shown(request, 422, password_form=form)
    end_other_visits(request.account, request.visit, by=request.account.ref, at=now())
    messages.success(request, _("Mật khẩu mới dùng được từ bây giờ. Các phiên khác đã kết thúc."))
    return redirect("portal:security")


def _check_present(request: AccountRequest, typed: str) -> None:
    """Raise NotAllowed for a wrong one, which counts as one typed when signing in does."""
    PASSWORDS.check(request, request.account.ref)
    if not request.account.check_password(typed):
        PASSWORDS.count(request, request.account.ref)
        raise NotAllowed(
            "Mật khẩu hiện tại không đúng. Nếu đã quên, Quý khách bỏ mật khẩu ấy rồi đặt mật khẩu khác.",
            "The present password is not right. If it is forgotten, give it up and set another.",
        )


@account_page("POST", sensitive=True)
def forgotten(request: AccountRequest) -> HttpResponse:
    """Give up a password that is not remembered: who has signed in with it shows a factor or a code first."""
    if not was_proved_anew(request.session, at=now()):
        query = urlencode({"next": reverse("portal:security")})
        return redirect(f"{reverse('portal:again')}?{query}")
    if not request.account.has_usable_password():
        return redirect("portal:security")
    forget_password(request, request.account, at=now())
    end_other_visits(request.account, request.visit, by=request.account.ref, at=now())
    messages.success(request, _("Mật khẩu cũ không còn dùng được. Các phiên khác đã kết thúc."))
    return redirect("portal:security")
