"""HTML to text, for mails without a plain part: paragraphs, lists, tables, quotations, links.

A quotation becomes lines with `>`, as in a plain mail, so that the reply is found in the same way. The
address behind a link is kept where its words do not say it: it may be the film of the broken machine.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from camket.arrivals.channels.mail.charsets.decoding import clean

LARGEST_PARSED = 4_000_000
_SILENT = frozenset({"head", "style", "script", "title", "template", "noscript", "object", "svg"})
_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
        ),
        *(
            "figure",
            "footer",
            "form",
            "header",
            "li",
            "main",
            "nav",
            "ol",
            "section",
            "table",
            "tr",
            "ul",
        ),
    }
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})
_CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"[ \t\n\f\v\u00a0]+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MANY_LINES = re.compile(r"\n{3,}")
_SIGNATURE = re.compile(r"\b(gmail_signature|moz-signature|yahoo_signature|zm_signature)\b", re.I)


def text_of(html: str) -> str:
    """The readable text of HTML, also of the most broken. Never raises."""
    if len(html) > LARGEST_PARSED:
        return clean(_without_tags(html))
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # html.parser's way of giving up on a broken declaration
        return clean(_without_tags(html))
    text = reader.text()
    return clean(text if text.strip() else _without_tags(html))


def charset_of(content: bytes) -> str | None:
    """The charset that a page names in its first lines (`<meta charset=…>`)."""
    found = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]{2,40})", content[:4096], re.I)
    return found[1].decode("ascii", "replace") if found else None


def _without_tags(html: str) -> str:
    return _MANY_LINES.sub("\n\n", unescape(_TAG.sub("\n", html)))


class _Reader(HTMLParser):
    """Collects lines; each knows how deep it is quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._words: list[str] = []
        self._quoted = self._silent = self._preformatted = 0
        self._link: tuple[str, int] | None = None

    def text(self) -> str:
        """Everything that was read."""
        self._end_line()
        return _MANY_LINES.sub("\n\n", "\n".join(self._lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a quotation, a link."""
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "body":
            self._silent = 0
        elif tag == "br":
            self._end_line(always=True)
        elif tag in _PARAGRAPHS or tag in _BLOCKS or tag == "hr":
            self._begin_block(tag, given)
        elif tag in _CELLS and "".join(self._words).strip():
            self._words.append(" | " if tag == "th" else "  ")
        elif tag == "img" and given.get("alt", "").strip():
            self._words.append(f"[{given['alt'].strip()}]")
        elif tag == "a":
            self._link = (given.get("href", "").strip(), len(self._words))

    def handle_endtag(self, tag: str) -> None:
        """End a block, a quotation, a link."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            self._end_link()
        elif tag in _PARAGRAPHS:
            self._end_line()
            self._end_paragraph(tag)
        elif tag in _BLOCKS:
            self._end_line()

    def handle_data(self, words: str) -> None:
        """Text between tags."""
        if self._silent:
            return
        if not self._preformatted:
            self._words.append(_SPACE.sub(" ", words))
            return
        first, *more = words.split("\n")
        self._words.append(first)
        for line in more:
            self._end_line(always=True)
            self._words.append(line)

    def _begin_block(self, tag: str, given: dict[str, str]) -> None:
        self._end_line()
        if tag in _PARAGRAPHS and tag != "blockquote":
            self._blank()
        if _SIGNATURE.search(given.get("class", "")):
            self._mark_signature()
        self._quoted += tag == "blockquote"
        self._preformatted += tag == "pre"
        if tag == "li":
            self._words.append("- ")

    def _end_paragraph(self, tag: str) -> None:
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        self._blank()

    def _end_link(self) -> None:
        if self._link is None:
            return
        address, start = self._link
        shown = "".join(self._words[start:])
        self._link = None
        if address.startswith(("http://", "https://")) and address.rstrip("/") not in shown:
            bare = address.partition("://")[2].rstrip("/")
            if bare not in shown:
                self._words.append(f" ({address})")

    def _mark_signature(self) -> None:
        if not any(line.endswith("-- ") for line in self._lines[-2:]):
            self._lines.append(self._quotation() + "-- ")

    def _blank(self) -> None:
        if self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._quotation().rstrip())

    def _quotation(self) -> str:
        return "> " * min(self._quoted, 20)

    def _end_line(self, *, always: bool = False) -> None:
        words = "".join(self._words)
        line = words if self._preformatted else _SPACE.sub(" ", words).strip(" ")
        if line == "--":
            line = "-- "
        self._words.clear()
        self._link = None if self._link is None else (self._link[0], 0)
        if line or always:
            self._lines.append((self._quotation() + line) if line else self._quotation().rstrip())
