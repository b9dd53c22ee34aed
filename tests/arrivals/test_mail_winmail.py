"""Outlook's envelope is opened: its words are read, its files kept by name and bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.channels.mail.parts.rtf import rtf_text, uncompressed
from camket.arrivals.channels.mail.parts.tnef import SIGNATURE as TNEF_SIGNATURE
from camket.arrivals.channels.mail.parts.tnef import read_tnef
from tests.arrivals.charsets import to_cp1258
from tests.arrivals.making import PHOTO, file, multipart, part, read
from tests.arrivals.winmail import attached, attribute, properties, wide, winmail

BODY, PROPERTIES = 0x800C, 0x9003
# The two examples of MS-OXRTFCP, 3.1 and 3.2.
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c09"
    "0020627705b06c647d0a800fa0"
)
WXYZ = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_the_files_in_the_envelope_are_kept_and_the_envelope_is_not() -> None:
    long_name = (0x3707, 0x1F, wide("hóa đơn tháng 11.jpg"))
    envelope = winmail(attached(PHOTO, b"HOADON~1.JPG", (0x3705, 0x03, bytes(4)), long_name))
    packed = file(envelope, "winmail.dat", "application/ms-tnef")
    parsed = read(multipart("mixed", part("Máy hỏng."), packed))
    (photo,) = parsed.attachments
    assert (photo.name, photo.type, photo.content) == ("hóa đơn tháng 11.jpg", "image/jpeg", PHOTO)
    assert parsed.text == "Máy hỏng."


def test_an_envelope_is_known_by_its_name_too() -> None:
    envelope = winmail(attached(b"\x00\x01", to_cp1258("máy.bin")))
    parsed = read(
        multipart("mixed", part("x"), file(envelope, "Winmail.dat", "application/octet-stream"))
    )
    assert [one.name for one in parsed.attachments] == ["máy.bin"]


@pytest.mark.parametrize(
    "attributes",
    [
        attribute(BODY, to_cp1258("Máy hỏng.") + b"\0"),
        attribute(PROPERTIES, properties((0x1000, 0x1F, wide("Máy hỏng.")))),
        attribute(PROPERTIES, properties((0x1000, 0x1E, to_cp1258("Máy hỏng.")))),
        attribute(PROPERTIES, properties((0x8005, 0x1F, wide("x")), (0x1013, 0x102, "<p>Máy hỏng.</p>".encode()))),
        attribute(PROPERTIES, properties((0x1009, 0x102, b"\0" * 8 + b"MELA" + b"\0" * 4 + rb"{\rtf1 M\u225?y h\u7887?ng.}"))),
    ],
)  # fmt: skip
def test_the_words_in_the_envelope_are_read(attributes: bytes) -> None:
    packed = file(winmail(attributes), "winmail.dat", "application/ms-tnef")
    assert read(multipart("mixed", packed)).text == "Máy hỏng."


def test_a_message_within_an_envelope_is_opened_too() -> None:
    inner = winmail(attribute(BODY, b"Thu cu."), attached(PHOTO, b"a.jpg"))
    outer = winmail(attached(b"", b"thu", (0x3701, 0x0D, bytes(16) + inner)))
    packet = read_tnef(outer)
    assert packet is not None
    assert packet.texts == [("Thu cu.", "plain")]
    assert [one.name for one in packet.files] == ["a.jpg"]


def test_an_envelope_that_was_cut_gives_what_is_left_and_says_so() -> None:
    packet = read_tnef(winmail(attribute(BODY, b"Con lai."), attached(PHOTO, b"a.jpg"))[:-200])
    assert packet is not None
    assert (packet.texts, packet.warning) == ([("Con lai.", "plain")], "damaged-winmail")
    assert PHOTO.startswith(packet.files[0].content)


def test_an_envelope_in_which_nothing_is_found_is_kept_itself() -> None:
    content = TNEF_SIGNATURE + b"hong"
    (kept,) = read(multipart("mixed", part("x"), file(content, "winmail.dat"))).attachments
    assert (kept.name, kept.content) == ("winmail.dat", content)


def test_what_is_no_envelope_stays_a_file() -> None:
    parsed = read(
        multipart("mixed", part("x"), file(b"khac", "winmail.dat", "application/ms-tnef"))
    )
    assert [(one.name, one.content) for one in parsed.attachments] == [("winmail.dat", b"khac")]


def test_compressed_rtf_is_uncompressed() -> None:
    assert uncompressed(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert uncompressed(WXYZ) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert uncompressed(b"khac") == b""


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1258 Khi\'ea\'ecu}", "Khiếu"),
        (rb"{\rtf1 n\u7841?i\par m\u225?y}", "nại\nmáy"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator X;}abc\tab d\{e\}}", "abc\td{e}"),
        (rb"{\rtf1 \u-10179?\u-8704?}", "😀"),
        (rb"}}}{{{\u", ""),
    ],
)
def test_rtf_is_read(rtf: bytes, text: str) -> None:
    assert rtf_text(rtf) == text


@given(st.binary(max_size=200))
def test_no_envelope_makes_reading_fail(content: bytes) -> None:
    for damaged in (
        winmail(content),
        winmail(attribute(PROPERTIES, content)),
        HELLO[:16] + content,
    ):
        read_tnef(damaged)
        assert isinstance(rtf_text(uncompressed(damaged)), str)
