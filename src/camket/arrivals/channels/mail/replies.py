"""The new part of an answer: without the history that it quotes, and without the signature.

Mail programs announce what they quote in one of a few ways, in Vietnamese and English: a sentence that
ends with “đã viết:”, a block of Từ/Đã gửi/Đến/Chủ đề lines, a ruler with “Thư gốc”. A message that was handed on
is no history: it is what the customer wants us to read.

Customers quote, too: “nhân viên đã viết:”, “Từ: … Đến: … Chủ đề: …”, two dashes above the order's number. To show
a line of history too much does no harm, and to drop a customer's words does; so what could be either is
history only in a mail that answers another, or where it is quoted or names an address as programs do.
"""

from __future__ import annotations

import re

from camket.text import fold

LONGEST_ANNOUNCEMENT, LONGEST_START, MOST_ANNOUNCING_LINES = 400, 80, 4
MOST_HEADER_LINES = 8
MOST_LINES_READ = 5000
LONGEST_DEVICE_LINE, MOST_SIGNATURE_LINES = 80, 15
_ANNOUNCES = re.compile(
    r"[-\s]{0,8}(?:on|vao|vao luc|vao ngay|ngay|luc|thu|trong)\b.*(?:wrote|writes|da viet|viet)\s?:?[-\s]{0,8}",
    re.DOTALL,
)
_BEGINS = re.compile(r"[-\s]{0,8}(?:on|vao|ngay|luc|thu|trong)\b")
_NAMES_WRITER = re.compile(r".{0,160}<\S+@\S+>.{0,60}(?:wrote|da viet|viet)\s?:\s*")
_DATED_WRITER = re.compile(
    r"\d{4}-\d\d-\d\d \d{1,2}:\d\d (?:gmt|utc)\S*\s.{0,160}<\S+@\S+>\s?:?\s*"
)
_RUNS_ON = re.compile(
    r"\s{0,8}(?:on|vao|ngay|luc|thu)\b.{0,200}<\S+@\S+>\s?(?:wrote|da viet|viet)\s?:\s{2,}\S.*"
)
_BY_SOMEBODY = re.compile(r"@|\d{1,2}[:h]\d\d")
_AN_ADDRESS = re.compile(r"<\s?[^<>\s]+@[^<>\s]+")
_RULER = re.compile(
    r"\s*-{2,}\s*(?:original message|original appointment|reply message|thu goc|tin nhan goc|"
    r"thu ban dau|tin nhan ban dau|noi dung goc)\s*-{2,}"
)
_ABOVE = re.compile(r".{0,40}(?:reply above this line|tra loi (?:phia|o) tren dong nay).{0,40}")
_LABEL = re.compile(r"[*_>\s]{0,4}([a-z][a-z ]{0,12}?)\s?:[*_]{0,2}(?:\s|$)")
_LABELS = {
    "from": "from", "tu": "from", "nguoi gui": "from",
    "sent": "sent", "date": "sent", "da gui": "sent", "ngay": "sent", "ngay gui": "sent",
    "gui": "sent", "gui luc": "sent", "thoi gian": "sent", "vao luc": "sent", "da gui luc": "sent",
    "to": "to", "den": "to", "toi": "to", "nguoi nhan": "to", "gui den": "to", "gui toi": "to",
    "cc": "cc", "subject": "subject", "chu de": "subject", "tieu de": "subject",
}  # fmt: skip
_UNDERSCORES = re.compile(r"\s*_{16,}\s*")
_FORWARDED = re.compile(r"\s*(?:fwd?|tc|chuyen tiep|tiep)\s*:")
_ANSWERED = re.compile(r"\s*(?:re|tl|aw|tra loi|phan hoi|hoi am)\s*(?:\[\d+\]|\(\d+\))?\s*:")
_HANDED_ON = re.compile(
    r"\s*-{2,}\s*(?:forwarded message|(?:thu|tin nhan) (?:da |duoc |da duoc )?chuyen tiep)\b.*|"
    r"\s*(?:begin forwarded message|bat dau (?:thu|tin nhan) (?:da |duoc )?chuyen tiep)\s*:\s*"
)
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.!?…]\s*")
_DEVICE = re.compile(
    r"(?:sent with proton|gui bang proton|yahoo mail: search, organize|sent from (?:my|yahoo|mail for|outlook|samsung|the|zalo|gmail)|get outlook for|"
    r"(?:da |duoc )?gui tu (?:iphone|ipad|dien thoai|outlook|yahoo|thiet bi|may|samsung|galaxy|ung dung|"
    r"zalo|thu|mail|hop thu|gmail|android|xiaomi|oppo|vivo|huawei)|(?:tai|lay|nhan|tai xuong) outlook cho|"
    r"(?:outlook|yahoo mail|thu) cho (?:ios|android|iphone|windows))\b"
)


def new_part(text: str, subject: str = "", *, answers: bool = True) -> str:
    """What is new in a mail. Lines keep their order; answers between quoted lines stay.

    `answers` is False where the mail names no mail that it answers, neither by header nor by subject.
    """
    lines = text.split("\n")
    if not hands_on(subject):
        lines = _without_history(lines, answers=answers)
    lines = [line for line in lines if not line.startswith(">")]
    return "\n".join(_without_signature(lines)).strip("\n").rstrip()


