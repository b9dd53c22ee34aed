"""Complaints that somebody works on: in time, due today, late, complex, waiting for the customer."""

from __future__ import annotations

from camket.arrivals.channels.form import Form
from camket.arrivals.submission import Channel, Matter
from camket.ops.demo.cast import Cast
from camket.ops.demo.days import Days
from camket.ops.demo.pictures import photograph
from camket.ops.demo.sending import Person
from camket.ops.demo.story import Story
from camket.ops.demo.verbs import (
    announces,
    answers,
    asks,
    checked_by,
    fills_in,
    finds,
    given_to,
    mails,
    notes,
)

HUONG = Person("Nguyễn Thị Thanh Hương", "thanhhuong.nguyen@example.com", "0900 000 217")
KHANG = Person("Võ Minh Khang", "khang.vo@example.com", "0900 000 231")
TRUONG = Person("Mai Xuân Trường", "truong.mai@example.org")
TAM = Person("Lâm Thị Tám", "cotam1952@example.com", "0900 000 245")
HANG = Person("Ngô Bích Hằng", "bichhang@example.net")


def stories(cast: Cast, days: Days) -> list[Story]:
    """The stories of this page."""
    tell = (_wrong_router, _wrong_tax_number, _forgotten_repair, _broken_camera, _charged_twice)
    return [story(cast, days) for story in tell]


def _wrong_router(cast: Cast, days: Days) -> Story:
    """By mail with a photo; asked, answered, being checked."""
    return (
        Story()
        .arrives(
            days.back(3, "19:42"),
            mails(
                HUONG,
                "Bộ phát Wi-Fi giao sai phiên bản",
                "Tôi đặt bộ phát Wi-Fi bản 2026 theo đơn ĐH-03871 nhưng trên hộp ghi bản 2025. "
                "Tôi gửi kèm ảnh nhãn hộp.\n\nXin đổi giúp tôi đúng bản đã mua.\n\nThanh Hương",
                "demo-router-1",
                files=(photograph("nhan-hop.png"),),
            ),
        )
        .then(days.back(2, "08:12"), given_to(cast.linh, cast.vinh))
        .then(days.back(2, "08:30"), checked_by(cast.linh))
        .then(
            days.back(2, "09:20"),
            asks(
                cast.linh,
                "Xin Quý khách gửi giúp ảnh nhãn sê-ri ở cạnh hộp để chúng tôi đối chiếu với phiếu xuất kho.",
            ),
        )
        .then(
            days.back(1, "07:52"),
            answers(HUONG, "Tôi gửi ảnh nhãn ở cạnh hộp, số sê-ri đọc được rõ.", "demo-router-2"),
        )
        .then(
            days.back(1, "09:10"),
            notes(cast.linh, "Kho đang đối chiếu số sê-ri với phiếu xuất ngày giao hàng."),
        )
    )


def _wrong_tax_number(cast: Cast, days: Days) -> Story:
    """By the form; its last day is today."""
    form = Form(
        Channel.WEB,
        Matter.COMPLAINT,
        subject="Hóa đơn sai mã số thuế",
        text="Hóa đơn tháng này ghi thiếu một chữ số trong mã số thuế nên kế toán của tôi không nhận.",
        points=("Mã số thuế trên hóa đơn bị sai",),
        product="Gói bảo trì mạng văn phòng",
        remedy_sought="Xuất lại hóa đơn đúng mã số thuế",
        key="demo-tax",
    )
    return (
        Story()
        .arrives(days.back(7, "10:05"), fills_in(form, KHANG))
        .then(days.back(7, "10:40"), given_to(cast.bao, cast.vinh))
        .then(days.back(6, "08:25"), checked_by(cast.bao))
        .then(
            days.back(4, "15:10"),
            finds(cast.bao, "Đã đối chiếu với hợp đồng: hóa đơn ghi thiếu số cuối của mã số thuế."),
        )
    )


def _forgotten_repair(cast: Cast, days: Days) -> Story:
    """By mail; nobody answered in time: broken, raised, and now with the supervisor."""
    return (
        Story()
        .arrives(
            days.back(9, "14:20"),
            mails(
                TRUONG,
                "Màn hình gửi bảo hành đã quá hẹn",
                "Tôi gửi màn hình bảo hành, hẹn trả trong tuần mà đến nay không ai báo gì.\n"
                "Xin cho biết bao giờ tôi nhận lại máy.\n\nMai Xuân Trường",
                "demo-screen-1",
            ),
        )
        .then(days.back(8, "09:00"), given_to(cast.bao, cast.vinh))
        .then(days.back(1, "08:20"), given_to(cast.vinh, cast.vinh))
        .then(days.back(1, "08:45"), checked_by(cast.vinh))
    )


def _broken_camera(cast: Cast, days: Days) -> Story:
    """By the form, from a customer with priority; complex, with a later date that was told in time."""
    form = Form(
        Channel.WEB,
        Matter.COMPLAINT,
        subject="Camera tự tắt vào ban đêm",
        text="Camera trước cửa cứ khoảng 23 giờ là tắt, sáng mới lên lại. Tôi lớn tuổi, ở một mình nên rất lo.",
        points=("Camera tắt vào ban đêm",),
        product="Camera ngoài trời",
        remedy_sought="Sửa hoặc đổi máy khác",
        protected=True,
        key="demo-camera",
    )
    reason = "Chúng tôi cần gửi thiết bị đi giám định để biết lỗi ở nguồn điện hay ở máy."
    return (
        Story()
        .arrives(days.back(8, "20:31"), fills_in(form, TAM))
        .then(days.back(7, "08:05"), given_to(cast.linh, cast.vinh))
        .then(days.back(7, "08:35"), checked_by(cast.linh))
        .then(
            days.back(5, "14:00"),
            finds(
                cast.linh,
                "Kỹ thuật viên đã đến xem: nguồn ổn định, máy nóng bất thường sau 22 giờ.",
            ),
        )
        .then(days.back(2, "10:20"), announces(cast.linh, days.ahead(8), reason))
    )


def _charged_twice(cast: Cast, days: Days) -> Story:
    """Through the API of an application; waiting for the customer."""
    form = Form(
        Channel.API,
        Matter.COMPLAINT,
        subject="Bị trừ tiền hai lần",
        text="Tôi thanh toán một lần trên ứng dụng nhưng tài khoản bị trừ hai lần 1.890.000 đ.",
        points=("Bị trừ tiền hai lần cho một đơn hàng",),
        product="Đơn hàng ĐH-03902",
        remedy_sought="Hoàn lại số tiền trừ thừa",
        key="demo-charged",
    )
    return (
        Story()
        .arrives(days.back(2, "12:48"), fills_in(form, HANG))
        .then(days.back(2, "13:30"), given_to(cast.linh, cast.linh))
        .then(days.back(2, "13:35"), checked_by(cast.linh))
        .then(
            days.back(1, "10:15"),
            asks(
                cast.linh,
                "Xin Quý khách gửi giúp mã giao dịch của cả hai lần trừ tiền, có trong tin nhắn của ngân hàng.",
            ),
        )
    )
