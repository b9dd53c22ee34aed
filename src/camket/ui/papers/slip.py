"""The slip that a customer takes home from the counter: number, code, promise, what happens next."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from camket.policy import Company
from camket.ui.formats import dates
from camket.ui.formats.phones import phone
from camket.ui.formats.spaces import bind
from camket.ui.papers.legible import legible
from camket.ui.papers.printing import SHEETS, print_pdf
from camket.ui.parts.days import Day, DayKind, Skipped
from camket.ui.parts.promise import PromiseClock

SHEET = SHEETS / "slip.typ"
LONGEST_NAME, LONGEST_ABOUT, LONGEST_WISH = 60, 180, 120


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip says. Texts of people are as they were typed; `code` is as it is shown.

    `clock` is the promise that stands first, without today; `resolves` says whether it promises a result
    or only that the sending is confirmed.
    """

    company: Company
    hours: str
    language: str
    kind: str
    number: str
    code: str
    link: str
    received_at: datetime
    clock: PromiseClock | None
    resolves: bool = True
    taken_by: str = ""
    customer: str = ""
    contacts: tuple[str, ...] = ()
    about: str = ""
    product: str = ""
    wish: str = ""
    told_by_phone: bool = False


def print_slip(slip: Slip) -> bytes:
    """The slip as a PDF of one page A5. It is dated with the receipt: printed again, it is the same."""
    with translation.override(slip.language):
        words = words_of(slip)
    return print_pdf(SHEET, words, at=slip.received_at)


def words_of(slip: Slip) -> dict[str, Any]:
    """Every text of the slip in the reader's language, legible and bound, by the name the sheet gives it."""
    words = {
        "language": slip.language,
        "title": _titles().get(slip.kind, _("Phiếu nhận")),
        "number": slip.number,
        "company": slip.company.name,
        "address": slip.company.address,
        "head": [*_head(slip)],
        "code_label": _("Mã theo dõi:"),
        "code": slip.code,
        "qr_alt": _("Mã QR mở trang theo dõi"),
        "facts": [[label, value] for label, value in _facts(slip) if value],
        "promise": _promise(slip),
        "days": [_day(day) for day in slip.clock.days] if slip.clock else [],
        "arithmetic": _arithmetic(slip.clock) if slip.clock else "",
        "next_title": _("Tiếp theo"),
        "next": [*_next(slip)],
        "signatures": [_("Quý khách"), _("Người nhận")],
        "sign_here": _("(ký, ghi rõ họ tên)"),
        "foot": [*_foot(slip)],
    }
    return {**_printed(words), "qr": _qr(slip.link), "link": slip.link}


def _printed(value: Any) -> Any:
    """The same structure with every text legible and bound."""
    if isinstance(value, dict):
        return {name: _printed(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_printed(one) for one in value]
    return bind(legible(value)) if isinstance(value, str) else value


def _titles() -> dict[str, str]:
    return {
        "complaint": _("Phiếu nhận khiếu nại"),
        "enquiry": _("Phiếu nhận câu hỏi"),
        "feedback": _("Phiếu nhận góp ý"),
        "return": _("Phiếu nhận yêu cầu đổi trả"),
        "privacy": _("Phiếu nhận yêu cầu về dữ liệu cá nhân"),
    }


def _head(slip: Slip) -> Iterator[str]:
    language = slip.language
    yield f"{dates.full_date(slip.received_at, language)}, {dates.clock_time(slip.received_at)}"
    if slip.taken_by:
        yield _("Người nhận: %(name)s") % {"name": slip.taken_by}


def _facts(slip: Slip) -> Iterator[tuple[str, str]]:
    people = [slip.customer, *slip.contacts]
    yield _("Quý khách"), ", ".join(_short(one, LONGEST_NAME) for one in people if one)
    yield _("Việc"), _short(slip.about, LONGEST_ABOUT)
    yield _("Sản phẩm"), _short(slip.product, LONGEST_NAME)
    yield _("Mong muốn"), _short(slip.wish, LONGEST_WISH)


def _short(text: str, longest: int) -> str:
    """A text as it is printed, cut at a word so that it leaves room for the rest of the page."""
    line = legible(text)
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "…"


def _promise(slip: Slip) -> str | None:
    if slip.clock is None:
        return None
    day = {"day": dates.full_date(slip.clock.terms.limit, slip.language)}
    if slip.resolves:
        return _("Chúng tôi cam kết có kết quả chậm nhất hết ngày %(day)s") % day
    return _("Chúng tôi cam kết xác nhận chậm nhất hết ngày %(day)s") % day


def _day(day: Day) -> dict[str, Any]:
    language = translation.get_language()
    mark = _("hạn, hết ngày") if day.limit else _("mục tiêu") if day.aim else ""
    return {
        "kind": day.kind,
        "weekday": dates.weekday_short(day.date, language),
        "date": dates.day_month(day.date),
        "says": _says(day),
        "limit": day.limit,
        "mark": mark,
    }


def _says(day: Day) -> str:
    if day.number is not None:
        return _("ngày %(number)s") % {"number": day.number}
    if day.kind == DayKind.START:
        return _("nhận")
    return _("lễ") if day.kind == DayKind.HOLIDAY else _("nghỉ")


def _arithmetic(clock: PromiseClock) -> str:
    """How the limit was counted: the working days, and by name what does not count."""
    number = clock.limit_number or 0
    counted = ngettext(
        "%(number)s ngày làm việc, tính từ ngày sau ngày nhận.",
        "%(number)s ngày làm việc, tính từ ngày sau ngày nhận.",
        number,
    ) % {"number": number}
    passed = "; ".join(_passed(clock.skipped))
    return f"{counted} {_('Không tính:')} {passed}." if passed else counted


def _passed(runs: Iterable[Skipped]) -> Iterator[str]:
    language = translation.get_language()
    for run in runs:
        first, last = dates.day_month(run.first), dates.day_month(run.last)
        same_month = run.first.month == run.last.month
        days = first if first == last else f"{first[:2] if same_month else first}–{last}"
        why = run.why_en if language.startswith("en") else run.why_vi
        yield (
            f"{days} ({why})"
            if run.kind == DayKind.HOLIDAY
            else _("cuối tuần %(days)s") % {"days": days}
        )


def _next(slip: Slip) -> Iterator[str]:
    yield _(
        "Hồ sơ được giao cho một người phụ trách. Nếu cần thêm thông tin, chúng tôi hỏi và hẹn ngày."
    )
    if slip.clock and slip.resolves and slip.clock.terms.aim:
        day = {"day": dates.weekday_date(slip.clock.terms.aim, slip.language)}
        if slip.told_by_phone:
            yield _("Mục tiêu %(day)s: có kết quả, chúng tôi gọi cho Quý khách.") % day
        else:
            yield _("Mục tiêu %(day)s: có kết quả, chúng tôi gửi thư cho Quý khách.") % day
    yield _("Nếu trễ hạn, hồ sơ tự chuyển lên quản lý và Quý khách được báo ngay.")


def _foot(slip: Slip) -> Iterator[str]:
    yield _("Theo dõi: quét mã trên, hoặc gọi %(phone)s. %(hours)s.") % {
        "phone": phone(slip.company.phone),
        "hours": slip.hours,
    }
    yield _("Quý khách cũng có thể hỏi cơ quan bảo vệ người tiêu dùng, miễn phí: %(phone)s.") % {
        "phone": phone(slip.company.advice_line)
    }


def _qr(link: str) -> str:
    """The link as a QR code, drawn in SVG; quiet zone of four modules (ISO/IEC 18004)."""
    drawn = io.BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()
