"""Signing in: the form, and how often it may be tried.

A wrong name and a wrong password get the same answer after the same work. Tries are counted for a name and
the place that they come from, and for a place, so that a stranger's guesses never lock the owner out.
"""

from __future__ import annotations

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from camket.clock import now
from camket.people.models import Account, Staff
from camket.people.rules import FIRST_PASSWORD_LASTS, has_run_out
from camket.people.signing.forms import PasswordField
from camket.refusals import NotAllowed
from camket.ui.limits import Guesses, Limit

PASSWORDS = Guesses(
    for_a_name=Limit("sign-in-name", 10, 900),
    from_a_place=Limit("sign-in-place", 50, 900),
    refusal=(
        "Đã thử sai quá nhiều lần. Xin chờ mười lăm phút rồi thử lại, hoặc nhờ quản trị đặt lại mật khẩu.",
        "Too many wrong tries. Wait fifteen minutes and try again, or ask for a new password.",
    ),
)


class SignInForm(forms.Form):
    """A name and a password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Xin nhập tên đăng nhập.")},
    )
    password = PasswordField(label=_("Mật khẩu"), missing=_("Xin nhập mật khẩu."))


def staff_with(request: HttpRequest, username: str, password: str) -> Staff:
    """Who has this name and password. Raises NotAllowed, and TooManyTries after too many wrong ones."""
    PASSWORDS.check(request, username.casefold())
    account = authenticate(request, username=username, password=password)
    if not isinstance(account, Account):
        PASSWORDS.count(request, username.casefold())
        raise NotAllowed(
            "Tên đăng nhập hoặc mật khẩu không đúng. Xin xem lại và thử lần nữa.",
            "The name or the password is not right. Check them and try again.",
        )
    if has_run_out(account.staff.first_password_at, now()):
        raise NotAllowed(
            f"Mật khẩu vào lần đầu này đã quá {FIRST_PASSWORD_LASTS.days} ngày. Xin nhờ quản trị cấp lại.",
            f"This first password is more than {FIRST_PASSWORD_LASTS.days} days old. Ask for a new one.",
        )
    return account.staff


def check_present(request: HttpRequest, staff: Staff, password: str) -> None:
    """Whether whoever sits here knows the password. Raises as signing in does, and counts with it."""
    PASSWORDS.check(request, staff.username.casefold())
    if not staff.account.check_password(password):
        PASSWORDS.count(request, staff.username.casefold())
        raise NotAllowed(
            "Mật khẩu hiện tại không đúng. Xin xem lại và thử lần nữa.",
            "The present password is not right. Check it and try again.",
        )
