"""What a customer has bought, its last day, and an outage."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from camket.clock import now
from camket.services.queries import access_clause
from camket.services.rules import troubles_of
from camket.text import phone_normal_form

WRONG_DAY = _("Ngày chưa đúng. Ví dụ: 22/11/2026")
LONGEST_WORDS = 2_000


def _day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
        error_messages={"invalid": WRONG_DAY, "required": _("Xin ghi ngày.")},
    )


class HoldingForm(forms.Form):
    """Who has it, since when, and under which number."""

    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    mail = forms.EmailField(
        label=_("Thư điện tử"),
        help_text=_("Ghi số hoặc địa chỉ mà khách dùng để đăng nhập."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Ví dụ: ten@example.vn")},
    )
    name = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
    reference = forms.CharField(
        label=_("Số hợp đồng hoặc đơn hàng"), max_length=100, required=False
    )
    since = _day(_("Có từ ngày"))
    runs_until = _day(
        _("Trả tiền đến hết ngày"), required=False, hint=_("Để trống nếu không có kỳ hạn.")
    )

    def clean_phone(self) -> str:
        """The number as it was typed, if it is one."""
        typed = str(self.cleaned_data["phone"]).strip()
        if typed and phone_normal_form(typed) is None:
            raise ValidationError(_("Số này chưa gọi được. Xin đọc lại cho khách từng số."))
        return typed


class EndForm(forms.Form):
    """The last day on which the customer has it."""

    last = _day(_("Ngày cuối"))


class OutageForm(forms.Form):
    """What does not work, since when, and what customers read about it."""

    what = forms.ChoiceField(label=_("Điều gì không dùng được?"))
    began = forms.DateTimeField(
        label=_("Bắt đầu lúc"),
        help_text=_("Để trống nếu là lúc này. Phần cộng thêm được tính từ lúc bắt đầu."),
        required=False,
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "short"}
        ),
        error_messages={"invalid": _("Ngày giờ chưa đúng. Ví dụ: 22/11/2026 21:14")},
    )
    words = forms.CharField(
        label=_("Nói gì với khách?"),
        help_text=_("Mọi khách đang dùng dịch vụ đọc được. Đừng ghi thông tin của riêng ai."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Xin ghi vài lời cho khách.")},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # Its page has another form whose fields have the same names.
        super().__init__(*arguments, **{"auto_id": "outage_%s", **options})
        choices = troubles_of(access_clause(now()), get_language() or "vi")
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class SayForm(forms.Form):
    """Words to everybody whom an outage concerns. Ending one may go without."""

    words = forms.CharField(
        label=_("Nói gì với khách?"),
        help_text=_("Mọi khách liên quan đọc được. Đừng ghi thông tin của riêng ai."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
