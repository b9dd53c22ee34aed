"""What a file is, by its content and never by its name."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.content import content_type
from tests.twins.voice import beep


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (beep(), "audio/wav"),
        (b"ID3\x04\x00" + bytes(20), "audio/mpeg"),
        (b"\xff\xfb\x90\x00" + bytes(20), "audio/mpeg"),
        (b"\xff\xf1\x50\x80" + bytes(20), "audio/aac"),
        (b"OggS\x00\x02" + bytes(22) + b"\x01\x13OpusHead", "audio/ogg"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(20), "audio/mp4"),
        (b"#!AMR\n" + bytes(20), "audio/amr"),
        (b"#!AMR-WB\n" + bytes(20), "audio/amr-wb"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(20), "video/mp4"),
        (b"\x00\x00\x00\x14ftyp3gp5" + bytes(20), "video/3gpp"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "image/heic"),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7\n", "application/pdf"),
        (_zip("a.txt"), "application/zip"),
        (b"PK\x03\x04 broken", "application/zip"),
        (b"MZ\x90\x00", "application/vnd.microsoft.portable-executable"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML><p>", "text/html"),
        (b"<?xml version='1.0'?><svg onload=alert(1)>", "image/svg+xml"),
        ("Máy hỏng".encode(), "text/plain"),
        ("ế".encode() * 2000, "text/plain"),
        (b"\x00\x01", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content: bytes, kind: str) -> None:
    assert content_type(content) == kind


@given(st.binary(max_size=64))
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    assert "/" in content_type(content)
