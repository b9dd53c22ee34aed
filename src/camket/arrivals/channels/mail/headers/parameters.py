"""A header's value and parameters (RFC 2045, RFC 2231), also the broken ones."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from camket.arrivals.channels.mail.charsets.decoding import clean, decode
from camket.arrivals.channels.mail.headers.words import header_text, raw_bytes

_PARAMETER = re.compile(
    r""";\s*([^\s=;"]{1,80}?)(?:\*(\d{1,4}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))""",
    re.DOTALL,
)
_FOLDED = re.compile(r"\r?\n")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 255


def value_of(raw: str) -> str:
    """What stands before the first parameter, in lower case."""
    return raw.partition(";")[0].strip().lower()


def content_type(raw: str | None, *, default: str = "text/plain") -> str:
    """The declared type. What is no type is the default, as RFC 2045 says."""
    value = value_of(raw or "")
    return value if _TYPE.fullmatch(value) else default


def parameters(raw: str | None) -> dict[str, str]:
    """The parameters by lower-case name, with continuations joined and charsets decoded."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAMETER.finditer(raw or ""):
        name, number, starred, quoted, bare = found.groups()
        value = _ESCAPE.sub(r"\1", quoted) if quoted is not None else bare.strip()
        if number is None and not starred:
            plain.setdefault(name.lower(), header_text(value))
        else:
            piece = (value, bool(starred))
            pieces.setdefault(name.lower(), {}).setdefault(int(number or 0), piece)
    return plain | {name: _joined(parts) for name, parts in pieces.items()}


def boundary_of(raw: str | None) -> bytes | None:
    """The boundary exactly as it is written, or None."""
    for found in _PARAMETER.finditer(raw or ""):
        name, _, _, quoted, bare = found.groups()
        if name.lower() == "boundary":
            written = _ESCAPE.sub(r"\1", quoted) if quoted is not None else bare.strip()
            return raw_bytes(_FOLDED.sub("", written).rstrip()) or None
    return None


def file_name(*raw: str | None) -> str:
    """The name that the sender gave a file, without a path and without hidden characters, or nothing."""
    for header, names in zip(raw, (("filename", "name"), ("name", "filename")), strict=False):
        given = parameters(header)
        for name in names:
            if cleaned := safe_name(given.get(name, "")):
                return cleaned
    return ""


def safe_name(name: str) -> str:
    """A file name that shows what it is: the last part of a path, nothing that turns text around."""
    last = re.split(r"[/\\]", _HIDDEN.sub("", name))[-1].strip().strip(".")
    if len(last) > LONGEST_NAME:
        stem, dot, ending = last.rpartition(".")
        last = stem[: LONGEST_NAME - 20] + dot + ending[:19]
    return clean(last)


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    """Continuations in their order; the first names the charset of those with a star."""
    charset, content = None, b""
    for number in sorted(parts):
        value, starred = parts[number]
        if number == 0 and starred and value.count("'") >= 2:  # noqa: PLR2004 - charset'language'text
            charset, _, value = value.split("'", 2)
        content += unquote_to_bytes(raw_bytes(value)) if starred else raw_bytes(value)
    return decode(content, charset).text
