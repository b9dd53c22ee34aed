"""A file is what its bytes are, whatever it calls itself."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.content import UNKNOWN, content_type, ending_of

OFFICE = "application/vnd.openxmlformats-officedocument."


def zipped(*names: str) -> bytes:
    """A zip archive with empty files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"application/epub+zip" if name == "mimetype" else b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe1abc", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image/heic"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
        (b"\x00\x00\x00\x18ftypqt  ", "video/quicktime"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio/mp4"),
        (b"\x00\x00\x00\x18ftyp3gp4", "video/3gpp"),
        (b"#!AMR\n\x3c", "audio/amr"),
        (b"#!AMR-WB\n\x3c", "audio/amr-wb"),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"OggS\x00\x02" + b"\x80theora", "video/ogg"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\n\n%PDF-1.4", "application/pdf"),
        (b"MZ\x90\x00\x03", "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF\x02", "application/x-elf"),
        (b"Rar!\x1a\x07\x00", "application/vnd.rar"),
        (b"\x1f\x8b\x08\x00", "application/gzip"),
        (b"{\\rtf1", "application/rtf"),
        (zipped("a.txt"), "application/zip"),
        (zipped("[Content_Types].xml", "word/document.xml"), f"{OFFICE}wordprocessingml.document"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), f"{OFFICE}spreadsheetml.sheet"),
        (zipped("[Content_Types].xml", "ppt/a.xml"), f"{OFFICE}presentationml.presentation"),
        (zipped("mimetype"), "application/epub+zip"),
        (zipped("excel/xl/readme.txt"), "application/zip"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "application/msword",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"<!DOCTYPE html><p>", "text/html"),
        (b"\xef\xbb\xbf  <html>", "text/html"),
        (b"abc<script>x</script>", "text/html"),
        (b"<svg onload=x>", "image/svg+xml"),
        (b"<?xml version='1.0'?><svg>", "image/svg+xml"),
        (b"<?xml version='1.0'?><hoadon/>", "application/xml"),
        (b"BEGIN:VCALENDAR\r\n", "text/calendar"),
        (b"BEGIN:VCARD\r\n", "text/vcard"),
        (b"From: a@b\nTo: c@d\nSubject: e\n\nf", "message/rfc822"),
        ("Máy hỏng".encode(), "text/plain"),
        (b"MZ la viet tat", "text/plain"),
        ("Máy".encode("utf-16"), "text/plain"),
        (b"\x00\x01\x02", UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_the_first_bytes_tell_what_a_file_is(content: bytes, kind: str) -> None:
    assert content_type(content) == kind


def test_what_the_sender_says_only_tells_plain_texts_apart() -> None:
    assert content_type(b"a,b\n1,2\n", "text/csv") == "text/csv"
    assert content_type(b"a,b\n1,2\n", "text/html") == "text/plain"
    assert content_type(b"\xff\xd8\xff", "text/csv") == "image/jpeg"


def test_a_file_without_a_name_gets_an_ending_that_fits() -> None:
    assert (ending_of("image/jpeg"), ending_of("x/y")) == (".jpg", "")


@given(st.binary(max_size=64))
def test_every_file_has_a_type(content: bytes) -> None:
    assert "/" in content_type(content)
