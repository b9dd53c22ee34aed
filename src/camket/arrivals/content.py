"""What a file is, read from its first bytes. What the sender calls it is never believed.

The signatures are those of the formats' own documents: PNG (RFC 2083), JPEG (ITU T.81), RIFF (WAV, WebP),
ISO base media (ISO 14496-12: MP4, M4A, 3GP, HEIC), Ogg (RFC 3533), ADTS and MPEG audio frames
(ISO 13818-7, 11172-3), AMR (RFC 4867), PDF (ISO 32000), ZIP and the office formats in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

UNKNOWN = "application/octet-stream"
PROGRAM = "application/vnd.microsoft.portable-executable"
TEXT_LIKE = frozenset({"text/csv", "text/markdown", "text/tab-separated-values"})
LOOKED_AT = 1 << 16

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR-WB\n", "audio/amr-wb"),
    (b"#!AMR\n", "audio/amr"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x7fELF", "application/x-elf"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heif", b"msf1": "image/heif",
    b"hevc": "image/heic-sequence", b"avif": "image/avif", b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"3gp4": "video/3gpp", b"3gp5": "video/3gpp",
    b"3gp6": "video/3gpp", b"3gr6": "video/3gpp", b"3g2a": "video/3gpp2",
}  # fmt: skip
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", f"{_OFFICE}wordprocessingml.document"),
    (b"xl/", f"{_OFFICE}spreadsheetml.sheet"),
    (b"ppt/", f"{_OFFICE}presentationml.presentation"),
    (b"AndroidManifest.xml", "application/vnd.android.package-archive"),
    (b"META-INF/MANIFEST.MF", "application/java-archive"),
)
_OLE: tuple[tuple[str, str], ...] = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__substg1.0_", "application/vnd.ms-outlook"),
    ("__properties_version", "application/vnd.ms-outlook"),
)
_MP3_FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")
_MAIL_START = re.compile(
    rb"(?:(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to)[ \t]*:[^\n]*\n"
    rb"(?:[ \t][^\n]*\n)*){3}",
    re.I,
)
_ODF = re.compile(rb"mimetype(application/(?:vnd\.oasis\.opendocument\.[a-z-]+|epub\+zip))")
_TEXT_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"begin:vcalendar", "text/calendar"),
    (b"begin:vcard", "text/vcard"),
    (b"<svg", "image/svg+xml"),
    (b"<!doctype html", "text/html"),
    (b"<html", "text/html"),
    (b"<?xml", "application/xml"),
)
WIDE_MARKS = frozenset({b"\xff\xfe", b"\xfe\xff"})
_SIGNS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("application/pdf", lambda head: b"%PDF-" in head[:1024]),
    ("audio/mpeg", lambda head: _MP3_FRAME.match(head) is not None),
    ("audio/aac", lambda head: head[:2] in {b"\xff\xf1", b"\xff\xf9"}),
    (PROGRAM, lambda head: head[:2] == b"MZ" and b"\x00" in head[:64]),
    ("image/bmp", lambda head: head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00"),
    ("text/plain", lambda head: head[:2] in WIDE_MARKS),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MARK = b"\xef\xbb\xbf"
LONGEST_NAMES = 1 << 20


def content_type(content: bytes, declared: str = "") -> str:
    """The media type of some bytes; `application/octet-stream` where nothing is recognised.

    `declared` only tells kinds of plain text apart, which look the same.
    """
    for start, kind in _STARTS:
        if content.startswith(start):
            nearer = _NEARER.get(kind)
            return nearer(content) if nearer else kind
    if content[:4] == b"RIFF" and content[8:12] in _RIFF:
        return _RIFF[content[8:12]]
    if content[4:8] == b"ftyp":
        return _brand(content)
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(content)
    return _other(content, declared)


def ending_of(kind: str) -> str:
    """The usual ending of a file of that type, with its dot, or nothing."""
    return _ENDINGS.get(kind, "")


def _matroska(content: bytes) -> str:
    return "video/webm" if b"webm" in content[:64] else "video/x-matroska"


def _ogg(content: bytes) -> str:
    return "video/ogg" if b"\x80theora" in content[:200] else "audio/ogg"


_NEARER: dict[str, Callable[[bytes], str]] = {"video/webm": _matroska, "audio/ogg": _ogg}


def _brand(content: bytes) -> str:
    major = content[8:12]
    if major in {b"mif1", b"msf1"} and b"heic" in content[16:64]:
        return "image/heic"
    return _BRANDS.get(major, "video/mp4")


def _zipped(content: bytes) -> str:
    if (named := _ODF.search(content[:200])) is not None:
        return named[1].decode("ascii")
    names = content[:LOOKED_AT] + content[-LOOKED_AT:]
    is_package = b"[Content_Types].xml" in names or b"META-INF/" in names
    found = (kind for start, kind in _ZIPPED if start in names)
    return next(found, "application/zip") if is_package else "application/zip"


def _compound(content: bytes) -> str:
    directory = content[:LONGEST_NAMES] + content[-LONGEST_NAMES:]
    found = (kind for name, kind in _OLE if name.encode("utf-16-le") in directory)
    return next(found, "application/x-ole-storage")


def _other(content: bytes, declared: str) -> str:
    head = content[:LOOKED_AT]
    for kind, is_so in _SIGNS:
        if is_so(head):
            return kind
    if not head or _CONTROL.search(head):
        return UNKNOWN
    return _text(head, declared)


def _text(head: bytes, declared: str) -> str:
    start = head.removeprefix(MARK).lstrip()[:2048]
    lower = start.lower()
    for mark, kind in _TEXT_STARTS:
        if lower.startswith(mark):
            return "image/svg+xml" if b"<svg" in lower and kind == "application/xml" else kind
    if _MAIL_START.match(start):
        return "message/rfc822"
    if b"<body" in lower or b"<script" in lower:
        return "text/html"
    return declared if declared in TEXT_LIKE else "text/plain"


_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/heic": ".heic",
    "image/webp": ".webp", "image/svg+xml": ".svg", "application/pdf": ".pdf", "application/zip": ".zip",
    "audio/mpeg": ".mp3", "audio/wav": ".wav", "audio/mp4": ".m4a", "audio/amr": ".amr",
    "audio/ogg": ".ogg", "video/mp4": ".mp4", "video/quicktime": ".mov", "video/3gpp": ".3gp",
    "text/plain": ".txt", "text/html": ".html", "text/calendar": ".ics", "text/vcard": ".vcf",
    "text/csv": ".csv", "message/rfc822": ".eml", "application/rtf": ".rtf",
    "application/msword": ".doc", "application/vnd.ms-excel": ".xls",
    f"{_OFFICE}wordprocessingml.document": ".docx", f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
}  # fmt: skip
