"""Who writes and what: names, things that broke, sentences. Nobody here exists."""

from __future__ import annotations

import random

from camket.text import fold

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Trịnh",
]
MIDDLES = [
    "Thị",
    "Văn",
    "Thanh",
    "Minh",
    "Ngọc",
    "Hữu",
    "Quốc",
    "Đức",
    "Kim",
    "Hồng",
    "Xuân",
    "Thùy",
    "Mỹ",
    "Gia",
    "Bảo",
    "Tuấn",
]
GIVEN = [
    "Hương",
    "Tuấn",
    "Linh",
    "Phương",
    "Dũng",
    "Ngân",
    "Thảo",
    "Khánh",
    "Quỳnh",
    "Đạt",
    "Trâm",
    "Hiếu",
    "Yến",
    "Giang",
    "Nhật",
    "Vy",
    "Lộc",
    "Ánh",
]
HOSTS = ["gmail.com", "yahoo.com.vn", "outlook.com", "icloud.com", "zmail.vn", "fpt.vn", "vnn.vn"]
THINGS = [
    "máy giặt", "tủ lạnh", "bộ phát sóng", "điện thoại", "nồi cơm điện", "máy lọc nước", "đồng hồ",
    "tai nghe", "gói cước Internet", "máy in", "bếp từ", "quạt trần", "camera", "ổ cứng",
]  # fmt: skip
FAULTS = [
    "không lên nguồn từ hôm qua", "bị vỡ vỏ khi giao", "sai phiên bản so với hóa đơn",
    "kêu rất to khi chạy", "thiếu phụ kiện trong hộp", "hỏng lại sau khi đã sửa hai lần",
    "giao chậm mười ngày mà không báo", "không đúng màu đã đặt", "bị trừ tiền hai lần",
    "mất kết nối liên tục vào buổi tối",
]  # fmt: skip
WISHES = [
    "Tôi đề nghị quý công ty đổi cho tôi cái khác.", "Xin hoàn lại toàn bộ số tiền đã trả.",
    "Mong được giải quyết trong tuần này.", "Đề nghị cho người đến kiểm tra tận nhà.",
    "Tôi cần câu trả lời bằng văn bản.", "Xin giảm giá hoặc đền bù thỏa đáng.",
    "Nếu không được, tôi sẽ gửi đơn lên cơ quan bảo vệ người tiêu dùng.",
]  # fmt: skip
STORIES = [
    "Tôi đã gọi tổng đài ba lần nhưng không ai trả lời.", "Nhân viên hứa gọi lại rồi im lặng.",
    "Ảnh chụp và hóa đơn tôi gửi kèm theo thư này.", "Nhà tôi có người già nên rất bất tiện.",
    "Tôi mua ngày 15/10 ở cửa hàng Cách Mạng Tháng Tám.", "Phiếu bảo hành vẫn còn hạn đến năm sau.",
    "Thợ đến xem qua loa rồi về, không ghi biên bản.", "Giá lúc thanh toán cao hơn giá niêm yết.",
]  # fmt: skip
GREETINGS = [
    "Kính gửi quý công ty,",
    "Chào anh chị,",
    "Kính gửi phòng chăm sóc khách hàng,",
    "Xin chào,",
]
GOODBYES = ["Trân trọng,", "Xin cảm ơn.", "Kính thư,", "Mong sớm nhận hồi âm."]
SUBJECTS = [
    "Khiếu nại về {}",
    "{} bị lỗi",
    "Đề nghị xử lý {}",
    "Phản ánh chất lượng {}",
    "Hỏi về {}",
]
ANSWERS = [
    "Tôi gửi thêm ảnh như quý công ty yêu cầu.", "Số sê-ri ở mặt sau là 8842-17.",
    "Tôi đồng ý với cách giải quyết này.", "Đến nay vẫn chưa có ai liên hệ với tôi.",
    "Chiều thứ Sáu tôi có nhà, xin mời đến.",
]  # fmt: skip


class Person:
    """A customer with a name and an address that nobody else has."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.name = " ".join(map(chance.choice, (FAMILIES, MIDDLES, GIVEN)))
        handle = fold(self.name).replace(" ", ".")
        self.address = f"{handle}.{number}@{chance.choice(HOSTS)}"


def story(chance: random.Random) -> tuple[str, str]:
    """A subject and a text."""
    thing = chance.choice(THINGS)
    subject = chance.choice(SUBJECTS).format(thing)
    middle = chance.sample(STORIES, chance.randint(1, 4))
    price = f"Giá là {chance.randint(1, 40)}.{chance.randint(100, 999)}.000đ."
    complaint = f"{thing.capitalize()} tôi mua {chance.choice(FAULTS)}."
    wish = chance.choice(WISHES)
    lines = [
        chance.choice(GREETINGS),
        "",
        complaint,
        *middle,
        price,
        wish,
        "",
        chance.choice(GOODBYES),
    ]
    return subject[:1].upper() + subject[1:], "\n".join(lines)
