"""Finding a case by number and code, and saying more on it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from camket.portal.forms.complaint import LONGEST_STORY
from camket.ui.uploads import FilesField

EXACTLY = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class FindForm(forms.Form):
    """The two things printed on every letter and slip."""

    number = forms.CharField(
        label=_("Số hồ sơ"),
        help_text=_("Ví dụ: KN-26-4F7K2"),
        max_length=40,
        widget=forms.TextInput(attrs=EXACTLY),
        error_messages={"required": _("Xin nhập số hồ sơ.")},
    )
    code = forms.CharField(
        label=_("Mã theo dõi"),
        help_text=_("Mã 12 ký tự trong thư, tin nhắn hoặc phiếu nhận."),
        max_length=40,
        widget=forms.TextInput(attrs=EXACTLY),
        error_messages={"required": _("Xin nhập mã theo dõi.")},
    )


class DisagreeForm(forms.Form):
    """Why somebody does not agree with the result, if they want to say it."""

    reason = forms.CharField(
        label=_("Vì sao Quý khách chưa đồng ý?"),
        max_length=LONGEST_STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class MessageForm(forms.Form):
    """More words, more files, or both."""

    text = forms.CharField(
        label=_("Lời nhắn"),
        max_length=LONGEST_STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    attachments = FilesField(label=_("Ảnh hoặc tệp"))
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        """Something must be said or shown."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("attachments"):
            self.add_error("text", _("Xin viết lời nhắn hoặc chọn tệp."))
        return cleaned
