"""Complaints with a decision: told, contested, or still to be told by phone."""

from __future__ import annotations

from camket.arrivals.channels.form import Form
from camket.arrivals.submission import Channel, Matter
from camket.complaints.rules.decisions import RemedyKind
from camket.notices.rules import CallOutcome
from camket.ops.demo.cast import Cast
from camket.ops.demo.days import Days
from camket.ops.demo.sending import Person
from camket.ops.demo.story import Story
from camket.ops.demo.verbs import (
    checked_by,
    comes_back,
    disagrees,
    fills_in,
    finds,
    given_to,
    grants,
    mails,
    refuses,
    rings,
)

DINH = Person("Cao Văn Định", phone="0900 000 252")
HA = Person("Trịnh Thu Hà", "thuha.trinh@example.com", "0900 000 266")
DIEP = Person("Bùi Ngọc Diệp", "ngocdiep@example.net")
PHUC = Person("Đinh Hồng Phúc", "phuc.dinh@example.org", "0900 000 273")


def stories(cast: Cast, days: Days) -> list[Story]:
    """The stories of this page."""
    tell = (_flickering_screen, _missed_visit, _late_domain, _lost_letter)
    return [story(cast, days) for story in tell]


def _flickering_screen(cast: Cast, days: Days) -> Story:
    """By phone, without any mail address: the result waits in the call list after a first try."""
    form = Form(
        Channel.PHONE,
        Matter.COMPLAINT,
        subject="Màn hình nhấp nháy sau hai tuần",
        text="Khách gọi: màn hình mua hai tuần trước nhấp nháy liên tục, đã thử cáp khác vẫn vậy.",
        points=("Màn hình nhấp nháy",),
        product="Màn hình 27 inch",
        remedy_sought="Đổi máy mới",
        taken_by=cast.linh.ref,
        key="demo-flicker",
    )
    return (
        Story()
        .arrives(days.back(6, "09:12"), fills_in(form, DINH))
        .then(
            days.back(6, "09:30"),
            rings(cast.linh, CallOutcome.REACHED, "Đã đọc số hồ sơ và ngày hẹn."),
        )
        .then(days.back(6, "09:34"), given_to(cast.linh, cast.linh))
        .then(days.back(5, "08:15"), checked_by(cast.linh))
        .then(days.back(3, "10:40"), finds(cast.linh, "Máy đã kiểm tra tại quầy: lỗi tấm nền."))
        .then(
            days.back(1, "11:05"),
            grants(
                cast.linh,
                "Máy lỗi tấm nền trong thời gian đổi trả, lỗi thuộc về chúng tôi.",
                RemedyKind.EXCHANGE,
                "Đổi màn hình mới cùng loại tại quầy",
                days.ahead(3),
            ),
        )
        .then(
            days.back(1, "11:20"),
            rings(cast.linh, CallOutcome.NO_ANSWER, "Chuông đổ, không ai nghe."),
        )
    )


def _missed_visit(cast: Cast, days: Days) -> Story:
    """At the counter; decided, told by letter, the customer has not answered yet."""
    form = Form(
        Channel.COUNTER,
        Matter.COMPLAINT,
        subject="Kỹ thuật viên lỡ hẹn hai lần",
        text="Khách đến quầy: kỹ thuật viên hẹn sáng thứ Hai và sáng thứ Tư, cả hai lần đều không đến.",
        points=("Kỹ thuật viên không đến theo hẹn",),
        product="Lắp đặt tại nhà",
        remedy_sought="Đến lắp đúng hẹn, được xin lỗi",
        taken_by=cast.thao.ref,
        key="demo-visit",
    )
    return (
        Story()
        .arrives(days.back(6, "14:26"), fills_in(form, HA))
        .then(days.back(6, "15:00"), given_to(cast.bao, cast.vinh))
        .then(days.back(5, "08:40"), checked_by(cast.bao))
        .then(
            days.back(4, "09:30"),
            finds(cast.bao, "Sổ lịch ghi hai lượt hẹn, cả hai bị xếp trùng với quận khác."),
        )
        .then(
            days.back(2, "15:45"),
            grants(
                cast.bao,
                "Chúng tôi xếp trùng lịch nên đã lỡ hẹn, lỗi thuộc về chúng tôi.",
                RemedyKind.REDO,
                "Lắp đặt vào buổi Quý khách chọn, miễn phí công lắp",
                days.ahead(2),
            ),
        )
    )


def _late_domain(cast: Cast, days: Days) -> Story:
    """By mail; refused with reasons, and contested."""
    return (
        Story()
        .arrives(
            days.back(10, "08:55"),
            mails(
                DIEP,
                "Tên miền bị tính phí khôi phục",
                "Tôi gia hạn tên miền trễ ba ngày mà bị tính phí khôi phục. Tôi không được báo trước.\n\nNgọc Diệp",
                "demo-domain-1",
            ),
        )
        .then(days.back(10, "09:20"), given_to(cast.linh, cast.vinh))
        .then(days.back(9, "10:00"), checked_by(cast.linh))
        .then(
            days.back(7, "16:00"),
            finds(
                cast.linh,
                "Đã gửi ba thư nhắc gia hạn, cả ba đều tới hộp thư của khách.",
                points=("Bị tính phí khôi phục tên miền mà không được báo trước",),
            ),
        )
        .then(
            days.back(5, "09:15"),
            refuses(
                cast.linh,
                "Ba thư nhắc đã được gửi trước ngày hết hạn, và phí khôi phục được ghi trong bảng giá Quý khách đã nhận.",
            ),
        )
        .then(days.back(1, "20:18"), disagrees())
    )


def _lost_letter(cast: Cast, days: Days) -> Story:
    """By mail; the letter with the result came back, so that somebody must call."""
    return (
        Story()
        .arrives(
            days.back(5, "11:31"),
            mails(
                PHUC,
                "Giao thiếu bộ nguồn",
                "Hộp camera thiếu bộ nguồn nên tôi chưa dùng được.\nSố điện thoại của tôi: 0900 000 273.\n\nHồng Phúc",
                "demo-power-1",
            ),
        )
        .then(days.back(5, "13:10"), given_to(cast.bao, cast.vinh))
        .then(days.back(4, "08:50"), checked_by(cast.bao))
        .then(
            days.back(3, "09:45"),
            finds(
                cast.bao, "Kho xác nhận soạn thiếu bộ nguồn.", points=("Hộp camera thiếu bộ nguồn",)
            ),
        )
        .then(
            days.back(2, "10:05"),
            grants(
                cast.bao,
                "Kho soạn thiếu, lỗi thuộc về chúng tôi.",
                RemedyKind.OTHER,
                "Gửi bộ nguồn đến nhà Quý khách",
                days.ahead(1),
            ),
        )
        .then(days.back(2, "10:06"), comes_back(PHUC))
    )
