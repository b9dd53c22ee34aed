"""The three steps of sending something in: what happened, how to answer, and look over and send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from camket.arrivals.submission import Matter
from camket.text import nfc, phone_normal_form
from camket.ui.uploads import FilesField

LONGEST_STORY = 20_000
LONGEST_PRODUCT = 200
MOBILE_DIGITS = 10

MATTERS = (
    (Matter.COMPLAINT, _("Khiếu nại")),
    (Matter.ENQUIRY, _("Hỏi thông tin")),
    (Matter.RETURN, _("Trả hàng, hoàn tiền")),
    (Matter.PRIVACY, _("Dữ liệu cá nhân của tôi")),
    (Matter.FEEDBACK, _("Góp ý")),
)

ANSWER_BY = (
    ("", _("Cách nào cũng được")),
    ("mail", _("Thư điện tử")),
    ("phone", _("Tin nhắn hoặc điện thoại")),
)
WHERE_TO = {
    "mail": _("Quý khách muốn được báo bằng thư. Xin cho địa chỉ thư điện tử."),
    "phone": _("Quý khách muốn được báo qua điện thoại. Xin cho số điện thoại."),
}


class WhatForm(forms.Form):
    """What it is about, in the customer's own words."""

    matter = forms.ChoiceField(
        label=pgettext_lazy("câu hỏi", "Việc này là"),
        choices=MATTERS,
        initial=Matter.COMPLAINT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn loại việc.")},
    )
    story = forms.CharField(
        label=_("Chuyện gì đã xảy ra?"),
        help_text=_("Xin kể theo cách của Quý khách. Nếu có, hãy ghi ngày và mã đơn hàng."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Xin cho biết chuyện gì đã xảy ra."),
            "max_length": _("Phần kể dài quá 20.000 ký tự. Xin gửi phần còn lại thành tệp."),
        },
    )
    product = forms.CharField(
        label=_("Sản phẩm hoặc dịch vụ"),
        max_length=LONGEST_PRODUCT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    remedy = forms.CharField(
        label=_("Quý khách mong muốn điều gì?"),
        help_text=_("Ví dụ: đổi đúng hàng, hoàn tiền, sửa chữa."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    attachments = FilesField(
        most=None,
        label=_("Ảnh hoặc tệp"),
        help_text=_("Ảnh, video, ghi âm hay giấy tờ. Xin đừng gửi ảnh căn cước hay thẻ ngân hàng."),
    )


class ContactForm(forms.Form):
    """Who writes, and where an answer reaches them: a phone number or a mail address, or both."""

    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Xin cho biết họ và tên.")},
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        help_text=_("Ví dụ: 0912 345 678"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "short"}
        ),
    )
    mail = forms.EmailField(
        label=_("Thư điện tử"),
        help_text=_("Mã theo dõi được gửi tới đây."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Ví dụ: ten@example.vn")},
    )
    answer_by = forms.ChoiceField(
        label=_("Báo cho tôi bằng"),
        choices=ANSWER_BY,
        required=False,
        widget=forms.RadioSelect,
    )
    protected = forms.BooleanField(
        label=_(
            "Tôi cần được ưu tiên: cao tuổi, khuyết tật, đang ốm, mang thai, nuôi con nhỏ "
            "hoặc hoàn cảnh khó khăn. Không cần giấy tờ."
        ),
        required=False,
    )

    def clean_phone(self) -> str:
        """The number as it was typed, if it is one; else say what is wrong with it."""
        typed = str(self.cleaned_data["phone"]).strip()
        if typed and phone_normal_form(typed) is None:
            raise ValidationError(_wrong_phone(typed))
        return typed

    def clean(self) -> dict[str, Any]:
        """One way to answer is needed."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not cleaned.get("phone") and not cleaned.get("mail"):
            self.add_error(
                "phone", _("Xin cho số điện thoại hoặc địa chỉ thư để chúng tôi trả lời.")
            )
        elif (wanted := cleaned["answer_by"]) and not cleaned.get(wanted):
            self.add_error(wanted, WHERE_TO[wanted])
        return cleaned


class SendForm(forms.Form):
    """Nothing more to ask: the answers are looked over and sent."""

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


def _wrong_phone(typed: str) -> str:
    """Say what is wrong with a number, by the count of its digits where that helps."""
    missing = MOBILE_DIGITS - sum(c.isdigit() for c in typed)
    if typed.lstrip().startswith("0") and 0 < missing < MOBILE_DIGITS:
        return ngettext(
            "Số điện thoại còn thiếu %(missing)d chữ số. Số di động có 10 chữ số.",
            "Số điện thoại còn thiếu %(missing)d chữ số. Số di động có 10 chữ số.",
            missing,
        ) % {"missing": missing}
    return str(_("Số điện thoại chưa đúng. Số di động có 10 chữ số, bắt đầu bằng số 0."))


def stored(text: str) -> str:
    """A text in the one form in which it is kept."""
    return nfc(text.replace("\r\n", "\n")).strip()
