"""What a mail is made of: each part is text or a file, and nothing gets lost on the way."""

from __future__ import annotations

import base64
import binascii
import hashlib
import quopri
from email.message import EmailMessage

import pytest

from tests.arrivals.making import PHOTO, file, head, mail, multipart, part, read, wrapped

HTML = "text/html; charset=utf-8"


def test_the_plain_form_of_a_text_is_read_and_the_other_is_not() -> None:
    parsed = read(multipart("alternative", part("Máy hỏng."), part("<p>Máy hỏng.</p>", HTML)))
    assert (parsed.text, parsed.attachments) == ("Máy hỏng.", ())


def test_html_is_read_where_there_is_no_plain_part_or_an_empty_one() -> None:
    html = part("<p>Máy <b>hỏng</b>.</p>", HTML)
    assert read(multipart("alternative", html)).text == "Máy hỏng."
    assert read(multipart("alternative", part("  \n"), html)).text == "Máy hỏng."
    assert read(mail("<p>Máy hỏng.</p>", "", Content_Type=HTML)).text == "Máy hỏng."


def test_html_is_read_beside_plain_words_that_only_say_that_it_is_there() -> None:
    html = part("<p>Máy hỏng, đơn 123, tôi xin đổi máy khác.</p>", HTML)
    parsed = read(multipart("alternative", part("This email requires an HTML viewer."), html))
    assert "Máy hỏng, đơn 123" in parsed.text
    shortened = part("Máy hỏng, đơn 123, xin đổi máy [1].")
    assert "khác" not in read(multipart("alternative", shortened, html)).text


def test_a_file_that_stands_in_the_text_is_taken_out_of_it() -> None:
    lines = b"".join(binascii.b2a_uu(PHOTO[at : at + 45]) for at in range(0, len(PHOTO), 45))
    said = "Ảnh máy:\n\n".encode() + b"begin 644 may.jpg\n" + lines + b"`\nend\n\n"
    parsed = read(mail(said + "Xin xem giúp.".encode()))
    assert parsed.text.split() == ["Ảnh", "máy:", "Xin", "xem", "giúp."]
    (photo,) = parsed.attachments
    assert (photo.name, photo.type, photo.content) == ("may.jpg", "image/jpeg", PHOTO)


@pytest.mark.parametrize(
    "text",
    [
        "Xin\nbegin 644 a.jpg\nnói cho rõ\nend",
        "Xin\nbegin 644 a.jpg\n#abc",
        "begin 123 hang hong\n\nend",
    ],
)
def test_words_that_look_like_a_file_stay_in_the_text(text: str) -> None:
    parsed = read(mail(text))
    assert (parsed.text, parsed.attachments) == (text, ())


def test_texts_between_pictures_are_all_read() -> None:
    picture = file(PHOTO, "a.jpg", Content_Disposition='inline; filename="a.jpg"')
    parsed = read(multipart("mixed", part("Trước."), picture, part("Sau.")))
    assert parsed.text == "Trước.\n\nSau."
    assert [(one.name, one.inline) for one in parsed.attachments] == [("a.jpg", True)]


def test_a_file_keeps_its_bytes_and_is_typed_by_them() -> None:
    parsed = read(multipart("mixed", part("Ảnh."), file(PHOTO, "hoadon.pdf", "application/pdf")))
    (photo,) = parsed.as_json()["attachments"]
    assert photo["sha256"] == hashlib.sha256(PHOTO).hexdigest()
    assert (photo["name"], photo["type"], photo["size"]) == ("hoadon.pdf", "image/jpeg", len(PHOTO))


@pytest.mark.parametrize("name", ["quay.mp4", "a.heic", "b.zip", "c.exe", "d.m4a", "e"])
def test_every_file_is_kept_whatever_it_is_called(name: str) -> None:
    (kept,) = read(multipart("mixed", part("x"), file(b"\x00\x01", name))).attachments
    assert (kept.name, kept.content) == (name, b"\x00\x01")


def test_a_picture_in_the_text_is_inline_and_one_that_is_attached_is_not() -> None:
    shown = file(PHOTO, "logo.jpg", Content_Disposition="", Content_ID="<1@x>")
    related = part(
        wrapped(part("<img src=cid:1@x>Hỏng", HTML), shown, boundary="b2"),
        'multipart/related; boundary="b2"',
    )
    parsed = read(multipart("mixed", related, file(PHOTO, "may.jpg")))
    assert [one.inline for one in parsed.attachments] == [True, False]
    assert parsed.text == "Hỏng"


