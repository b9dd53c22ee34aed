"""Every part in every state, for people who build pages. Shown only in a demonstration or in DEBUG."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from camket.ui.parts.days import days_after
from camket.ui.parts.promise import PromiseClock, Terms, promise_clock
from camket.ui.parts.timeline import Entry, FileLink, Said, published_steps, skipped_day
from camket.ui.parts.turn import Turn, TurnTerm, Whose
from camket.worktime import due_in_working_days, load_calendar

STEP_NAMES = ("Tiếp nhận", "Xác nhận", "Giải quyết", "Kết quả")


def clock(
    received: date, *, days: int = 7, today: date | None = None, kept_on: date | None = None
) -> PromiseClock:
    """A promise of three to `days` working days by the calendar of Vietnam."""
    calendar = load_calendar("vn")
    aim = due_in_working_days(received, 3, calendar)
    due = due_in_working_days(received, days, calendar)
    terms = Terms(received, due.due, aim.due, legal_limit=due.due, clause="điều KN-4, bản 4")
    after = days_after(due.due, today or due.due, calendar)
    return promise_clock(terms, due.steps, today=today, kept_on=kept_on, after=after)


TODAY = date(2026, 11, 25)
CLOCKS = {
    "running": clock(date(2026, 11, 22), today=TODAY),
    "soon": clock(date(2026, 11, 16), today=TODAY),
    "today": clock(date(2026, 11, 13), today=TODAY),
    "late": clock(date(2026, 11, 12), today=TODAY),
    "kept": clock(date(2026, 11, 22), today=date(2026, 12, 3), kept_on=date(2026, 11, 27)),
    "kept_late": clock(date(2026, 11, 12), today=date(2026, 11, 27), kept_on=date(2026, 11, 25)),
    "long": clock(date(2027, 2, 1), days=10, today=date(2027, 2, 12)),
    "offered": clock(TODAY),
}
TURNS = (
    Turn(
        Whose.OURS,
        "Đến lượt MiT",
        "Chúng tôi đang kiểm tra. Quý khách chưa cần làm gì.",
        (
            TurnTerm("Có kết quả chậm nhất", date(2026, 12, 2), "còn 5 ngày làm việc"),
            TurnTerm("Việc tiếp theo", text="Kho đối chiếu số sê-ri, dự kiến xong 26/11"),
        ),
        "Trần Mỹ Linh",
        "phụ trách hồ sơ, bộ phận Chăm sóc khách hàng",
    ),
    Turn(
        Whose.CUSTOMERS,
        "Đến lượt Quý khách",
        "Chúng tôi cần một ảnh nhãn sê-ri để xử lý tiếp.",
        (TurnTerm("Xin trả lời trước", date(2026, 11, 26), "còn 1 ngày làm việc"),),
    ),
    Turn(
        Whose.DECIDED,
        "Đã có kết quả",
        "Chúng tôi chấp nhận khiếu nại và đổi đúng bản 2026.",
        (
            TurnTerm("Giao máy mới chậm nhất", date(2026, 12, 4)),
            TurnTerm("Nếu Quý khách không đồng ý", text="Gửi ý kiến trước 11/12/2026", url="#"),
        ),
    ),
    Turn(Whose.NOBODYS, "Hồ sơ đã đóng", "Quý khách đã đồng ý với kết quả."),
)


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


ENTRIES = (
    Entry("Đang đối chiếu số sê-ri với kho", _at(25, 2, 42), "search", current=True),
    Entry(
        "Quý khách đã gửi ảnh nhãn sê-ri",
        _at(25, 0, 52),
        "photo",
        files=(
            FileLink("nhan-hop.jpg", "#", 1_800_000, "image/jpeg"),
            FileLink("loi-nhan.m4a", "/static/ui/mark.svg", 340_000, "audio/mp4"),
        ),
    ),
    skipped_day(date(2026, 11, 24), "Ngày Văn hóa Việt Nam: nghỉ lễ, không tính"),
    Entry(
        "Chúng tôi xin thêm một ảnh",
        _at(23, 2, 20),
        "message-question",
        "waiting",
        who="Trần Mỹ Linh",
        said=Said(
            "Kính gửi Quý khách, xin Quý khách gửi giúp ảnh nhãn sê-ri ở cạnh hộp.",
            "us",
            "Trần Mỹ Linh, Chăm sóc khách hàng",
        ),
    ),
    Entry(
        "ghi chú nội bộ",
        _at(23, 1, 40),
        "note",
        who="Trần Mỹ Linh",
        said=Said("Xem lô 19/11.", "note"),
    ),
    Entry(
        "Đã xác nhận cho Quý khách",
        _at(22, 14, 14),
        "check",
        "kept",
        note="Qua Zalo và thư điện tử. Cam kết xác nhận chậm nhất 26/11: đã giữ.",
    ),
    Entry("Đã nhận khiếu nại của Quý khách", _at(22, 14, 14), "inbox", via="qua trang web"),
)
ROWS = (
    {
        "question": "Chuyện gì đã xảy ra",
        "answer": "Trên web ghi bản 2026, trên hộp ghi bản 2025.",
        "change": "#",
    },
    {"question": "Liên lạc", "lines": ["Nguyễn Thị Thanh Hương", "0901 000 217"], "change": "#"},
)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Họ và tên")
    phone = forms.CharField(label="Số điện thoại", help_text="Ví dụ: 0912 345 678")
    what = forms.CharField(label="Chuyện gì đã xảy ra?", widget=forms.Textarea, required=False)
    by = forms.ChoiceField(
        label="Báo tin cho tôi qua",
        choices=[("mail", "Thư điện tử"), ("sms", "Tin nhắn SMS"), ("call", "Gọi điện")],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(label="Lý do", choices=[("a", "Giao sai hàng"), ("b", "Khác")])
    photos = forms.FileField(label="Ảnh hoặc tệp", required=False)
    right = forms.BooleanField(label="Những điều trên đúng theo hiểu biết của tôi", required=False)

    def clean_phone(self) -> str:
        """Refuse every number, so that an error is seen."""
        raise ValidationError("Số điện thoại còn thiếu một chữ số. Số di động có 10 chữ số.")


def sample() -> dict[str, Any]:
    """All that the page shows."""
    return {
        "clocks": CLOCKS,
        "turns": TURNS,
        "entries": ENTRIES,
        "thread": tuple(reversed(ENTRIES)),
        "steps": published_steps(STEP_NAMES, 2),
        "form": SampleForm(),
        "wrong_form": SampleForm(
            {"name": "Nguyễn Thị Thanh Hương", "phone": "0901 000 21"}, prefix="w"
        ),
        "rows": ROWS,
        "states": ("running", "soon", "late", "kept", "waiting", "received", "decided", "held"),
        "amount": 1_890_000,
    }
