"""No-break spaces and hyphens, put in one place so that no writer of a page has to think of them.

`bind` works on plain text, `bind_page` on the text of an HTML page. Tags are left alone, and so is what
is copied or sent back as it stands (text areas, options, code). The rules are those of the house style:
what belongs together stays on one line.
"""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"

_DAY = "(?:Hai|Ba|Tư|Năm|Sáu|Bảy)"
_UNIT = "(?:ngày|giờ|phút|giây|tháng|năm|tuần|lần|đ|%|byte|kB|MB|working days?|days?|hours?)"
_BEFORE_A_SPACE = (
    r"\bQuý(?= khách\b)",
    r"\bViệt(?= Nam\b)",
    r"\blàm(?= việc\b)",
    r"\bhết(?= ngày\b)",
    rf"\b[Tt]hứ(?= {_DAY}\b)",
    r"\bChủ(?= nhật\b)",
    rf"\b(?:{_DAY}|nhật|[MTWFS][a-z]{{2,5}}day)(?= \d\d/)",
    r"\b[Nn]gày(?= \d)",
    r"\b(?:[Bb]ản|[Bb]ước|[Vv]ersion|[Ss]tep)(?= \d)",
    r"\b(?:[Đđ]iều|[Cc]lause)(?= [A-ZĐ]{1,4}-?\d| \d)",
    rf"\d(?= {_UNIT}(?!\w))",
    r"\d\d:\d\d(?= [–-] ?\d)",
    rf"\d[ {NO_BREAK}][–-](?= \d\d:\d\d)",
)
_SPACES = re.compile(f"({'|'.join(_BEFORE_A_SPACE)}) ")
_PHONES = re.compile(r"\b(?:0\d{2,3}|1[89]00)(?: \d{3,4}){1,2}\b")
_HYPHENS = re.compile(r"\b(Wi|sê)-(?=Fi\b|ri\b)", re.IGNORECASE)
_AS_IT_STANDS = re.compile(
    r"<(textarea|option|script|style|pre|code|title)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE
)


def bind(text: str) -> str:
    """The text with no-break spaces and hyphens where the house wants them."""
    bound = _PHONES.sub(lambda found: found[0].replace(" ", NO_BREAK), text)
    bound = _HYPHENS.sub(rf"\1{NO_BREAK_HYPHEN}", bound)
    # Twice, because two pairs may share a word that the first pass has already consumed.
    return _SPACES.sub(rf"\1{NO_BREAK}", _SPACES.sub(rf"\1{NO_BREAK}", bound))


def bind_page(html: str) -> str:
    """The page with its texts bound, its tags untouched."""
    parts: list[str] = []
    position = 0
    for kept in _AS_IT_STANDS.finditer(html):
        parts += [bind(html[position : kept.start()]), kept[0]]
        position = kept.end()
    parts.append(bind(html[position:]))
    return "".join(parts)
