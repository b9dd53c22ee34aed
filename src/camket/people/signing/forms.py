"""The forms of second steps and of the present password, for the desk and the customers' pages alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from camket.people.models import Account
from camket.refusals import NotUnderstood

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

SALT = "camket.totp"
LASTS = 1800
"""Seconds in which somebody gets an app going, with the page open."""
LONGEST_PASSWORD = 200
DIGITS = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "class": "short",
    "spellcheck": "false",
}


class SecondStepForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Mã xác nhận"),
        help_text=_("Sáu chữ số trong ứng dụng tạo mã, hoặc một mã dự phòng tám chữ số."),
        max_length=20,
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={"required": _("Xin nhập mã.")},
    )


class AppForm(forms.Form):
    """The first code of an app. The secret stands on the page already, and goes along in it, signed."""

    code = forms.CharField(
        label=_("Mã đang hiện trong ứng dụng"),
        max_length=20,
        widget=forms.TextInput(attrs={**DIGITS, "autocomplete": "off"}),
        error_messages={"required": _("Xin nhập mã.")},
    )
    sealed = forms.CharField(widget=forms.HiddenInput)


class PasswordField(forms.CharField):
    """A password as it is typed: nothing is cut off, and programs that remember passwords know which one it is."""

    def __init__(
        self, *, label: Words, missing: Words, is_new: bool = False, help_text: Words = ""
    ) -> None:
        attrs = {"autocomplete": "new-password" if is_new else "current-password"}
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=LONGEST_PASSWORD,
            strip=False,
            widget=forms.PasswordInput(attrs=attrs),
            error_messages={"required": missing},
        )


class PresentForm(forms.Form):
    """The password as it is now, which whoever changes it must know."""

    present_password = PasswordField(
        label=_("Mật khẩu hiện tại"), missing=_("Xin nhập mật khẩu hiện tại.")
    )


class PasskeyForm(forms.Form):
    """What the browser says of a passkey. A script fills it in."""

    credential = forms.CharField(widget=forms.HiddenInput)


def signed_secret(account: Account, secret: str) -> str:
    """A secret that this account alone can bring back, for half an hour."""
    return signing.dumps([account.ref, secret], salt=SALT)


def read_secret(account: Account, sealed: str) -> str:
    """The secret that was signed for this account. Raises NotUnderstood."""
    try:
        ref, secret = signing.loads(sealed, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        ref, secret = "", ""
    if ref != account.ref:
        raise NotUnderstood(
            "Trang này đã mở quá lâu. Xin quét lại mã QR mới.",
            "This page was open too long. Scan the new QR code.",
        )
    return str(secret)
