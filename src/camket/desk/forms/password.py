"""Changing one's own password at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from camket.people.signing.forms import PresentForm

LONGEST = 200
NEW = {"autocomplete": "new-password"}


class ChangeForm(PresentForm):
    """The present password, and the new one twice: nobody sends a code to who has mistyped it."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 15 ký tự. Một câu ngắn dễ nhớ là tốt nhất."),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW),
        error_messages={"required": _("Xin nhập mật khẩu mới.")},
    )
    password_again = forms.CharField(
        label=_("Mật khẩu mới, lần nữa"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW),
        error_messages={"required": _("Xin nhập mật khẩu mới lần nữa.")},
    )

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        cleaned = super().clean() or {}
        if {"password", "password_again"} <= cleaned.keys() and (
            cleaned["password"] != cleaned["password_again"]
        ):
            self.add_error("password_again", _("Hai lần nhập mật khẩu mới không giống nhau."))
        return cleaned
