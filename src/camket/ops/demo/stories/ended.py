"""Complaints that are over: accepted by the customer, or closed by silence."""

from __future__ import annotations

from camket.arrivals.channels.form import Form
from camket.arrivals.submission import Channel, Matter
from camket.complaints.rules.decisions import RemedyKind
from camket.ops.demo.cast import Cast
from camket.ops.demo.days import Days
from camket.ops.demo.sending import Person
from camket.ops.demo.story import Story
from camket.ops.demo.verbs import (
    agrees,
    checked_by,
    does_what_was_promised,
    fills_in,
    finds,
    given_to,
    grants,
    mails,
)

TRAN = Person("Huỳnh Bảo Trân", "baotran.huynh@example.com", "0900 000 280")
TOAN = Person("Nguyễn Văn Toàn", "toan.nguyen@example.net")


def stories(cast: Cast, days: Days) -> list[Story]:
    """The stories of this page."""
    return [_slow_website(cast, days), _double_invoice(cast, days)]


def _slow_website(cast: Cast, days: Days) -> Story:
    """By the form; the customer accepted the result."""
    form = Form(
        Channel.WEB,
        Matter.COMPLAINT,
        subject="Trang web của cửa hàng rất chậm",
        text="Từ đầu tuần trang web của cửa hàng mở mất hơn mười giây, khách của tôi bỏ đi.",
        points=("Trang web mở chậm",),
        product="Gói lưu trữ web",
        remedy_sought="Khắc phục tốc độ, giảm phí tháng này",
        key="demo-slow",
    )
    return (
        Story()
        .arrives(days.back(14, "09:03"), fills_in(form, TRAN))
        .then(days.back(14, "09:25"), given_to(cast.linh, cast.vinh))
        .then(days.back(13, "08:20"), checked_by(cast.linh))
        .then(
            days.back(12, "10:10"),
            finds(cast.linh, "Máy chủ quá tải do một trang khác, đã tách riêng."),
        )
        .then(
            days.back(11, "14:30"),
            grants(
                cast.linh,
                "Máy chủ quá tải, lỗi thuộc về chúng tôi.",
                RemedyKind.DISCOUNT,
                "Giảm phí lưu trữ của tháng này",
                days.ahead(1),
                amount=150_000,
            ),
        )
        .then(days.back(10, "11:00"), does_what_was_promised(cast.linh))
        .then(days.back(9, "08:41"), agrees())
    )


def _double_invoice(cast: Cast, days: Days) -> Story:
    """By mail; told, and then nobody wrote again: silence closed it."""
    return (
        Story()
        .arrives(
            days.back(17, "15:37"),
            mails(
                TOAN,
                "Nhận hai hóa đơn cho một lần mua",
                "Tôi nhận hai hóa đơn khác số cho cùng một lần mua. Xin hủy một hóa đơn.\n\nToàn",
                "demo-invoices-1",
            ),
        )
        .then(days.back(16, "08:30"), given_to(cast.bao, cast.vinh))
        .then(days.back(16, "08:50"), checked_by(cast.bao))
        .then(
            days.back(15, "10:00"),
            finds(
                cast.bao, "Hóa đơn thứ hai lập nhầm.", points=("Nhận hai hóa đơn cho một lần mua",)
            ),
        )
        .then(
            days.back(14, "16:20"),
            grants(
                cast.bao,
                "Hóa đơn thứ hai lập nhầm, lỗi thuộc về chúng tôi.",
                RemedyKind.OTHER,
                "Hủy hóa đơn thứ hai và gửi biên bản",
                days.ahead(1),
            ),
        )
        .then(days.back(13, "09:00"), does_what_was_promised(cast.bao))
    )
