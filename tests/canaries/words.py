"""The canaries, and every form in which one could lie about."""

from __future__ import annotations

import base64
import json
import quopri
import random
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from camket.text import fold, nfc


@dataclass(frozen=True, slots=True)
class Flock:
    """The canaries of one life. A server's journal holds several lives, so each flock has a word of its own."""

    word: str
    numbers: dict[str, str]
    planted: set[str] = field(default_factory=set)

    @classmethod
    def hatched(cls) -> Flock:
        """A word with marks that are composed and decomposed differently and a đ that folds by itself; phone numbers."""
        letters = "".join(random.choices(string.ascii_lowercase, k=6))  # noqa: S311
        digits = random.randrange(10**5)  # noqa: S311
        names = ("mail", "web", "call", "sms")
        numbers = {name: f"0909{digits:05}{place}" for place, name in enumerate(names)}
        return cls(nfc(f"yếnđậu{letters}"), numbers)

    def canary(self, place: str) -> str:
        """A sentence for one field, which says which field it was."""
        return self._planted(f"Chim {self.word} ở {place} đây")

    def address(self, place: str) -> str:
        """A mail address, or the name of something that has no marks, for one field."""
        return self._planted(f"{fold(self.word)}.{place}@example.vn")

    def _planted(self, text: str) -> str:
        self.planted.add(text)
        return text

    def forms(self) -> dict[str, bytes]:
        """The word, and the phone numbers, in each form that anything could have written."""
        spelt = {"raw": self.word, "NFD": unicodedata.normalize("NFD", self.word)}
        found = dict(_written({**spelt, "folded": fold(self.word)}))
        for name, number in self.numbers.items():
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
