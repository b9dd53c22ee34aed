"""The canaries, and every form in which one could lie about."""

from __future__ import annotations

import base64
import json
import quopri
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from camket.text import fold, nfc

WORD = nfc("hoàngyếnđậu")
"""One word with marks that are composed and decomposed differently, and a đ that folds by itself."""

FOLDED = fold(WORD)
PHONE = "0909773"
"""The beginning of every phone number that is planted; three digits follow."""

NUMBERS = {
    name: f"{PHONE}{place}" for place, name in enumerate(["mail", "web", "call", "sms"], 451)
}


planted: set[str] = set()
"""Every sentence and address that was planted so far."""


def canary(field: str) -> str:
    """A sentence for one field, which says which field it was."""
    return _planted(f"Chim {WORD} ở {field} đây")


def address(field: str) -> str:
    """A mail address, or the local part of one, for one field."""
    return _planted(f"{FOLDED}.{field}@example.vn")


def _planted(text: str) -> str:
    planted.add(text)
    return text


def forms() -> dict[str, bytes]:
    """The canary's word, and the phone numbers, in each form that anything could have written."""
    spelt = {"raw": WORD, "NFD": unicodedata.normalize("NFD", WORD), "folded": FOLDED}
    found = dict(_written(spelt))
    for name, number in NUMBERS.items():
        found |= dict(_written({f"phone {name}": number[1:]}))
        found[f"phone {name} shown"] = f"{number[:4]} {number[4:7]} {number[7:]}".encode()
    return found


def _written(spelt: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    for name, word in spelt.items():
        plain = word.encode()
        yield name, plain
        yield f"{name}, capitals", word.upper().encode()
        yield f"{name}, UTF-16", word.encode("utf-16-le")
        yield f"{name}, UTF-16 the other way", word.encode("utf-16-be")
        yield f"{name}, hex", plain.hex().encode()
        yield f"{name}, HEX", plain.hex().upper().encode()
        yield f"{name}, JSON", json.dumps(word)[1:-1].encode()
        yield f"{name}, in an address", quote(word).encode()
        yield f"{name}, quoted-printable", quopri.encodestring(plain)
        yield from ((f"{name}, base64 from {n}", form) for n, form in enumerate(_base64(plain)))


def _base64(plain: bytes) -> Iterator[bytes]:
    """The letters that stand in any base64 of a text with the word in it, wherever it begins."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + plain)
        first = -(-before * 8 // 6)
        last = (before + len(plain)) * 8 // 6
        yield whole[first:last]
