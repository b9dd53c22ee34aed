"""The questions of the calculator. They are asked by GET: an answer has an address, and nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from camket.portal.forms.receipt_day import DayField

STATES = (
    ("as_sold", _("Còn nguyên như lúc nhận")),
    ("used", _("Đã dùng hoặc không còn đủ")),
    ("our_fault", _("Hàng lỗi, sai hoặc không đúng như quảng cáo")),
)


class ReturnForm(forms.Form):
    """When the goods came, and how they are."""

    delivered = DayField(
        label=_("Tôi nhận hàng ngày"),
        error_messages={
            "required": _("Xin nhập một ngày, ví dụ 22/11/2026."),
            "invalid": _("Xin nhập ngày, tháng, năm như 22/11/2026."),
        },
    )
    state = forms.ChoiceField(
        label=_("Món hàng"), choices=STATES, initial="as_sold", widget=forms.RadioSelect
    )

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._today = today

    def clean_delivered(self) -> date:
        """A day that has not come is no day of delivery."""
        day: date = self.cleaned_data["delivered"]
        if day > self._today:
            raise ValidationError(_("Ngày nhận hàng chưa tới. Xin xem lại ngày."))
        return day
