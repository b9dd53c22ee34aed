"""Changing one's own password at the desk."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from camket.people.signing.forms import PasswordField, PresentForm


class ChangeForm(PresentForm):
    """The present password, and the new one twice: nobody sends a code to who has mistyped it."""

    password = PasswordField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 15 ký tự. Một câu ngắn dễ nhớ là tốt nhất."),
        missing=_("Xin nhập mật khẩu mới."),
        is_new=True,
    )
    password_again = PasswordField(
        label=_("Mật khẩu mới, lần nữa"),
        missing=_("Xin nhập mật khẩu mới lần nữa."),
        is_new=True,
    )

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        cleaned = super().clean() or {}
        if {"password", "password_again"} <= cleaned.keys() and (
            cleaned["password"] != cleaned["password_again"]
        ):
            self.add_error("password_again", _("Hai lần nhập mật khẩu mới không giống nhau."))
        return cleaned
