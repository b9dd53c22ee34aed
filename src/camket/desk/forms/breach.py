"""Alleging a breach of terms, and deciding one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from camket.clock import civil_date, now
from camket.desk.forms.case import words
from camket.rulebook.company import current_policy
from camket.terms.actions.deciding import Ruling
from camket.terms.rules.breaches import Outcome
from camket.ui.uploads import FilesField

DUTIES = "nghia-vu"


def _clauses() -> list[tuple[str, str]]:
    """The clauses in force, the customer's duties first."""
    lang = get_language() or "vi"
    found = current_policy().in_force(civil_date(now()))
    duties_first = sorted(found, key=lambda version: not version.id.startswith(DUTIES))
    return [(v.id, f"{v.head.code}: {v.title(lang)}") for v in duties_first]


def _measures() -> list[tuple[str, str]]:
    lang = get_language() or "vi"
    known = [(measure.code, measure.name.spoken(lang)) for measure in current_policy().measures]
    return [("", _("không có hạn chế")), *known]


class AllegeForm(forms.Form):
    """Of whom, against which clause, what happened, and what shows it."""

    number = forms.CharField(
        label=gettext_lazy("Số hồ sơ của khách"),
        help_text=gettext_lazy("Thông báo gửi tới khách của hồ sơ này."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Xin nhập số hồ sơ.")},
    )
    clause = forms.ChoiceField(label=gettext_lazy("Điều khoản"), choices=_clauses)
    claim = words(gettext_lazy("Điều đã xảy ra"), gettext_lazy("Xin ghi điều đã xảy ra."), rows=4)
    references = forms.CharField(
        label=gettext_lazy("Chứng cứ nằm ở đâu"),
        help_text=gettext_lazy("Mỗi dòng một nơi: nhật ký, đơn hàng, thư. Khách đọc được."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attachments = FilesField(label=gettext_lazy("Tệp chứng cứ"))

    def cited(self) -> tuple[str, ...]:
        """One reference a line."""
        lines = self.cleaned_data["references"].splitlines()
        return tuple(line.strip() for line in lines if line.strip())


class RulingForm(forms.Form):
    """How it ends, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết luận"),
        choices=[
            (Outcome.DISMISSED, gettext_lazy("Bỏ qua, không có vi phạm")),
            (Outcome.WARNING, gettext_lazy("Có vi phạm, nhắc nhở")),
            (Outcome.LIMIT, gettext_lazy("Có vi phạm, hạn chế")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn kết luận.")},
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("Hạn chế nào"), choices=_measures, required=False
    )
    reasons = words(gettext_lazy("Lý do, khách đọc được"), gettext_lazy("Xin ghi lý do."), rows=4)

    def ruling(self) -> Ruling:
        """What was decided."""
        said: dict[str, Any] = self.cleaned_data
        return Ruling(Outcome(said["outcome"]), said["reasons"], said["measure"])
