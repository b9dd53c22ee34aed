"""The reader's own day: when would my matter be answered?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
A_DAY = "%d/%m/%Y"


class ReceiptDayForm(forms.Form):
    """One day, asked by GET: the address of the answer can be sent to somebody."""

    sent = forms.DateField(
        label=_("Tôi gửi ngày"),
        input_formats=FORMATS,
        widget=forms.DateInput(
            format=A_DAY, attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 10}
        ),
        error_messages={
            "required": _("Xin nhập một ngày, ví dụ 22/11/2026."),
            "invalid": _("Xin nhập ngày, tháng, năm như 22/11/2026."),
        },
    )
