"""Where to send a code, and the code."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from camket.people.signing.forms import PasswordField, PresentForm

LONGEST_POINT = 254


class PointForm(forms.Form):
    """A mail address or a mobile number, as people write it."""

    point = forms.CharField(
        label=_("Số di động hoặc địa chỉ thư"),
        help_text=_("Chúng tôi gửi tới đó một mã sáu chữ số."),
        max_length=LONGEST_POINT,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Xin nhập số di động hoặc địa chỉ thư.")},
    )


class CodeForm(forms.Form):
    """Six digits; spaces and dashes between them do not matter."""

    code = forms.CharField(
        label=_("Mã sáu chữ số"),
        help_text=_("Mã dùng được trong 10 phút. Chưa thấy thư, xin xem cả hộp thư rác."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "short",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Xin nhập mã sáu chữ số.")},
    )
    point = forms.CharField(max_length=LONGEST_POINT, required=False, widget=forms.HiddenInput)


class PasswordForm(forms.Form):
    """A new password. It may be pasted, and shown by the browser's own eye."""

    password = PasswordField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 8 ký tự. Một câu ngắn dễ nhớ là tốt nhất."),
        missing=_("Xin nhập mật khẩu."),
        is_new=True,
    )


class ChangeForm(PasswordForm, PresentForm):
    """The same where there is a password: who changes it knows the present one."""


class KnownForm(forms.Form):
    """A point and a password, for who has chosen one."""

    point = forms.CharField(
        label=_("Số di động hoặc địa chỉ thư"),
        max_length=LONGEST_POINT,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Xin nhập số di động hoặc địa chỉ thư.")},
    )
    password = PasswordField(label=_("Mật khẩu"), missing=_("Xin nhập mật khẩu."))
