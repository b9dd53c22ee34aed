"""What a file is, read from its first bytes. What the sender calls it is never believed.

The signatures are those of the formats' own documents: PNG (RFC 2083), JPEG (ITU T.81), RIFF (WAV, WebP),
ISO base media (ISO 14496-12: MP4, M4A, 3GP, HEIC), Ogg (RFC 3533), ADTS and MPEG audio frames
(ISO 13818-7, 11172-3), AMR (RFC 4867), PDF (ISO 32000), ZIP and the office formats in it.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

UNKNOWN = "application/octet-stream"
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"#!AMR-WB\n", "audio/amr-wb"),
    (b"#!AMR\n", "audio/amr"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"{\\rtf", "application/rtf"),
)
_RIFF = {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
}
_OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_MARKUP = ((b"<!doctype html", "text/html"), (b"<html", "text/html"), (b"<svg", "image/svg+xml"))


def content_type(content: bytes) -> str:
    """The media type of some bytes; `application/octet-stream` where nothing is recognised."""
    for start, found in _STARTS:
        if content.startswith(start):
            return found
    return (
        _boxed(content)
        or _zipped(content)
        or _framed_audio(content)
        or _written(content)
        or UNKNOWN
    )


def _boxed(content: bytes) -> str | None:
    """Formats that name themselves behind a length: RIFF, ISO base media, Ogg."""
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12])
    if content[4:8] == b"ftyp":
        brand = content[8:12]
        return "video/3gpp" if brand[:3] == b"3gp" else _BRANDS.get(brand, "video/mp4")
    if content[:4] == b"OggS":
        return "video/ogg" if b"\x80theora" in content[:200] else "audio/ogg"
    return None


def _zipped(content: bytes) -> str | None:
    if content[:4] != b"PK\x03\x04":
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "application/zip"
    found = (kind for folder, kind in _OFFICE.items() if any(n.startswith(folder) for n in names))
    return next(found, "application/zip")


def _framed_audio(content: bytes) -> str | None:
    """Audio without a file header: eleven set bits, then the layer (MPEG) or 00 (ADTS)."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE0 != 0xE0:  # noqa: PLR2004
        return None
    version, layer = content[1] >> 3 & 0b11, content[1] >> 1 & 0b11
    if layer == 0:
        return "audio/aac" if content[1] & 0xF0 == 0xF0 else None  # noqa: PLR2004
    bitrate, rate = content[2] >> 4, content[2] >> 2 & 0b11
    is_mpeg = version != 1 and bitrate != 0xF and rate != 0b11  # noqa: PLR2004
    return "audio/mpeg" if is_mpeg else None


def _written(content: bytes) -> str | None:
    """Readable text, and the two kinds of markup that a browser would run."""
    start = content[:4096]
    if not start or b"\x00" in start:
        return None
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, found in _MARKUP:
        if head.startswith(mark) or (found == "image/svg+xml" and mark in head[:1000]):
            return found
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        # The cut may have gone through the last letter.
        if error.start < len(start) - 3:
            return None
    return "text/plain"
