"""No-break spaces and hyphens, put in one place so that no writer of a page has to think of them.

`bind` works on plain text, `bind_page` on the text of an HTML page. Tags are left alone, and so is what
is copied or sent back as it stands (text areas, options, code). The rules are those of the house style:
what belongs together stays on one line.
"""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"
# A browser may break a line behind a dash even where a no-break space follows (UAX 14, rule LB12a).
DASH, GLUED_DASH = f"–{NO_BREAK}", f"–\u2060{NO_BREAK}"

_UNIT = r"(?:ngày|giờ|phút|giây|tháng|năm|tuần|lần|đ|%|byte|kB|MB|working days?|days?|hours?)(?!\w)"
_TIME = r"\d\d:\d\d"
# What stands before a space, and what after it, where the two stay together. Each pattern looks back
# over a fixed number of characters, so that the search can jump from space to space.
_TOGETHER = (
    (("Quý",), r"khách\b"),
    (("Việt",), r"Nam\b"),
    (("làm",), r"việc\b"),
    (("hết",), r"ngày\b"),
    (("thứ", "Thứ"), r"(?:Hai|Ba|Tư|Năm|Sáu|Bảy)\b"),
    (("Chủ",), r"nhật\b"),
    (("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "nhật", "day"), r"\d\d/\d"),
    (("ngày", "Ngày", "bản", "Bản", "bước", "Bước", "version", "step", "Step"), r"\d"),
    (("điều", "Điều", "clause", "Clause"), r"(?:[A-ZĐ]{1,4}-?)?\d"),
    ((r"\d",), _UNIT),
    ((_TIME,), rf"[–-] {_TIME}"),
    ((r"\d [–-]", rf"\d{NO_BREAK}[–-]"), _TIME),
)
_PAIRS = [f"(?<={before} )(?={after})" for befores, after in _TOGETHER for before in befores]
_SPACES = re.compile(f" (?:{'|'.join(_PAIRS)})")
_PHONES = re.compile(r"\b(?:0\d{2,3}|1[89]00)(?: \d{3,4}){1,2}\b")
_HYPHENS = re.compile(r"\b(Wi|sê)-(?=Fi\b|ri\b)", re.IGNORECASE)
_AS_IT_STANDS = re.compile(
    r"<(textarea|option|script|style|pre|code|title)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE
)


def bind(text: str) -> str:
    """The text with no-break spaces and hyphens where the house wants them."""
    bound = _HYPHENS.sub(rf"\1{NO_BREAK_HYPHEN}", text) if "-" in text else text
    if " " not in bound.strip():
        return bound
    bound = _PHONES.sub(lambda found: found[0].replace(" ", NO_BREAK), bound)
    return _SPACES.sub(NO_BREAK, bound)


def bind_page(html: str) -> str:
    """The page with its texts bound, its tags untouched."""
    parts: list[str] = []
    position = 0
    for kept in _AS_IT_STANDS.finditer(html):
        parts += [bind(html[position : kept.start()]), kept[0]]
        position = kept.end()
    parts.append(bind(html[position:]))
    return "".join(parts).replace(DASH, GLUED_DASH)
