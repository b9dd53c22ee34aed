"""VISCII (RFC 1456), TCVN 5712:1993 and VNI: Vietnamese charsets that Python does not know.

TCVN3, the form in use, is the lower half of TCVN 5712 in fonts of its own; a second font shows the same
letters as capitals. VNI writes a letter and its mark as two characters of windows-1252.
"""

from __future__ import annotations

import re

VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
TCVN_LOW = {
    0x01: "Ú",
    0x02: "Ụ",
    0x04: "Ừ",
    0x05: "Ử",
    0x06: "Ữ",
    0x11: "Ứ",
    0x12: "Ự",
    0x13: "Ỳ",
    0x14: "Ỷ",
    0x15: "Ỹ",
    0x16: "Ý",
    0x17: "Ỵ",
}
TCVN_HIGH = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)


def _table(low: dict[int, str], high: str) -> str:
    return "".join(low.get(code, chr(code)) for code in range(128)) + high


_VISCII = _table(VISCII_LOW, VISCII_HIGH)
_TCVN = _table(TCVN_LOW, TCVN_HIGH)

_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_LETTERS |= {letter.upper(): meant.upper() for letter, meant in _VNI_LETTERS.items()}
_VNI_PAIR = re.compile("([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[ôöñæóòî]", re.IGNORECASE)
_TYPED_IN_CAPITALS = re.compile(r"[^\W\d_]+")


def from_viscii(content: bytes) -> str:
    """VISCII. Every byte has a meaning, six control characters among them."""
    return content.decode("latin-1").translate(_AS_VISCII)


def from_tcvn(content: bytes) -> str:
    """TCVN 5712, also where it was typed as TCVN3; a word in capitals has its marked letters in capitals too."""
    text = content.decode("latin-1").translate(_AS_TCVN)
    return _TYPED_IN_CAPITALS.sub(_capitals, text)


def from_vni(content: bytes) -> str:
    """VNI for Windows."""
    return _VNI_PAIR.sub(_vni_letter, content.decode("cp1252", "replace"))


def _capitals(word: re.Match[str]) -> str:
    plain = [letter for letter in word[0] if letter.isascii()]
    shouted = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return word[0].upper() if shouted else word[0]


def _vni_letter(found: re.Match[str]) -> str:
    letter, mark = found[1], found[2]
    if letter is None:
        return _VNI_LETTERS[found[0]]
    return _VNI_LETTERS.get(letter, letter) + _VNI_MARKS[mark.lower()]


_AS_VISCII = dict(enumerate(_VISCII))
_AS_TCVN = dict(enumerate(_TCVN))