def test_a_message_within_a_message_is_read_kept_whole_and_its_files_too() -> None:
    inner = multipart("mixed", part("Thư cũ."), file(PHOTO, "may.jpg"), boundary="b2", Subject="Cũ")
    parsed = read(multipart("mixed", part("Xem thư."), part(inner, "message/rfc822")))
    assert "Xem thư." in parsed.text
    assert "Thư cũ." in parsed.text
    assert [one.name for one in parsed.attachments] == ["Cũ.eml", "may.jpg"]
    assert parsed.attachments[0].content == inner
    assert parsed.attachments[0].type == "message/rfc822"


def test_a_signed_mail_is_read_and_its_signature_kept() -> None:
    signature = file(b"0\x82", "smime.p7s", "application/pkcs7-signature")
    parsed = read(multipart("signed", part("Có chữ ký."), signature))
    assert parsed.text == "Có chữ ký."
    assert [one.name for one in parsed.attachments] == ["smime.p7s"]
    assert "encrypted" not in parsed.warnings


def test_a_mail_signed_in_the_open_is_read_without_its_frame() -> None:
    framed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nMáy hỏng.\n- -- \nHương\n"
        "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    )
    parsed = read(mail(framed))
    assert parsed.text.strip() == "Máy hỏng.\n-- \nHương"
    assert parsed.reply == "Máy hỏng."


@pytest.mark.parametrize(
    "raw",
    [
        multipart(
            "encrypted", part("Version: 1", "application/pgp-encrypted"), file(b"x", "a.asc")
        ),
        mail(
            b"MIAG",
            "",
            Content_Type="application/pkcs7-mime; smime-type=enveloped-data",
            Content_Transfer_Encoding="base64",
        ),
        mail("-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----"),
    ],
)
def test_an_encrypted_mail_says_so_and_is_kept(raw: bytes) -> None:
    parsed = read(raw)
    assert "encrypted" in parsed.warnings
    assert parsed.attachments or "BEGIN PGP" in parsed.text


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    long = size.to_bytes(4, "big")
    return bytes([tag]) + (bytes([size]) if size < 128 else b"\x84" + long) + content


def _signed(content: bytes, *, in_pieces: bool) -> bytes:
    """A CMS SignedData without signers, written by hand."""
    pieces = [_der(0x04, content[i : i + 100]) for i in range(0, len(content), 100)]
    octets = _der(0x24, b"".join(pieces)) if in_pieces else _der(0x04, content)
    plain = bytes.fromhex("06092a864886f70d010701") + _der(0xA0, octets)
    data = _der(0x02, b"\x01") + _der(0x31, b"") + _der(0x30, plain) + _der(0x31, b"")
    return _der(0x30, bytes.fromhex("06092a864886f70d010702") + _der(0xA0, _der(0x30, data)))


@pytest.mark.parametrize("in_pieces", [True, False])
def test_a_mail_signed_in_one_piece_is_read(in_pieces: bool) -> None:
    inner = part("Khiếu nại: " + "máy hỏng. " * 40)
    wrapped_up = base64.encodebytes(_signed(inner, in_pieces=in_pieces))
    kind = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
    parsed = read(mail(wrapped_up, "", Content_Type=kind, Content_Transfer_Encoding="base64"))
    assert parsed.text.startswith("Khiếu nại: máy hỏng.")
    assert "encrypted" not in parsed.warnings


def test_an_invitation_is_read_and_kept() -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Hẹn sửa máy\r\nLOCATION:81 Cách Mạng\r\n"
        " Tháng Tám\r\nDESCRIPTION:Mang theo\\nhóa đơn\\, phiếu\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    parsed = read(mail(calendar, "", Content_Type="text/calendar; charset=utf-8; method=REQUEST"))
    assert "Hẹn sửa máy" in parsed.text
    assert "Mang theo\nhóa đơn, phiếu" in parsed.text
    assert parsed.attachments[0].type == "text/calendar"


