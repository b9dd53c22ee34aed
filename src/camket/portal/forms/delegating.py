"""Inviting somebody to act for me: at which number or address, how far, until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from camket.people.rules import Closeness, Right
from camket.portal.forms.receipt_day import DayField

WHO = (
    (Closeness.FAMILY.value, _("Người nhà")),
    (Closeness.ASSISTANT.value, _("Trợ lý hoặc người giúp việc giấy tờ")),
)
MAY = (
    (Right.SEE.value, _("Chỉ xem hồ sơ")),
    (Right.ANSWER.value, _("Xem hồ sơ, trả lời câu hỏi và gửi thêm bằng chứng")),
)
USUAL = timedelta(days=90)


class InviteForm(forms.Form):
    """Everything that an owner says about a delegate. Nothing else can be allowed."""

    point = forms.CharField(
        label=_("Số di động hoặc địa chỉ thư của người ấy"),
        help_text=_("Người ấy đăng nhập bằng chính số hoặc địa chỉ này để nhận lời."),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Xin nhập số di động hoặc địa chỉ thư.")},
    )
    who = forms.ChoiceField(
        label=_("Người ấy là"), choices=WHO, initial=WHO[0][0], widget=forms.RadioSelect
    )
    may = forms.ChoiceField(
        label=_("Người ấy được"), choices=MAY, initial=MAY[0][0], widget=forms.RadioSelect
    )
    until = DayField(
        short=True,
        label=_("Tới hết ngày"),
        help_text=_("Ví dụ: 31/12/2026"),
        error_messages={
            "required": _("Xin cho biết ngày cuối cùng của ủy quyền."),
            "invalid": _("Xin nhập ngày, tháng, năm như 31/12/2026."),
        },
    )

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["until"].initial = today + USUAL
