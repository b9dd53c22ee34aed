"""Who wrote for us, and who did not: vacation replies, newsletters, our own letters."""

from __future__ import annotations

import pytest

from camket.arrivals.channels.mail import OwnAddresses
from camket.arrivals.submission import Automatic
from tests.arrivals.making import MIT, mail, part, read, wrapped

OUR_ID = "<ck.0cn4u8nqkd9ebb5vl0s9fl8s5c.0123456789abcdef@mitgroup.vn>"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Auto_Submitted": "Auto-Notified; owner=x"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "vắng mặt"},
        {"Precedence": "auto_reply"},
        {"Subject": "Trả lời tự động: Khiếu nại"},
        {"Subject": "Tra loi tu dong: Khieu nai"},
        {"Subject": "Tự động trả lời: Re: KN-26-ABCDE"},
        {"Subject": "Automatic reply: Khiếu nại"},
        {"Subject": "Out of Office: Khiếu nại"},
        {"Subject": "Out of Office"},
        {"Subject": "Thông báo vắng mặt - Hương"},
    ],
)
def test_a_robot_s_answer_is_known(headers: dict[str, str]) -> None:
    assert read(mail("Tôi đi vắng.", **headers)).automatic == Automatic.AUTO_REPLY


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"Auto_Submitted": "No (người viết)"},
        {"X_Autoreply": "no"},
        {"X_Auto_Generated": "1"},
        {"X_Auto_Response_Suppress": "OOF"},
        {"Subject": "Trả lời tự động của tổng đài làm tôi bực"},
        {"Subject": "Re: Trả lời tự động: Khiếu nại"},
        {"Subject": "Máy tự động trả lời khi có cuộc gọi"},
        {"Subject": "Văn phòng vắng mặt cả ngày"},
        {"Subject": "Trả lời tự động - không ai giải quyết khiếu nại của tôi"},
        {"Subject": "Automatic response (your app keeps sending it)"},
        {"List_Unsubscribe": " "},
        {"Precedence": "first-class"},
        {"Return_Path": "<>"},
    ],
)
def test_a_person_is_not_taken_for_a_robot(headers: dict[str, str]) -> None:
    parsed = read(mail("Máy hỏng.", **headers))
    assert (parsed.automatic, parsed.bounce) == (None, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Id": "Khuyến mãi <ban-tin.shop.vn>"},
        {"List_Unsubscribe": "<https://shop.vn/thoi>"},
        {"List_Post": "<mailto:nhom@shop.vn>"},
        {"Precedence": "bulk"},
        {"Precedence": "list", "List_Id": "<a.b.googlegroups.com>"},
        {"List_Id": "<info.mitgroup.vn.evil.example>"},
        {"List_Id": "<notmitgroup.vn>"},
    ],
)
def test_a_newsletter_is_known(headers: dict[str, str]) -> None:
    assert read(mail("Giảm giá.", **headers)).automatic == Automatic.LIST


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Id": "Chăm sóc khách hàng <cskh.mitgroup.vn>", "Precedence": "list"},
        {"List_Id": "<info.mitgroup.vn>", "List_Unsubscribe": "<mailto:x@googlegroups.com>"},
        {"List_Post": "<mailto:cskh@mitgroup.vn>", "Mailing_List": "list cskh@mitgroup.vn"},
    ],
)
def test_a_complaint_through_the_company_s_own_group_is_no_newsletter(
    headers: dict[str, str],
) -> None:
    assert read(mail("Máy hỏng.", **headers)).automatic is None


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"X_Original_From": "Hương <huong@example.vn>"}, "Hương"),
        ({"X_Original_Sender": "huong@example.vn", "Reply_To": "info@mitgroup.vn"}, "Thanh Hương"),
        (
            {"X_Original_Sender": "huong@example.vn", "Reply_To": "ke.gian@example.vn"},
            "Thanh Hương",
        ),
    ],
)
def test_whom_our_group_writes_for_is_the_sender_and_not_the_group(
    headers: dict[str, str], name: str
) -> None:
    """Google does so for every customer whose provider forbids others to use their address, as Yahoo does."""
    group = {"From": "'Thanh Hương' via Info <info@mitgroup.vn>", "List_Id": "<info.mitgroup.vn>"}
    parsed = read(mail("Máy hỏng.", Precedence="list", **group, **headers))
    assert (parsed.sender.name, parsed.sender.address) == (name, "huong@example.vn")
    assert (parsed.automatic, parsed.warnings) == (None, ())


