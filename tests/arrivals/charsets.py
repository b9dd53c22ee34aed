"""Vietnamese sentences as programs of another time encoded them: the inverse of what the parser reads."""

from __future__ import annotations

import unicodedata
from functools import cache

from camket.arrivals.channels.mail.charsets.tables import from_tcvn, from_viscii

SENTENCES = [
    "Khiếu nại giao hàng: tôi đã mua máy giặt ngày 20/11 nhưng cửa hàng giao sai.",
    "Đề nghị quý công ty hoàn lại 1.250.000đ trong tuần này, vì sản phẩm bị lỗi nguồn.",
    "Tôi gửi kèm ảnh chụp hóa đơn và phiếu bảo hành, mong được trả lời sớm.",
    "Nhân viên hứa đổi mới nhưng không giữ lời.",
]
_VNI_LETTERS = {
    "ơ": "ô",
    "ư": "ö",
    "đ": "ñ",
    "ỉ": "æ",
    "ĩ": "ó",
    "ị": "ò",
    "ỵ": "î",
    "í": "í",
    "ì": "ì",
}
_VNI_MARKS = {
    "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï",
    "\u0302": "â", "\u0302\u0301": "á", "\u0302\u0300": "à", "\u0302\u0309": "å",
    "\u0302\u0303": "ã", "\u0302\u0323": "ä",
    "\u0306": "ê", "\u0306\u0301": "é", "\u0306\u0300": "è", "\u0306\u0309": "ú",
    "\u0306\u0303": "ü", "\u0306\u0323": "ë",
}  # fmt: skip


@cache
def _inverse(table: str) -> dict[str, int]:
    read = from_viscii if table == "viscii" else from_tcvn
    pairs = [(read(bytes([code])), code) for code in range(256)]
    return dict(reversed(pairs))


def to_viscii(text: str) -> bytes:
    """VISCII."""
    return bytes(_inverse("viscii").get(c, ord(c) & 0xFF) for c in text)


def to_tcvn3(text: str) -> bytes:
    """TCVN3 as typed: what is no letter of the small font stays as it is."""
    return bytes(_inverse("tcvn").get(c, ord(c) & 0xFF) for c in text)


def to_cp1258(text: str) -> bytes:
    """windows-1258: a letter with its own shape, then its tone as a mark."""
    return b"".join(_cp1258(c) for c in unicodedata.normalize("NFC", text))


def _cp1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = [mark for mark in marks if mark not in tones]
        return unicodedata.normalize("NFC", base + "".join(shape)).encode("cp1258") + "".join(
            tones
        ).encode("cp1258")


def to_vni(text: str) -> bytes:
    """VNI for Windows: a letter, then its marks as one character of windows-1252."""
    return "".join(_vni(c) for c in unicodedata.normalize("NFC", text)).encode("cp1252")


def _vni(letter: str) -> str:
    lower = letter.lower()
    if lower in _VNI_LETTERS:
        shown = _VNI_LETTERS[lower]
    else:
        base, *marks = unicodedata.normalize("NFD", lower)
        if "\u031b" in marks:
            base = _VNI_LETTERS[unicodedata.normalize("NFC", base + "\u031b")]
            marks.remove("\u031b")
        order = [m for m in marks if m in "\u0302\u0306"] + [
            m for m in marks if m not in "\u0302\u0306"
        ]
        shown = base + _VNI_MARKS["".join(order)] if marks else base
    return shown if letter == lower else shown.upper()
