"""HTML to text, for mails without a plain part: paragraphs, lists, tables, quotations, links.

A quotation becomes lines with `>`, as in a plain mail, so that the reply is found in the same way. The
address behind a link is kept where its words do not say it: it may be the film of the broken machine.

The standard library's parser takes minutes for a few hundred thousand comments that never end; here every
byte is looked at a bounded number of times, and nothing raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from camket.arrivals.channels.mail.charsets.decoding import clean

LARGEST_PARSED = 4_000_000
_SILENT = frozenset({"head", "title", "template", "object", "svg"})
_RAW = frozenset({"style", "script"})
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
_TOKEN = re.compile(
    r"<(/?)([a-z][a-z0-9:_-]{0,40})((?=[\s/>])[^<>]{0,20000})>|<[!?][^<>]{0,2000}>", re.I
)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])([a-z]{1,10})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", re.I
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MANY_LINES = re.compile(r"\n{3,}")
_SIGNATURE = re.compile(r"\b(gmail_signature|moz-signature|yahoo_signature|zm_signature)\b", re.I)


def text_of(html: str) -> str:
    """The readable text of HTML, also of the most broken. Never raises."""
    html = _without_comments(html)
    if len(html) > LARGEST_PARSED:
        return clean(_without_tags(html))
    reader = _Reader()
    _read(html, reader)
    text = reader.text()
    return clean(text if text.strip() else _without_tags(html))


def charset_of(content: bytes) -> str | None:
    """The charset that a page names in its first lines (`<meta charset=…>`)."""
    found = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]{2,40})", content[:4096], re.I)
    return found[1].decode("ascii", "replace") if found else None


def _without_tags(html: str) -> str:
    return _MANY_LINES.sub("\n\n", unescape(_TAG.sub("\n", html))).strip("\n")


def _without_comments(html: str) -> str:
    """Comments dropped; one that never ends is shown, since it may be the letter itself."""
    pieces, position = [], 0
    while (start := html.find("<!--", position)) >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            break
        pieces.append(html[position:start])
        position = end + 3
    return "".join([*pieces, html[position:]])


def _read(html: str, reader: _Reader) -> None:
    position, raw_ends = 0, True
    while (tag := _TOKEN.search(html, position)) is not None:
        reader.add(unescape(html[position : tag.start()]))
        position = tag.end()
        name = (tag[2] or "").lower()
        if name in _RAW and raw_ends and not tag[1]:
            ended = re.compile(f"</{name}[^<>]{{0,200}}>", re.I).search(html, position)
            raw_ends = ended is not None
            position = ended.end() if ended else position
        elif tag[1]:
            reader.end(name)
        elif name:
            reader.begin(name, tag[3])
    reader.add(unescape(html[position:]))


class _Reader:
    """Collects lines; each knows how deep it is quoted."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._words: list[str] = []
        self._quoted = self._silent = self._preformatted = 0
        self._link: tuple[str, int] | None = None

    def text(self) -> str:
        """Everything that was read."""
        self._end_line()
        while self._lines and not self._lines[-1].strip("> "):
            self._lines.pop()
        return _MANY_LINES.sub("\n\n", "\n".join(self._lines)).strip("\n")

    def begin(self, tag: str, attributes: str) -> None:
        """Begin a block, a quotation, a link."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "body":
            self._silent = 0
        elif tag == "br":
            self._end_line(always=True)
        elif tag in _PARAGRAPHS or tag in _BLOCKS or tag == "hr":
            self._begin_block(tag, attributes)
        elif tag in _CELLS and "".join(self._words[-3:]).strip():
            self._words.append(" | " if tag == "th" else "  ")
        elif tag in _WITH_WORDS:
            _WITH_WORDS[tag](self, attributes)

    def end(self, tag: str) -> None:
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

    def add(self, words: str) -> None:
        """Text between tags."""
        if self._silent or not words:
            return
        if not self._preformatted:
            self._words.append(_SPACE.sub(" ", words))
            return
        first, *more = words.split("\n")
        self._words.append(first)
        for line in more:
            self._end_line(always=True)
            self._words.append(line)

    def show(self, attributes: str) -> None:
        """The words that stand for a picture."""
        if shown := _attribute(attributes, "alt"):
            self._words.append(f"[{shown}]")

    def link(self, attributes: str) -> None:
        """Remember where a link leads and where its words begin."""
        self._link = (_attribute(attributes, "href"), len(self._words))

    def _begin_block(self, tag: str, attributes: str) -> None:
        self._end_line()
        if tag in _PARAGRAPHS and tag != "blockquote":
            self._blank()
        if _SIGNATURE.search(_attribute(attributes, "class")):
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
        if line == "--" and words.endswith(" "):
            line = "-- "  # The mark of a signature; without its space it may be any two dashes.
        self._words.clear()
        self._link = None if self._link is None else (self._link[0], 0)
        if line or always:
            self._lines.append((self._quotation() + line) if line else self._quotation().rstrip())


def _attribute(attributes: str, name: str) -> str:
    """The value of an attribute, or nothing."""
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() == name:
            return unescape(found[2] or found[3] or found[4] or "").strip()
    return ""


_WITH_WORDS: dict[str, Callable[[_Reader, str], None]] = {"a": _Reader.link, "img": _Reader.show}
