"""The reader's own day: when would my matter be answered?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
A_DAY = "%d/%m/%Y"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Between these every day can be counted on from and back; nobody means another, whatever was typed."""
NO_SUCH_YEAR = _("Năm này ở ngoài lịch. Xin xem lại năm, ví dụ 22/11/2026.")


class DayField(forms.DateField):
    """A day as people write it: 22/11/2026."""

    def __init__(self, *, short: bool = False, **options: Any) -> None:
        attrs: dict[str, Any] = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 10}
        if short:
            attrs["class"] = "short"
        bounds = [
            MinValueValidator(FIRST_DAY, NO_SUCH_YEAR),
            MaxValueValidator(LAST_DAY, NO_SUCH_YEAR),
        ]
        widget = forms.DateInput(format=A_DAY, attrs=attrs)
        super().__init__(input_formats=FORMATS, widget=widget, validators=bounds, **options)


class ReceiptDayForm(forms.Form):
    """One day, asked by GET: the address of the answer can be sent to somebody."""

    sent = DayField(
        label=_("Tôi gửi ngày"),
        error_messages={
            "required": _("Xin nhập một ngày, ví dụ 22/11/2026."),
            "invalid": _("Xin nhập ngày, tháng, năm như 22/11/2026."),
        },
    )
