"""How letters write dates, money and the arithmetic of a promise."""

from __future__ import annotations

import re
from datetime import date, datetime

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from camket.clock import HOME_ZONE
from camket.promises.models import Promise
from camket.text import phone_shown as shown

register = template.Library()

# Addresses of pages and of mail, in a text that is escaped already; a full stop after one is not part of it.
MARK = r"(?!&(?:quot|#x27|lt|gt);)"
ADDRESS = re.compile(rf"https?://(?:{MARK}\S)*{MARK}[^\s.,;:)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MATTERS_VI = {
    "complaint": "khiếu nại",
    "enquiry": "câu hỏi",
    "feedback": "góp ý",
    "return": "yêu cầu đổi trả",
    "privacy": "yêu cầu về dữ liệu cá nhân",
}
MATTERS_EN = {
    "complaint": "complaint",
    "enquiry": "question",
    "feedback": "feedback",
    "return": "return request",
    "privacy": "personal data request",
}
OUTCOMES_VI = {
    "accepted": "chấp nhận",
    "partly": "chấp nhận một phần",
    "rejected": "không chấp nhận",
}
OUTCOMES_EN = {"accepted": "accepted", "partly": "partly accepted", "rejected": "not accepted"}
PROMISED_VI = {
    "acknowledge": "xác nhận đã nhận hồ sơ",
    "resolve": "báo kết quả",
    "remedy": "khắc phục xong",
}
PROMISED_EN = {
    "acknowledge": "to confirm receipt",
    "resolve": "to tell you the result",
    "remedy": "to put things right",
}
REMEDIES_VI = {
    "redo": "làm lại",
    "repair": "sửa chữa",
    "exchange": "đổi sản phẩm",
    "refund": "hoàn tiền",
    "discount": "giảm giá",
    "apology": "xin lỗi",
    "compensation": "bồi thường",
    "other": "cách khác",
}
REMEDIES_EN = {
    "redo": "done again",
    "repair": "repair",
    "exchange": "exchange",
    "refund": "refund",
    "discount": "discount",
    "apology": "apology",
    "compensation": "compensation",
    "other": "other",
}


@register.filter
def full_day(day: date) -> str:
    """A date in full: `thứ Tư 02/12/2026`."""
    names = WEEKDAYS_EN if get_language() == "en" else WEEKDAYS_VI
    return f"{names[day.weekday()]} {day:%d/%m/%Y}"


@register.filter
def clock_and_day(instant: datetime) -> str:
    """An instant as the wall shows it: `21:14 ngày 22/11/2026`."""
    wall = instant.astimezone(HOME_ZONE)
    joined = "on" if get_language() == "en" else "ngày"
    return f"{wall:%H:%M} {joined} {wall:%d/%m/%Y}"


@register.filter
def dong(amount: int) -> str:
    """Money: `1.500.000 đ`."""
    return f"{amount:,}".replace(",", ".") + " đ"


@register.filter
def phone_shown(number: str) -> str:
    """A phone number as people write it."""
    return shown(number)


@register.filter
def arithmetic_vi(promise: Promise) -> str:
    """How the limit was counted, in a sentence that names every weekday that does not count."""
    counted, passed = _arithmetic(promise, "vi")
    sentence = f"{counted} ngày làm việc sau ngày nhận {_received(promise):%d/%m/%Y}"
    return f"{sentence}. Không tính: {'; '.join(passed)}." if passed else f"{sentence}."


@register.filter
def arithmetic_en(promise: Promise) -> str:
    """As `arithmetic_vi`, in English."""
    counted, passed = _arithmetic(promise, "en")
    sentence = f"{counted} working days after receipt on {_received(promise):%d/%m/%Y}"
    return f"{sentence}. Not counted: {'; '.join(passed)}." if passed else f"{sentence}."


def _received(promise: Promise) -> date:
    return promise.received_at.astimezone(HOME_ZONE).date()


def _arithmetic(promise: Promise, language: str) -> tuple[int, list[str]]:
    """How many days counted, and the days after receipt that did not, with their reason."""
    steps = promise.due.steps[1:]
    passed = [f"{step.date:%d/%m} ({step.why(language)})" for step in steps if not step.counts]
    return sum(step.counts for step in steps), passed


@register.filter
def as_paragraphs(text: str) -> SafeString:
    """A letter's text as HTML: a paragraph after each blank line, and addresses as links.

    Django's own filter asks word by word what might be a link, which took a fifth of all taking of mail.
    """
    linked = "\n".join(map(_linked, escape(text).split("\n")))
    paragraphs = (part.replace("\n", "<br>") for part in linked.split("\n\n"))
    return mark_safe("\n".join(f"<p>{part}</p>" for part in paragraphs))  # noqa: S308 - escaped above


def _linked(line: str) -> str:
    """Most lines name no address, and the search for one is dear."""
    return ADDRESS.sub(_link, line) if "://" in line or "@" in line else line


def _link(found: re.Match[str]) -> str:
    address = found.group()
    target = address if address.startswith("http") else f"mailto:{address}"
    return f'<a href="{target}">{address}</a>'


@register.filter
def matter_vi(kind: str) -> str:
    """What was sent."""
    return MATTERS_VI[kind]


@register.filter
def matter_en(kind: str) -> str:
    """What was sent."""
    return MATTERS_EN[kind]


@register.filter
def outcome_vi(outcome: str) -> str:
    """What was decided."""
    return OUTCOMES_VI[outcome]


@register.filter
def outcome_en(outcome: str) -> str:
    """What was decided."""
    return OUTCOMES_EN[outcome]


@register.filter
def remedy_vi(kind: str) -> str:
    """What the customer gets."""
    return REMEDIES_VI[kind]


@register.filter
def remedy_en(kind: str) -> str:
    """What the customer gets."""
    return REMEDIES_EN[kind]


@register.filter
def promised_vi(kind: str) -> str:
    """What was to be done by a day."""
    return PROMISED_VI[kind]


@register.filter
def promised_en(kind: str) -> str:
    """What was to be done by a day."""
    return PROMISED_EN[kind]