def hands_on(subject: str) -> bool:
    """Whether a subject says that somebody else's mail is handed on."""
    return _FORWARDED.match(fold(subject)) is not None


def says_that_it_answers(subject: str) -> bool:
    """Whether a subject begins as that of an answer does."""
    return _ANSWERED.match(fold(subject)) is not None


def _without_history(lines: list[str], *, answers: bool) -> list[str]:
    kept: list[str] = []
    position = 0
    while position < len(lines):
        if position < MOST_LINES_READ and _HANDED_ON.fullmatch(fold(lines[position])):
            return kept + lines[position:]
        length = _announcement(lines, position) if position < MOST_LINES_READ else 0
        quoted = length > 0 and _next_line(lines, position + length).startswith(">")
        if not length or not (answers or quoted or _is_certain(lines[position:], length)):
            kept.append(lines[position])
            position += 1
            continue
        position += length
        if not quoted:
            break
    return kept


def _next_line(lines: list[str], position: int) -> str:
    """The next line that says anything."""
    return next((line for line in lines[position:] if line.strip()), "")


def _is_certain(lines: list[str], length: int) -> bool:
    """Whether only a program announces so: with a ruler, or with an address as programs write it."""
    if not _LABEL.match(fold(lines[0][:40])):
        return "-" in lines[0][:8] or _AN_ADDRESS.search(" ".join(lines[:length])) is not None
    return any("@" in line for line in lines[:MOST_HEADER_LINES])


def _announcement(lines: list[str], position: int) -> int:
    """How many lines from here on announce quoted history; 0 where none does."""
    line = lines[position]
    if not line.strip() or line.startswith(">"):
        return 0
    if _UNDERSCORES.fullmatch(line):
        after = next(
            (n for n, one in enumerate(lines[position + 1 : position + 4]) if one.strip()), 3
        )
        return 1 if _is_header_block(lines, position + 1 + after) else 0
    if _is_header_block(lines, position):
        return 1
    start = fold(line[:LONGEST_START])
    if _RULER.match(start) or _ABOVE.fullmatch(start):
        return 1
    return _sentence(lines, position, start)


def _sentence(lines: list[str], position: int, start: str) -> int:
    """“Vào T6, 20 thg 11, 2026 lúc 16:50 … đã viết:”, on one line or broken over a few."""
    line = lines[position]
    if "@" in line:
        said = fold(line[:LONGEST_ANNOUNCEMENT])
        if _RUNS_ON.fullmatch(said):
            # Yahoo on a telephone goes on with the history on the same line.
            return 1
        if len(line) < LONGEST_ANNOUNCEMENT and (
            _NAMES_WRITER.fullmatch(said) or _DATED_WRITER.fullmatch(said)
        ):
            return 1
    if not _BEGINS.match(start):
        return 0
    said = ""
    for count, one in enumerate(lines[position : position + MOST_ANNOUNCING_LINES], start=1):
        said = f"{said} {fold(one[:LONGEST_ANNOUNCEMENT])}".strip()
        if not one.strip() or len(said) >= LONGEST_ANNOUNCEMENT:
            return 0
        if _ANNOUNCES.fullmatch(said) and _BY_SOMEBODY.search(said):
            return count
    return 0


def _is_header_block(lines: list[str], position: int) -> bool:
    """A block of header lines as Outlook writes it: from whom, and of when or to whom, about what."""
    if position >= len(lines) or _label(lines[position]) != "from":
        return False
    block = lines[position : position + MOST_HEADER_LINES]
    labels = {_label(line) for line in block}
    named = "to" in labels and any("@" in line for line in block)
    return "subject" in labels and ("sent" in labels or named)


def _label(line: str) -> str | None:
    found = _LABEL.match(fold(line[:40])) if ":" in line[:40] else None
    return _LABELS.get(found[1]) if found else None


def _without_signature(lines: list[str]) -> list[str]:
    """Without what follows the mark `-- ` near the end, and without a line that names the device."""
    end, below = len(lines), 0
    for position in range(len(lines) - 1, -1, -1):
        if _is_mark(lines, position):
            end = position
        below += bool(lines[position].strip())
        if below > MOST_SIGNATURE_LINES:
            break
    lines = lines[:end]
    while lines and (not lines[-1].strip() or _is_device_line(lines[-1])):
        lines.pop()
    return lines


def _is_mark(lines: list[str], position: int) -> bool:
    """Whether a line is the mark above a signature. Two dashes without a space may divide a letter as well:
    below a line that is not finished, or above whole sentences, they do."""
    line = lines[position]
    if line.rstrip() != "--":
        return False
    if line.startswith("-- "):
        return True
    above = next((one.rstrip() for one in reversed(lines[:position]) if one.strip()), "")
    is_open = not above or above.endswith((",", ":"))
    return not is_open and not any(map(_SENTENCE.fullmatch, lines[position + 1 :]))


def _is_device_line(line: str) -> bool:
    short = line.strip()
    return (
        len(short) <= LONGEST_DEVICE_LINE and _DEVICE.match(fold(short).lstrip("*_-. ")) is not None
    )
