"""The forms of a case's page. Their labels are short, because they stand beside what they act on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from camket.desk.words import KINDS
from camket.people.models import Staff

LONGEST = 10_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def words(label: Any, missing: Any, rows: int = 3) -> forms.CharField:
    """A field for sentences."""
    return forms.CharField(
        label=label, max_length=LONGEST, widget=_area(rows), error_messages={"required": missing}
    )


class ComposerForm(forms.Form):
    """A reply to the customer, or a note for colleagues."""

    kind = forms.ChoiceField(
        label=_("Viết gì"),
        choices=[("reply", _("Trả lời")), ("note", _("Ghi chú nội bộ"))],
        widget=forms.RadioSelect,
        initial="reply",
    )
    text = words(_("Nội dung"), _("Xin viết nội dung."), rows=5)


class PointForm(forms.Form):
    """One more thing that is complained of."""

    text = words(_("Khách khiếu nại điều gì"), _("Xin ghi điều khách hàng khiếu nại."), rows=2)


class FindingForm(forms.Form):
    """What was verified on a point, and what was found."""

    finding = words(_("Đã kiểm tra gì, thấy gì"), _("Xin ghi đã kiểm tra gì và thấy gì."))


class QuestionForm(forms.Form):
    """What the customer is asked for."""

    text = words(_("Cần hỏi khách điều gì"), _("Xin ghi điều cần hỏi khách hàng."))


class LaterDateForm(forms.Form):
    """A new day for the result, and why."""

    day = forms.DateField(
        label=_("Ngày có kết quả"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Xin chọn ngày."), "invalid": _("Xin chọn một ngày.")},
    )
    reason = words(_("Vì sao cần thêm thời gian"), _("Xin ghi lý do cần thêm thời gian."))


class KindForm(forms.Form):
    """Another kind of case, and why."""

    kind = forms.ChoiceField(label=_("Loại hồ sơ"), choices=list(KINDS.items()))
    reason = words(_("Lý do đổi"), _("Xin ghi lý do đổi loại hồ sơ."), rows=2)


class ClosingForm(forms.Form):
    """The end of an answered matter, with an answer where none has reached the customer yet."""

    answer = forms.CharField(
        label=_("Lời trả lời gửi khách"), required=False, max_length=LONGEST, widget=_area(3)
    )


class StaffForm(forms.Form):
    """A colleague, and who had the case when the page was made: nobody is taken a case from unseen."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    staff = forms.ModelChoiceField(
        label=_("Người phụ trách"),
        queryset=Staff.objects.filter(is_active=True).order_by("name"),
        to_field_name="ref",
        required=False,
        empty_label=_("Chưa giao ai"),
    )


class ConcernedForm(forms.Form):
    """The member of staff whom the customer complains about."""

    staff = forms.ModelChoiceField(
        label=_("Người bị khiếu nại"),
        queryset=Staff.objects.filter(is_active=True).order_by("name"),
        to_field_name="ref",
        error_messages={"required": _("Xin chọn người bị khiếu nại.")},
    )


class NothingForm(forms.Form):
    """A step that needs no words."""