def test_a_stranger_s_list_names_nobody_in_our_place() -> None:
    headers = {"List_Id": "<ban-tin.shop.vn>", "X_Original_From": "huong@example.vn"}
    assert read(mail(From="info@mitgroup.vn", **headers)).automatic == Automatic.OWN


@pytest.mark.parametrize("group", ["mit-cskh.googlegroups.com", "mit-cskh@googlegroups.com"])
def test_a_group_elsewhere_is_the_company_s_own_if_its_file_says_so(group: str) -> None:
    own = OwnAddresses(MIT.addresses, frozenset({group}))
    raw = mail("Máy hỏng.", List_ID="<mit-cskh.googlegroups.com>", Precedence="list")
    assert read(raw, own).automatic is None
    assert read(raw).automatic == Automatic.LIST


def test_everybody_s_domain_makes_no_list_ours() -> None:
    own = OwnAddresses(frozenset({"mit.cskh@gmail.com"}), frozenset())
    assert read(mail(List_Id="<ban-tin.gmail.com>"), own).automatic == Automatic.LIST


@pytest.mark.parametrize(
    "headers",
    [
        {"From": "MiT <info@mitgroup.vn>"},
        {"From": "INFO@MITGROUP.VN"},
        {"From": "ai-do@example.vn", "Message_ID": OUR_ID},
        {"From": "info@mitgroup.vn", "Auto_Submitted": "auto-generated"},
    ],
)
def test_our_own_mail_coming_back_is_known(headers: dict[str, str]) -> None:
    assert read(mail("Kính gửi Quý khách", **headers)).automatic == Automatic.OWN


def test_the_website_s_form_that_writes_in_our_name_goes_before_a_person() -> None:
    parsed = read(mail("Máy hỏng.", From="info@mitgroup.vn", Reply_To="huong@example.vn"))
    assert (parsed.automatic, parsed.warnings) == (None, ("from-us",))


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("Nhờ xử lý giúp.", {"Subject": "Fwd: Máy hỏng"}),
        ("Họ tên: Hương\nEmail: huong@example.vn\nMáy hỏng.", {"Subject": "Liên hệ từ website"}),
        ("Máy hỏng.", {"List_Id": "<info.mitgroup.vn>"}),
    ],
)
def test_who_hands_a_customer_on_in_our_name_goes_before_a_person(
    text: str, headers: dict[str, str]
) -> None:
    parsed = read(mail(text, From="MiT <info@mitgroup.vn>", **headers))
    assert (parsed.automatic, parsed.warnings) == (None, ("from-us",))


def test_a_copy_of_what_a_colleague_answered_is_ours() -> None:
    quoted = "Chào chị.\n\nVào T2, 23 thg 11, 2026 Hương <huong@example.vn> đã viết:\n> Máy hỏng."
    raw = mail(quoted, From="info@mitgroup.vn", Subject="Re: Máy hỏng")
    assert read(raw).automatic == Automatic.OWN


@pytest.mark.parametrize(
    "headers",
    [{"Reply_To": "info@mitgroup.vn"}, {"Reply_To": "a@b.vn", "Auto_Submitted": "auto-replied"}],
)
def test_our_own_letter_stays_ours_whatever_its_reply_to(headers: dict[str, str]) -> None:
    assert read(mail(From="info@mitgroup.vn", **headers)).automatic == Automatic.OWN


@pytest.mark.parametrize("kind", ["disposition-notification", "feedback-report"])
def test_a_receipt_of_reading_is_no_bounce(kind: str) -> None:
    body = wrapped(part("Đã đọc."), part("Disposition: x", f"message/{kind}"))
    raw = mail(body, "", Content_Type=f"multipart/report; report-type={kind}; boundary=b1")
    parsed = read(raw)
    assert (parsed.automatic, parsed.bounce) == (Automatic.AUTO_REPLY, None)