def test_a_text_that_is_attached_is_a_file_and_no_text() -> None:
    note = part("riêng", Content_Disposition='attachment; filename="a.txt"')
    parsed = read(multipart("mixed", part("Xem tệp."), note))
    assert parsed.text == "Xem tệp."
    assert parsed.attachments[0].content.decode() == "riêng"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", base64.encodebytes("Máy hỏng.".encode())),
        ("BASE64", b"TcOheSBo4buPbmcu"),
        ("quoted-printable", quopri.encodestring("Máy hỏng.".encode())),
        ("8bit", "Máy hỏng.".encode()),
        ("x-uuencode", b"begin 644 a\n+3<.A>2!H\x60\n"),
        ("rác", "Máy hỏng.".encode()),
    ],
)
def test_each_transfer_encoding_is_undone(encoding: str, body: bytes) -> None:
    parsed = read(mail(body, Content_Transfer_Encoding=encoding))
    assert parsed.text.startswith("Máy h") or encoding == "x-uuencode"
    assert parsed.text


def test_an_encoding_that_nobody_declared_is_found_out() -> None:
    sentence = "Máy giặt hỏng sau hai ngày, xin đổi máy khác. " * 4
    for body in (base64.encodebytes(sentence.encode()), quopri.encodestring(sentence.encode())):
        parsed = read(mail(body))
        assert (parsed.text.strip(), parsed.warnings) == (
            sentence.strip(),
            ("undeclared-encoding",),
        )


def test_a_text_that_is_called_base64_and_is_none_is_read() -> None:
    parsed = read(mail("Máy giặt hỏng sau hai ngày.", Content_Transfer_Encoding="base64"))
    assert (parsed.text, parsed.warnings) == (
        "Máy giặt hỏng sau hai ngày.",
        ("undeclared-encoding",),
    )


def test_one_wrong_character_costs_three_bytes_and_not_the_file() -> None:
    packed = base64.encodebytes(PHOTO).replace(b"A", b"!", 1)
    damaged = part(packed, "image/jpeg", Content_Transfer_Encoding="base64")
    parsed = read(multipart("mixed", part("x"), damaged))
    assert parsed.warnings == ("damaged-encoding",)
    same = [a == b for a, b in zip(parsed.attachments[0].content, PHOTO, strict=True)]
    assert same.count(False) <= 3


def test_the_words_that_a_list_adds_are_no_part_of_the_file() -> None:
    packed = base64.encodebytes(b"12345") + b"____________\nDanh sach thu\n"
    body = part(packed, "image/jpeg", Content_Transfer_Encoding="base64")
    assert read(multipart("mixed", part("x"), body)).attachments[0].content == b"12345"


@pytest.mark.parametrize(
    "harm",
    [
        lambda raw: raw.replace(b"\n--b1--\n", b""),
        lambda raw: raw.replace(b'boundary="b1"', b'boundary="b9"'),
        lambda raw: raw.replace(b'; boundary="b1"', b""),
        lambda raw: raw.replace(b"Content-Type: multipart", b"X-Type: multipart"),
        lambda raw: raw.replace(b"--b1\nContent-Type: image", b"--bX\nContent-Type: image"),
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"\n", b"\r"),
        lambda raw: b"\n\n" + raw,
        lambda raw: b"From huong@example.vn Sun Nov 22 21:14:00 2026\n" + raw,
        lambda raw: raw.replace(b"Date:", b"Date"),
    ],
)
def test_a_broken_frame_costs_neither_words_nor_files(harm: object) -> None:
    raw = multipart("mixed", part("Máy hỏng."), file(PHOTO, "may.jpg"))
    parsed = read(harm(raw))  # type: ignore[operator]
    assert parsed.text.strip() == "Máy hỏng."
    assert [one.content for one in parsed.attachments] == [PHOTO]
    assert parsed.sender.address == "huong@example.vn"


def test_parts_without_end_stop_at_a_bound_and_are_kept() -> None:
    parsed = read(multipart("mixed", *[part("a")] * 1500))
    assert "too-many-parts" in parsed.warnings
    nested = b"".join(head({"Content-Type": "message/rfc822"}) + b"\n" for _ in range(5000))
    assert "too-deep" in read(nested).warnings


def test_what_the_standard_library_writes_is_read_byte_for_byte() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Hương <huong@example.vn>", "Khiếu nại " * 12
    message.set_content("Máy hỏng.\n")
    message.add_alternative("<p>Máy hỏng.</p>", subtype="html")
    message.add_attachment(PHOTO, "image", "jpeg", filename="hóa đơn tháng mười một.jpg")
    parsed = read(bytes(message))
    assert (parsed.subject, parsed.text) == (("Khiếu nại " * 12).strip(), "Máy hỏng.")
    assert parsed.attachments[0].name == "hóa đơn tháng mười một.jpg"
    assert parsed.attachments[0].content == PHOTO
