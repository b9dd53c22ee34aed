"""Bytes to readable text. The label is a hint; what reads as Vietnamese decides.

The order: UTF-8 where the bytes are UTF-8; the declared charset; then windows-1258, VISCII, TCVN3, VNI
and windows-1252 are read on trial, and the one in which the words are Vietnamese syllables wins. Text
leaves here in NFC, with line ends as LF, without control characters and without lone surrogates.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from camket.arrivals.channels.mail.charsets.syllables import ENOUGH, Look, look_at
from camket.arrivals.channels.mail.charsets.tables import from_tcvn, from_viscii, from_vni

SAMPLE = 1 << 16
FEWEST_ZEROS = 5
UNKNOWN_CHARSET, GUESSED_CHARSET = "unknown-charset", "guessed-charset"
DAMAGED_TEXT, UNREADABLE = "damaged-text", "unreadable"
MOST_UNREADABLE = 0.3

Reading = Callable[[bytes], str]

_OURS: dict[str, Reading] = {"viscii": from_viscii, "tcvn": from_tcvn, "vni": from_vni}
_OTHER_NAMES = {
    "viscii": "viscii", "viscii11": "viscii", "csviscii": "viscii", "xviscii": "viscii",
    "tcvn": "tcvn", "tcvn3": "tcvn", "xtcvn3": "tcvn", "abc": "tcvn", "tcvn5712": "tcvn",
    "tcvn57121": "tcvn", "xviettcvn": "tcvn", "xviettcvn5712": "tcvn", "tcvn571211993": "tcvn",
    "vni": "vni", "xvni": "vni", "xvietvni": "vni",
    "unicode11utf8": "utf-8", "xunicode20utf8": "utf-8", "utf8mb4": "utf-8",
    "cp1258": "cp1258", "xcp1258": "cp1258", "windowsvietnamese": "cp1258", "xwindows1258": "cp1258",
    "ansix341968": "ascii", "ksc56011987": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "iso885911": "cp874", "xsjis": "cp932", "shiftjis": "cp932",
}  # fmt: skip
# Labels that a program writes when it does not know: any Vietnamese charset may hide behind them.
_SAYS_NOTHING = {"ascii", "iso8859-1", "cp1252", "iso8859-15", "cp1258", "utf-8", "latin-1"}
_WIDE_MARKS = frozenset({b"\xff\xfe", b"\xfe\xff"})
_WIDE, _SHIFTED = ("utf-16", "utf-32"), ("iso2022", "hz", "utf-7")
_TEXT_CODEC = re.compile(
    r"(utf|cp|iso|koi8|mac|gb|big5|euc|shift|johab|hz|tis|ascii|latin|ptcp|kz)"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]+")
_FEEDS = re.compile("[\x0b\x0c]+")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_BEYOND_ONE_BYTE = re.compile("[^\x00-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what is to be said about how it was read."""

    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Trial:
    """One way to read the bytes, with what it looks like."""

    read: Reading
    look: Look


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Read bytes as text. Never raises and never leaves anything out without a warning."""
    charset = known_charset(declared) if declared else "ascii"
    warnings = () if charset else (UNKNOWN_CHARSET,)
    charset = _wide(content, charset or "") or charset
    if charset and _must_be(content, charset):
        return _strictly_or_damaged(content, charset)
    if content.isascii():
        return Decoded(clean(content.decode("ascii")), warnings)
    unicode_text = _strictly(content, "utf-8")
    if unicode_text is not None:
        return Decoded(clean(repaired(unicode_text)), warnings)
    if charset and charset not in _SAYS_NOTHING:
        return _as_declared(content, charset)
    return _on_trial(content, charset, warnings)


def _wide(content: bytes, charset: str) -> str | None:
    """UTF-16 or UTF-32, which show themselves by their zeros whatever the label says."""
    if content.count(0) * FEWEST_ZEROS < len(content) or not content:
        return None
    if charset.startswith(_WIDE) or content[:2] in _WIDE_MARKS:
        return charset if charset.startswith(_WIDE) else "utf-16"
    return "utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"


def _must_be(content: bytes, charset: str) -> bool:
    """Whether bytes that pass for ASCII or UTF-8 are none: wide charsets and those with shifts."""
    if charset.startswith(_WIDE):
        return content.count(0) * FEWEST_ZEROS >= len(content) or content[:2] in _WIDE_MARKS
    return charset.startswith(_SHIFTED) and content.isascii()


def known_charset(label: str) -> str | None:
    """The name of the codec that a label means, or None where it means no charset of text."""
    plain = re.sub(r"[^a-z0-9]", "", label.lower().partition("*")[0])
    if plain in _OTHER_NAMES:
        return _OTHER_NAMES[plain]
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return name if _TEXT_CODEC.match(name) else None


def clean(text: str) -> str:
    """Line ends as LF, no control characters, no lone surrogates, NFC."""
    if text.isascii() and text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _FEEDS.sub("\n", _CONTROL.sub("", text.removeprefix("\ufeff")))
    text = _NO_CHARACTER.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text)


def repaired(text: str) -> str:
    """Undo a text that was turned into Unicode as if it had been windows-1252: `KhiÕu n¹i`."""
    if text.isascii() or _BEYOND_ONE_BYTE.search(text):
        return text
    look = look_at(text[:SAMPLE])
    if look.score > 0:
        return text
    content = text.encode("cp1252", _ONE_BYTE)
    best = _best(content, look, [_utf8, from_tcvn, from_viscii, from_vni, _cp1258])
    return best(content) if best else text


def _strictly(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except (UnicodeError, LookupError, ValueError):
        return None


def _strictly_or_damaged(content: bytes, charset: str) -> Decoded:
    text = _strictly(content, charset)
    if text is not None:
        return Decoded(clean(text))
    text = clean(content.decode(charset, "replace"))
    return Decoded(text, (DAMAGED_TEXT, *_unreadable(text)))


def _as_declared(content: bytes, charset: str) -> Decoded:
    """The declared charset, unless the bytes are plainly Vietnamese in another one.

    Words that are Vietnamese in UTF-8 are so by no accident: where the rest is broken, a person has to look.
    """
    read = _OURS.get(charset)
    found = Decoded(clean(read(content))) if read else _strictly_or_damaged(content, charset)
    look = look_at(found.text[:SAMPLE])
    if look.plain:
        return found
    best = _best(content, look, _TRIALS)
    if best and look_at(best(content[:SAMPLE])).plain:
        return Decoded(clean(best(content)), (GUESSED_CHARSET,))
    is_broken = look_at(_utf8(content[:SAMPLE])).good >= ENOUGH
    return Decoded(found.text, (*found.warnings, *((UNREADABLE,) if is_broken else ())))


def _on_trial(content: bytes, charset: str | None, warnings: tuple[str, ...]) -> Decoded:
    """Read bytes that are not UTF-8 and whose label says nothing."""
    declared = _reader(charset if charset not in {None, "ascii", "utf-8"} else "cp1252")
    look = look_at(declared(content[:SAMPLE]))
    best = _best(content, look, _TRIALS) if look.bad or not look.good else None
    text = clean((best or declared)(content))
    if best is _utf8:
        return Decoded(text, (*warnings, DAMAGED_TEXT))
    if best is None and charset not in {None, "ascii", "utf-8"}:
        return Decoded(text, warnings)
    guessed = () if UNKNOWN_CHARSET in warnings else (GUESSED_CHARSET,)
    return Decoded(text, (*warnings, *guessed, *_unreadable(text)))


def _best(content: bytes, found: Look, readings: Iterable[Reading]) -> Reading | None:
    """The reading that looks most like Vietnamese, if it looks more so than what was found."""
    sample = content[:SAMPLE]
    trials = [_Trial(read, look_at(read(sample))) for read in readings]
    best = max(trials, key=lambda trial: trial.look.score)
    better = best.look.score > found.score and best.look.good > best.look.bad
    return best.read if better else None


def _reader(charset: str | None) -> Reading:
    return lambda content: content.decode(charset or "cp1252", _ONE_BYTE)


def _utf8(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _cp1258(content: bytes) -> str:
    return content.decode("cp1258", _ONE_BYTE)


def _unreadable(text: str) -> tuple[str, ...]:
    """Whether so many words make no sense that a person has to look."""
    words = text.split()
    look = look_at(text[:SAMPLE])
    return (UNREADABLE,) if look.bad > max(1, MOST_UNREADABLE * len(words)) else ()


def _one_byte(error: UnicodeError) -> tuple[str | bytes, int]:
    """Give a byte or character that a one-byte charset does not know its latin-1 meaning."""
    if isinstance(error, UnicodeDecodeError):
        return error.object[error.start : error.end].decode("latin-1"), error.end
    if isinstance(error, UnicodeEncodeError):
        part = error.object[error.start : error.end]
        return bytes(ord(letter) & 0xFF for letter in part), error.end
    raise error


_TRIALS: tuple[Reading, ...] = (_utf8, _cp1258, from_viscii, from_tcvn, from_vni)
_ONE_BYTE = "camket-one-byte"
codecs.register_error(_ONE_BYTE, _one_byte)
