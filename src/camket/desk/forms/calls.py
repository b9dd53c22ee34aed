"""What came of a call."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from camket.desk.incoming.words import CALLS
from camket.notices.rules import CallOutcome


class OutcomeForm(forms.Form):
    """One outcome, and what belongs to it."""

    outcome = forms.ChoiceField(
        label=_("Cuộc gọi ra sao?"),
        choices=list(CALLS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn cuộc gọi ra sao.")},
    )
    again = forms.DateTimeField(
        label=_("Gọi lại lúc"),
        help_text=_("Khi không ai nghe máy mà để trống: hai giờ nữa."),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={"invalid": _("Ngày giờ chưa đúng. Ví dụ: 22/11/2026 21:14")},
    )
    mail = forms.EmailField(
        label=_("Địa chỉ thư khách vừa đọc"),
        help_text=_("Để trống nếu dùng địa chỉ đã biết."),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Ví dụ: ten@example.vn")},
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_outcome(self) -> CallOutcome:
        """The outcome as the rules know it."""
        return CallOutcome(self.cleaned_data["outcome"])
