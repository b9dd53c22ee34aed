"""The readable text of RTF, and Outlook's compression of it (MS-OXRTFCP)."""

from __future__ import annotations

import re

from camket.arrivals.channels.mail.charsets.decoding import clean, known_charset

LARGEST = 4_000_000
COMPRESSED, PLAIN = b"LZFu", b"MELA"
HEADER, WINDOW = 16, 4096
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.I,
)
_SILENT = frozenset(
    {
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"object",
        b"header",
        b"footer",
        b"themedata",
    }
)
_SIGNS = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t", b"emdash": "—",
    b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”",
}  # fmt: skip


def uncompressed(content: bytes) -> bytes:
    """Compressed RTF as RTF; nothing where it is neither. What is damaged is given up to there."""
    if content[8:12] == PLAIN:
        return content[HEADER:]
    if content[8:12] != COMPRESSED:
        return b""
    window = bytearray(_DICTIONARY.ljust(WINDOW, b"\x00"))
    out, write, position = bytearray(), len(_DICTIONARY), HEADER
    while position < len(content) and len(out) < LARGEST:
        flags = content[position]
        position += 1
        for bit in range(8):
            step = 2 if flags >> bit & 1 else 1
            token = content[position : position + step]
            position += step
            if len(token) < step:
                return bytes(out)
            copied = _copied(token, window, write) if step > 1 else token
            if copied is None:
                return bytes(out)
            for byte in copied:
                window[write] = byte
                write = (write + 1) % WINDOW
            out += copied
    return bytes(out)


def _copied(token: bytes, window: bytearray, write: int) -> bytes | None:
    """What a reference stands for: an offset of 12 bits, a length of 4; None at the end."""
    reference = int.from_bytes(token, "big")
    offset, length = reference >> 4, (reference & 0xF) + 2
    if offset == write:
        return None
    copied = bytearray()
    for step in range(length):
        at = (offset + step) % WINDOW
        behind = (at - write) % WINDOW
        copied.append(copied[behind] if behind < step else window[at])
    return bytes(copied)


class _Reader:
    """Walks through RTF, group by group."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.charset = "cp1252"
        self._silent: list[bool] = [False]
        self._pending = bytearray()
        self._skip = 0

    def read(self, found: re.Match[bytes]) -> None:
        word, number, code, sign, brace, text = found.groups()
        if code is not None:
            self._add_bytes(bytes.fromhex(code.decode()))
            return
        if text is not None:
            self._add_bytes(text)
            return
        self.flush()
        if brace == b"{":
            self._silent.append(self._silent[-1])
        elif brace == b"}":
            self._silent = self._silent[:-1] or [False]
        elif sign is not None:
            self._read_sign(sign)
        elif word is not None:
            self._read_word(word, int(number or 0))

    def flush(self) -> None:
        """Bytes of one charset that follow each other are read together."""
        if self._pending:
            self.words.append(self._pending.decode(self.charset, "replace"))
            self._pending.clear()

    def _add_bytes(self, content: bytes) -> None:
        skipped = min(self._skip, len(content))
        self._skip -= skipped
        if not self._silent[-1]:
            self._pending += content[skipped:]

    def _read_sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._silent[-1] = True
        elif not self._silent[-1]:
            self.words.append({b"~": "\u00a0", b"_": "-"}.get(sign, sign.decode("latin-1")))

    def _read_word(self, word: bytes, number: int) -> None:
        if word in _SILENT:
            self._silent[-1] = True
        elif word == b"ansicpg":
            self.charset = known_charset(f"cp{number}") or self.charset
        elif self._silent[-1]:
            return
        elif word == b"u":
            self.words.append(chr(number % 0x10000))
            self._skip = 1
        elif word in _SIGNS:
            self.words.append(_SIGNS[word])


def rtf_text(rtf: bytes) -> str:
    """The text of RTF, with line ends for paragraphs. Never raises."""
    reader = _Reader()
    for found in _TOKEN.finditer(rtf[:LARGEST]):
        reader.read(found)
    reader.flush()
    joined = "".join(reader.words)
    return clean(joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")).strip()
