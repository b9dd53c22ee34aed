"""Who, what about, when, and which letter is answered: headers as they come, whole or broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.channels.mail.headers.addresses import Address, read_addresses
from camket.arrivals.channels.mail.headers.parameters import file_name, parameters, safe_name
from camket.arrivals.channels.mail.headers.words import header_text
from tests.arrivals.charsets import to_cp1258, to_tcvn3
from tests.arrivals.making import mail, read


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("=?UTF-8?Q?Khi=E1=BA=BFu_n=E1=BA=A1i?=", "Khiếu nại"),
        ("=?UTF-8?B?S2hp4bq/dSBu4bqhaQ==?=", "Khiếu nại"),
        ("=?utf-8?B?S2hp4bq/dSBu4bqhaQ?=", "Khiếu nại"),
        ("=?UTF-8?Q?Khi=E1=BA?=\n =?UTF-8?Q?=BFu_n=E1=BA=A1i?=", "Khiếu nại"),
        ("=?utf-8?B?S2hp4bq/?= =?utf-8?B?dSBu4bqhaQ==?=", "Khiếu nại"),
        ("Re: =?utf-8?q?Khi=E1=BA=BFu n=E1=BA=A1i?= gấp", "Re: Khiếu nại gấp"),
        ("=?windows-1258?Q?Khi=EA=ECu_n=E0y?=", "Khiếu này"),
        ("=?iso-8859-1?Q?Khi=D5u_n=B9i?=", "Khiếu nại"),
        ("=?x-nobody-knows?Q?Khi=E1=BA=BFu?=", "Khiếu"),
        ("=?UTF-8?Q?Khie=CC=82=CC=81u?=", "Khiếu"),
        ("=?utf-8*vi?q?Khi=E1=BA=BFu?=", "Khiếu"),
        ("=?utf-8?Q?never ends", "=?utf-8?Q?never ends"),
        ("a =?utf-8?q??= b", "a b"),
    ],
)
def test_encoded_words_are_read_also_the_broken_ones(raw: str, meant: str) -> None:
    assert header_text(raw) == meant


@pytest.mark.parametrize("encode", [str.encode, to_cp1258, to_tcvn3])
def test_a_subject_in_raw_bytes_is_read(encode: object) -> None:
    subject = "Khiếu nại về máy giặt"
    assert read(mail(Subject=encode(subject))).subject == subject  # type: ignore[operator]


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("Hương <h@x.vn>", [Address("Hương", "h@x.vn")]),
        ('"Nguyễn, Hương" <h@x.vn>', [Address("Nguyễn, Hương", "h@x.vn")]),
        ("=?utf-8?B?SMawxqFuZw==?= <h@x.vn>", [Address("Hương", "h@x.vn")]),
        ('"=?utf-8?B?SMawxqFuZw==?=" <h@x.vn>', [Address("Hương", "h@x.vn")]),
        ("h@x.vn (Hương (bà))", [Address("Hương (bà)", "h@x.vn")]),
        ("a@x.vn, b@x.vn", [Address("", "a@x.vn"), Address("", "b@x.vn")]),
        ("Nhóm: a@x.vn, b@x.vn;", [Address("", "a@x.vn"), Address("", "b@x.vn")]),
        ("undisclosed-recipients:;", []),
        ('"a@x.vn" <evil@y.vn>', [Address("a@x.vn", "evil@y.vn")]),
        ("<h@x.vn", [Address("", "h@x.vn")]),
        ('"Hương <h@x.vn>', [Address("Hương", "h@x.vn")]),
        ("Hương", [Address("Hương", None)]),
        ("", []),
    ],
)
def test_addresses_are_read_as_people_write_them(raw: str, meant: list[Address]) -> None:
    assert read_addresses(raw) == meant


def test_a_reply_to_is_nobody_s_address() -> None:
    parsed = read(mail(From="", Reply_To="evil@example.vn", Sender="post@example.vn"))
    assert parsed.sender.address is None
    assert "no-sender" in parsed.warnings
    assert "evil" not in str(parsed.as_json())


def test_of_two_senders_the_first_counts_and_it_is_said() -> None:
    parsed = read(mail(From="a@example.vn, b@example.vn"))
    assert (parsed.sender.address, parsed.warnings) == ("a@example.vn", ("many-senders",))


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("<a@b>", "<a@b>"),
        ("a@b", "<a@b>"),
        ("<a@b> (cũ)", "<a@b>"),
        ("<a b\n @c>", "<ab@c>"),
        ("<không dấu cách>", "<khôngdấucách>"),
        ("", None),
        ("rác", None),
    ],
)
def test_message_ids_get_their_brackets(raw: str, meant: str | None) -> None:
    assert read(mail(Message_ID=raw)).message_id == meant


def test_a_message_id_that_is_given_twice_counts_once() -> None:
    parsed = read(b"Message-ID: <first@x>\nMessage-ID: <second@x>\n" + mail(Message_ID=""))
    assert (parsed.message_id, parsed.warnings) == ("<first@x>", ("many-message-ids",))


def test_references_keep_their_order_and_none_comes_twice() -> None:
    parsed = read(mail(References="<a@x>\n <b@x> <a@x>\n\t<c@x>", In_Reply_To="<c@x> <a@x>"))
    assert parsed.references == ("<a@x>", "<b@x>", "<c@x>")
    assert parsed.in_reply_to == "<c@x>"


@pytest.mark.parametrize(
    "raw",
    [
        "Sun, 22 Nov 2026 21:14:00 +0700",
        "22 Nov 2026 21:14:00 +0700 (Giờ Đông Dương)",
        "Sun, 22 Nov 2026 14:14:00 GMT",
        "Sun, 22 Nov 2026 14:14:00",
    ],
)
def test_the_date_is_an_instant(raw: str) -> None:
    assert read(mail(Date=raw)).date == datetime(2026, 11, 22, 14, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw", ["", "hôm qua", "Sun, 99 Nov 2026 21:14:00 +0700", "1 Jan 0000", "-"]
)
def test_a_date_that_is_none_is_no_date(raw: str) -> None:
    assert read(mail(Date=raw)).date is None


def test_the_zone_of_the_sender_is_kept() -> None:
    date = read(mail()).date
    assert date is not None
    assert date.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ('attachment; filename="hóa đơn.pdf"', "hóa đơn.pdf"),
        ("attachment; filename=hoadon.pdf", "hoadon.pdf"),
        ("attachment; filename*=utf-8''h%C3%B3a%20%C4%91%C6%A1n.pdf", "hóa đơn.pdf"),
        ("attachment; filename*0*=UTF-8''h%C3%B3; filename*1=a.pdf", "hóa.pdf"),
        ('attachment; filename*1="b.pdf"; filename*0="a"', "ab.pdf"),
        ('attachment; filename="=?UTF-8?B?aMOzYS5wZGY=?="', "hóa.pdf"),
        ('attachment; filename="a\\"b.pdf"', 'a"b.pdf'),
        ('attachment; filename="never ends', "never ends"),
        ('attachment; filename="C:\\\\Users\\\\h\\\\anh.jpg"', "anh.jpg"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("attachment", ""),
    ],
)
def test_file_names_are_read_and_have_no_path(raw: str, meant: str) -> None:
    decoded = raw.encode().decode("ascii", "surrogateescape")
    assert file_name(decoded, None) == meant


def test_a_file_cannot_hide_what_it_is() -> None:
    assert safe_name("anh\u202egpj.exe") == "anhgpj.exe"
    assert safe_name("a" * 400 + ".pdf").endswith(".pdf")
    assert len(safe_name("a" * 400 + ".pdf")) <= 255


@given(st.text(max_size=200))
def test_no_header_makes_reading_fail(raw: str) -> None:
    escaped = raw.encode("utf-8", "replace").decode("ascii", "surrogateescape")
    assert header_text(escaped).encode() is not None
    assert len(read_addresses(escaped)) <= 1000
    assert all(isinstance(value, str) for value in parameters(escaped).values())
