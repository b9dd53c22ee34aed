"""What is new in an answer, without what it quotes, in the manner of each mail program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.channels.mail.replies import new_part
from tests.arrivals.making import mail, read

NEW = "Tôi đã nhận máy, nhưng vẫn sai phiên bản.\n\nXin đổi lại giúp tôi."
OLD = "> Kính gửi Quý khách,\n>\n> Chúng tôi đã nhận khiếu nại."
BARE = "Kính gửi Quý khách,\n\nChúng tôi đã nhận khiếu nại."

ANNOUNCED = {
    "gmail vi": "Vào T2, 23 thg 11, 2026 vào lúc 09:00 MiT <info@mitgroup.vn> đã viết:\n\n",
    "gmail vi, new": "Vào Th 2, 23 thg 11, 2026 lúc 09:00 MiT <info@mitgroup.vn> đã viết:\n\n",
    "gmail vi, broken over lines": "Vào T2, 23 thg 11, 2026 vào lúc 09:00 Chăm sóc khách hàng MiT\n<info@mitgroup.vn>\nđã viết:\n",
    "gmail en": "On Mon, Nov 23, 2026 at 9:00 AM MiT <info@mitgroup.vn> wrote:\n\n",
    "gmail en, broken over lines": "On Mon, Nov 23, 2026 at 9:00 AM MiT Customer Care <\ninfo@mitgroup.vn> wrote:\n",
    "gmail, oldest": "2026-11-23 9:00 GMT+07:00 MiT <info@mitgroup.vn>:\n\n",
    "apple vi": "Vào 23 thg 11, 2026, lúc 09:00, MiT <info@mitgroup.vn> đã viết:\n\n",
    "apple vi, with day": "Vào ngày 23/11/2026, lúc 09:00, MiT <info@mitgroup.vn> đã viết:\n\n",
    "apple en": "On 23 Nov 2026, at 09:00, MiT <info@mitgroup.vn> wrote:\n\n",
    "yahoo vi": "Vào 09:00:12 GMT+7, Thứ Hai, 23 tháng 11, 2026, MiT <info@mitgroup.vn> đã viết:\n\n",
    "yahoo vi, with lúc": "Vào lúc 09:00:12 GMT+7 Thứ Hai, 23 tháng 11, 2026, MiT <info@mitgroup.vn> đã viết:\n",
    "yahoo en": "On Monday, November 23, 2026 at 09:00:12 AM GMT+7, MiT <info@mitgroup.vn> wrote:\n\n",
    "zalo mail": "Vào 09:00, 23/11/2026 MiT <info@mitgroup.vn> viết:\n\n",
    "zoho": "---- Vào Mon, 23 Nov 2026 09:00:12 +0700 MiT <info@mitgroup.vn> đã viết ----\n\n",
    "thunderbird vi": "Vào 23/11/2026 09:00, MiT đã viết:\n",
    "thunderbird en": "On 23/11/2026 09:00, MiT wrote:\n",
    "a name alone": "MiT <info@mitgroup.vn> wrote:\n",
    "samsung": "-------- Thư gốc --------\nTừ: MiT <info@mitgroup.vn>\n\n",
}  # fmt: skip
BLOCKS = {
    "outlook vi": "Từ: MiT <info@mitgroup.vn>\nĐã gửi: 23 Tháng Mười Một 2026 09:00\nĐến: Hương\nChủ đề: Khiếu nại\n\n",
    "outlook vi, ruled": "________________________________\nTừ: MiT\nĐã gửi: Thứ Hai\nTới: Hương\nChủ đề: Khiếu nại\n\n",
    "outlook en": "From: MiT <info@mitgroup.vn>\nSent: Monday, November 23, 2026 9:00 AM\nTo: Hương\nSubject: Khiếu nại\n\n",
    "outlook, oldest": "-----Original Message-----\nFrom: MiT\nSent: Monday\nTo: Hương\nSubject: Khiếu nại\n\n",
    "outlook, bold": "*From:* MiT <info@mitgroup.vn>\n*Sent:* Monday\n*To:* Hương\n*Subject:* Khiếu nại\n\n",
    "zalo mail": "Người gửi: MiT <info@mitgroup.vn>\nNgày gửi: 23/11/2026 09:00\nNgười nhận: Hương\nTiêu đề: Khiếu nại\n\n",
    "ruler vi": "----- Tin nhắn gốc -----\n",
    "yahoo, on one line": "  Vào Th 2, 23 thg 11 2026 lúc 09:00, MiT<info@mitgroup.vn> đã viết:   Kính gửi Quý khách,\n",
    "yahoo en, on one line": "  On Mon, Nov 23, 2026 at 9:00 AM, MiT<info@mitgroup.vn> wrote:   Dear customer,\n",
    "ours": "--- Xin trả lời phía trên dòng này ---\n",
}  # fmt: skip


@pytest.mark.parametrize("announced", ANNOUNCED.values(), ids=ANNOUNCED)
@pytest.mark.parametrize("history", [OLD, BARE])
def test_what_is_announced_as_written_before_is_not_new(announced: str, history: str) -> None:
    assert new_part(f"{NEW}\n\n{announced}{history}") == NEW


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_what_stands_below_a_block_of_headers_is_not_new(block: str) -> None:
    assert new_part(f"{NEW}\n\n{block}{BARE}") == NEW


@pytest.mark.parametrize(
    "line",
    [
        "Gửi từ iPhone của tôi",
        "Được gửi từ iPhone của tôi",
        "Đã gửi từ iPhone của tôi",
        "Sent from my iPhone",
        "Sent from my Samsung Galaxy smartphone.",
        "Được gửi từ Yahoo Mail trên Android",
        "Sent from Yahoo Mail for iPhone",
        "Get Outlook for Android",
        "Tải Outlook cho Android",
        "Đã gửi từ điện thoại Samsung của tôi",
        "Sent from Mail for Windows",
        "Sent with Proton Mail secure email.",
        "-- \nNguyễn Thị Thanh Hương\n0909 156 178",
        "--\nHương",
    ],
)
def test_a_signature_is_no_part_of_the_reply(line: str) -> None:
    assert new_part(f"{NEW}\n\n{line}") == NEW
    assert new_part(f"{NEW}\n\n{line}\n\n{ANNOUNCED['gmail vi']}{OLD}") == NEW


def test_answers_between_the_quoted_lines_are_all_kept() -> None:
    text = f"{ANNOUNCED['gmail vi']}> Máy nào?\nBản Pro.\n> Mua ngày nào?\nNgày 20/11."
    assert new_part(text) == "Bản Pro.\nNgày 20/11."


def test_an_answer_below_the_quotation_is_kept() -> None:
    assert new_part(f"{ANNOUNCED['thunderbird en']}{OLD}\n\n{NEW}") == NEW


def test_what_is_handed_on_is_what_the_customer_wants_us_to_read() -> None:
    handed_on = f"Xin xem thư này.\n\n{BLOCKS['outlook vi']}{BARE}"
    assert BARE in new_part(handed_on, "FW: Khiếu nại")
    assert BARE in new_part(handed_on, "Chuyển tiếp: Khiếu nại")
    gmail = f"Xem.\n\n---------- Forwarded message ---------\nTừ: MiT <a@b.vn>\nDate: T2\nSubject: X\nTo: Y\n\n{BARE}"
    assert BARE in new_part(gmail, "Fwd: X")
    assert new_part(gmail, "Re: Khiếu nại") == new_part(gmail, "Xin xem") == gmail
    apple = f"Xem.\n\nBắt đầu thư được chuyển tiếp:\n\n{BLOCKS['outlook vi']}{BARE}"
    assert new_part(apple, "Khiếu nại") == apple


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 20/11 nhân viên đã viết:\nMáy còn bảo hành.",
        "Từ: Hà Nội\nĐến: Sài Gòn\nNgày: 20/11\nHàng bị vỡ.",
        "Vào lúc 16:50 tôi gọi nhưng không ai nghe máy.",
        "On hold for an hour.",
        "Chi tiết:\n--\nMáy 1 hỏng\n" + "dòng\n" * 20 + "hết",
        "Tôi viết: máy hỏng",
        "From: nhà tôi tới cửa hàng 5 km",
        "Kính gửi công ty,\n--\nĐơn hàng: 123\nTôi yêu cầu hoàn tiền",
        "Máy hỏng.\n--\nTôi yêu cầu hoàn tiền ngay.\n--\nMong công ty xem xét sớm giúp tôi.",
        "Kính gửi,\nTừ: Chị Hương\nĐến: Công ty MiT\nChủ đề: Đòi hoàn tiền\n\nMáy hỏng.",
    ],
)
def test_a_story_is_not_taken_for_history(text: str) -> None:
    assert new_part(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 20/11 lúc 16:50 nhân viên tên Nam đã viết:\n“Không bảo hành”\nTôi không đồng ý.",
        "Vào ngày 20/11 lúc 16:50 nam@mitgroup.vn đã viết:\nKhông bảo hành.\nTôi không đồng ý.",
        "Từ: Chị Hương\nNgày: 20/11\nĐến: MiT\nChủ đề: Hoàn tiền\n\nMáy hỏng.",
    ],
)
def test_who_answers_nobody_and_tells_what_was_written_is_read_to_the_end(text: str) -> None:
    said = f"Kính gửi công ty,\n{text}"
    assert read(mail(said, Subject="Khiếu nại nhân viên")).reply == said


@pytest.mark.parametrize("announced", ["gmail vi", "apple en", "zoho", "a name alone"])
@pytest.mark.parametrize("headers", [{}, {"In_Reply_To": "<1@mitgroup.vn>"}, {"Subject": "Re: X"}])
def test_what_a_program_quotes_is_cut_whether_or_not_the_mail_says_that_it_answers(
    announced: str, headers: dict[str, str]
) -> None:
    assert read(mail(f"{NEW}\n\n{ANNOUNCED[announced]}{BARE}", **headers)).reply == NEW


def test_two_dashes_in_html_end_a_letter_only_as_the_mark_of_a_signature() -> None:
    kind = {"Content_Type": "text/html; charset=utf-8"}
    divided = read(mail("<p>Máy hỏng:</p><p>--</p><p>Đơn 123</p>", "", **kind))
    assert "Đơn 123" in divided.reply
    signed = read(mail("<p>Máy hỏng,</p><p>--&nbsp;</p><p>Hương</p>", "", **kind))
    assert signed.reply == "Máy hỏng,"


def test_a_mail_that_is_nothing_but_quotation_has_no_new_part() -> None:
    parsed = read(mail(f"{ANNOUNCED['gmail vi']}{OLD}"))
    assert parsed.reply == ""
    assert "Chúng tôi đã nhận" in parsed.text


@given(st.text(alphabet="abTừ:>-_\n @1đ", max_size=300))
def test_a_reply_is_made_of_lines_of_the_text(text: str) -> None:
    assert set(new_part(text).split("\n")) <= {line.rstrip() for line in text.split("\n")} | {
        *text.split("\n"),
        "",
    }
