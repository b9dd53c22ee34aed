"""What is done with an arrival that waits: opened, put into a case, or dismissed with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from camket.arrivals.submission import Submission
from camket.cases.rules import read_number
from camket.desk.incoming.words import DISMISSALS
from camket.rulebook.company import current_policy
from camket.text import phone_normal_form


class OpenForm(forms.Form):
    """The words of the case, as they were read or as a person puts them right."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
    mail = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Ví dụ: ten@example.vn")},
    )
    phone = forms.CharField(label=_("Số điện thoại"), max_length=30, required=False)
    subject = forms.CharField(label=_("Tiêu đề"), max_length=300, required=False)
    text = forms.CharField(
        label=_("Lời khách"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Xin ghi lời khách, như đọc được từ bản gốc.")},
    )

    def clean_phone(self) -> str:
        """The number as it was typed, if it is one."""
        typed = str(self.cleaned_data["phone"]).strip()
        if typed and phone_normal_form(typed) is None:
            raise ValidationError(_("Số này chưa gọi được. Xin xem lại từng số."))
        return typed


class JoinForm(forms.Form):
    """The case to which it belongs."""

    number = forms.CharField(
        label=_("Số hồ sơ"),
        max_length=40,
        error_messages={"required": _("Xin ghi số hồ sơ.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        """The number in its normal form, if its check character is right."""
        number = read_number(self.cleaned_data["number"], current_policy().company.case_prefix)
        if number is None:
            raise ValidationError(_("Số hồ sơ chưa đúng. Ví dụ: KN-26-4F7K2"))
        return number


class DismissForm(forms.Form):
    """Why it opens nothing."""

    reason = forms.ChoiceField(
        label=_("Vì sao bỏ qua"),
        choices=[("", _("Chọn lý do")), *DISMISSALS.items()],
        error_messages={"required": _("Xin chọn lý do bỏ qua.")},
    )
    remark = forms.CharField(
        label=_("Ghi thêm"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Another reason is said in words."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") == "other" and not cleaned.get("remark", "").strip():
            self.add_error("remark", _("Xin ghi lý do."))
        return cleaned


FORMS: dict[str, type[forms.Form]] = {"open": OpenForm, "join": JoinForm, "dismiss": DismissForm}


def forms_for(said: Submission, named: str) -> dict[str, forms.Form]:
    """All three, filled with what was read. Ids differ, since they stand on one page."""
    read = {
        "name": said.sender.name,
        "mail": said.sender.mail,
        "phone": said.sender.phone,
        "subject": said.subject,
        "text": said.text,
    }
    initial: dict[str, dict[str, Any]] = {"open": read, "join": {"number": named}, "dismiss": {}}
    return {name: kind(initial=initial[name], auto_id=f"{name}_%s") for name, kind in FORMS.items()}
