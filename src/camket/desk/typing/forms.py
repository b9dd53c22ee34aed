"""The form that is filled in during a call or at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from camket.arrivals.channels.form import Form
from camket.arrivals.submission import Channel, Matter
from camket.clock import now
from camket.intake.actions.typed import Typed, check_receipt
from camket.people.models import Staff
from camket.refusals import Refusal
from camket.text import nfc, phone_normal_form

LONGEST_STORY = 20_000
LOOK_UP = {"hx-post": "", "hx-trigger": "change", "hx-target": "#known", "hx-swap": "outerHTML"}
LOOK_UP |= {"hx-include": "closest form", "hx-vals": '{"go": "look"}'}
MATTERS = (
    (Matter.COMPLAINT, _("Khiếu nại")),
    (Matter.ENQUIRY, _("Hỏi thông tin")),
    (Matter.RETURN, _("Trả hàng, hoàn tiền")),
    (Matter.PRIVACY, _("Dữ liệu cá nhân")),
    (Matter.FEEDBACK, _("Góp ý")),
)
WAYS = (
    ("", _("Thư nếu có địa chỉ, không thì gọi")),
    ("phone", _("Gọi điện")),
    ("mail", _("Gửi thư")),
)


class TypedForm(forms.Form):
    """What somebody says. Only the words themselves are needed: who gives no number is taken in too."""

    text = forms.CharField(
        label=_("Khách kể chuyện gì?"),
        help_text=_("Ghi theo lời khách, kèm ngày và mã đơn hàng nếu có."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Xin ghi chuyện đã xảy ra.")},
    )
    matter = forms.ChoiceField(
        label=_("Việc này là"), choices=MATTERS, initial=Matter.COMPLAINT, required=False
    )
    product = forms.CharField(label=_("Sản phẩm hoặc dịch vụ"), max_length=200, required=False)
    remedy = forms.CharField(label=_("Khách mong muốn điều gì?"), max_length=500, required=False)
    name = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", **LOOK_UP}),
    )
    mail = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", **LOOK_UP}),
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Ví dụ: ten@example.vn")},
    )
    answer_by = forms.ChoiceField(label=_("Khách muốn được báo qua"), choices=WAYS, required=False)
    language = forms.ChoiceField(
        label=_("Ngôn ngữ của khách"),
        choices=(("vi", "Tiếng Việt"), ("en", "English")),
        initial="vi",
        required=False,
    )
    protected = forms.BooleanField(
        label=_(
            "Khách cần được ưu tiên: cao tuổi, khuyết tật, đang ốm, mang thai, nuôi con nhỏ "
            "hoặc hoàn cảnh khó khăn. Không hỏi giấy tờ."
        ),
        required=False,
    )
    received = forms.DateTimeField(
        label=_("Nhận lúc"),
        help_text=_("Để trống nếu là lúc này. Hạn được tính từ lúc nhận."),
        required=False,
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "short"}
        ),
        error_messages={"invalid": _("Ngày giờ chưa đúng. Ví dụ: 22/11/2026 21:14")},
    )
    why_late = forms.CharField(label=_("Vì sao bây giờ mới nhập"), max_length=500, required=False)
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["key"].initial = token_urlsafe(16)

    def clean_phone(self) -> str:
        """The number as it was typed, if it is one."""
        typed = str(self.cleaned_data["phone"]).strip()
        if typed and phone_normal_form(typed) is None:
            raise ValidationError(_("Số này chưa gọi được. Xin đọc lại cho khách từng số."))
        return typed

    def clean(self) -> dict[str, Any]:
        """The way to be told must be there; an earlier hour has its reason."""
        cleaned = super().clean() or {}
        wanted = cleaned.get("answer_by")
        if wanted and wanted not in self.errors and not cleaned.get(wanted):
            words = _("Xin ghi số điện thoại."), _("Xin ghi địa chỉ thư.")
            self.add_error(wanted, words[wanted == "mail"])
        try:
            at = now()
            check_receipt(cleaned.get("received") or at, cleaned.get("why_late", ""), at=at)
        except Refusal as refusal:
            place = (
                "why_late" if cleaned.get("received") and not cleaned["why_late"] else "received"
            )
            self.add_error(place, refusal.sentence(get_language() or "vi"))
        return cleaned


class CallForm(TypedForm):
    """During a call, or after a message was heard or read."""

    channel = forms.ChoiceField(
        label=_("Khách đến bằng"),
        choices=(
            (Channel.PHONE, _("Đang gọi điện")),
            (Channel.VOICE, _("Lời nhắn thoại")),
            (Channel.SMS, _("Tin nhắn SMS")),
            (Channel.ZALO, _("Tin nhắn Zalo")),
        ),
        initial=Channel.PHONE,
        required=False,
    )


def typed_from(
    answers: Mapping[str, Any], *, channel: Channel, case_number: str, by: Staff, at: datetime
) -> Typed:
    """What the form says, as it is kept."""
    text = nfc(str(answers["text"]).replace("\r\n", "\n")).strip()
    form = Form(
        channel=channel,
        matter=Matter(answers["matter"] or Matter.COMPLAINT),
        name=answers["name"],
        mail=answers["mail"],
        phone=answers["phone"],
        text=text,
        product=answers["product"],
        remedy_sought=answers["remedy"],
        protected=answers["protected"],
        case_number=case_number,
        language=answers["language"] or "vi",
        taken_by=by.ref,
        answer_by=answers["answer_by"],
        key=answers["key"],
    )
    calls_self = _("Khách xưng tên: %(name)s") % answers if answers["name"] else ""
    return Typed(form, answers["received"] or at, answers["why_late"], str(calls_self))
