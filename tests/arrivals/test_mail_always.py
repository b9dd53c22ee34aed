"""Whatever bytes come: they are read, in NFC, and nothing of them is changed in files."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.channels.mail import to_submission
from tests.arrivals.making import MIT, PHOTO, file, mail, multipart, part, read
from tests.complaints.conftest import SUNDAY

WHOLE = multipart(
    "mixed",
    part(base64.encodebytes("Máy giặt bị hỏng. ".encode() * 9), Content_Transfer_Encoding="base64"),
    part("<p>Nguyễn <b>Hương</b></p>", "text/html; charset=windows-1258"),
    part(mail("Thư cũ."), "message/rfc822"),
    file(PHOTO, "máy.jpg"),
    References="<a@x> <b@x>",
)
PIECES = st.sampled_from(
    [b"--b1\n", b"--b1--", b"\n\n", b"\n ", b"=?utf-8?B?", b"?=", b"Content-Type: ", b"multipart/mixed",
     b"message/rfc822", b"; charset=", b"viscii", b"base64", b"\xff", "ế".encode(), b"\xcc\x81", b"\x00",
     b"Content-Transfer-Encoding: base64\n", b"From: ", b"<", b">", b"@", b'"', b"(", b"<blockquote>",
     b"application/ms-tnef", bytes.fromhex("789f3e22"), b"text/html", b"a", b"\xd5", b"\xb9"]
)  # fmt: skip


def check(raw: bytes) -> None:
    """What holds for every mail."""
    parsed = read(raw)
    for text in (parsed.subject, parsed.text, parsed.reply, parsed.sender.name):
        assert unicodedata.is_normalized("NFC", text)
        assert "\r" not in text
    said = parsed.as_json()
    assert json.loads(json.dumps(said, ensure_ascii=False).encode()) == said
    assert to_submission(raw, received_at=SUNDAY, own=MIT).text == parsed.text


@given(st.binary(max_size=400))
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    check(raw)


@given(st.lists(PIECES | st.binary(max_size=6), max_size=40))
def test_any_pieces_of_mail_are_a_mail(pieces: list[bytes]) -> None:
    check(b"".join(pieces))


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.binary(max_size=4))
def test_a_mail_that_was_cut_or_changed_is_a_mail(start: int, end: int, instead: bytes) -> None:
    check(WHOLE[: min(start, end)] + instead + WHOLE[max(start, end) :])


@given(st.binary(max_size=300), st.sampled_from(["máy.jpg", "a b.pdf", "x"]))
def test_a_file_s_digest_is_that_of_the_bytes_that_were_attached(content: bytes, name: str) -> None:
    (kept,) = read(multipart("mixed", part("x"), file(content, name))).as_json()["attachments"]
    assert (kept["sha256"], kept["size"]) == (hashlib.sha256(content).hexdigest(), len(content))


def test_twenty_five_megabytes_are_read_in_seconds() -> None:
    film = bytes(range(256)) * 74_000
    raw = multipart("mixed", part("Phim quay máy hỏng."), file(film, "quay.mp4", "video/mp4"))
    started = time.monotonic()
    parsed = read(raw)
    assert len(raw) > 25_000_000
    assert time.monotonic() - started < 10
    assert parsed.attachments[0].content == film
