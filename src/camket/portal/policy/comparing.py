"""What changed between two versions of a clause: words that went, words that came, and the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from camket.policy import ClauseVersion
from camket.portal.policy.wording import parameter_html

_WORD = re.compile(r"\n{2,}|[^\s]+")
_MARKUP = re.compile(r"[*_]{1,2}|\\")
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that is not what it was; either side is None where it stands in one version only."""

    name: str
    before: SafeString | None
    after: SafeString | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of one clause, the earlier one first."""

    before: ClauseVersion
    after: ClauseVersion
    title: SafeString
    paragraphs: list[SafeString]
    numbers: list[NumberChange]

    @property
    def is_same(self) -> bool:
        """Whether a reader would find no difference at all."""
        marked = "".join([self.title, *self.paragraphs])
        return "<ins>" not in marked and "<del>" not in marked and not self.numbers


def compare(one: ClauseVersion, other: ClauseVersion, lang: str) -> Comparison:
    """Compare what a reader reads. The order in which the two were chosen does not matter."""
    before, after = sorted((one, other), key=lambda version: version.in_force_from)
    marked = _marked(_words(before.as_published(lang)), _words(after.as_published(lang)))
    [title] = list(_paragraphs(_marked(_words(before.title(lang)), _words(after.title(lang)))))
    return Comparison(
        before, after, title, list(_paragraphs(marked)), _numbers(before, after, lang)
    )


def _words(text: str) -> list[str]:
    """The words as they are read, and a mark of its own for each end of a paragraph."""
    found = _WORD.findall(_MARKUP.sub("", text))
    return [PARAGRAPH if word.startswith("\n") else word for word in found]


def _marked(before: list[str], after: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of words with what became of them: `equal`, `del` or `ins`."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for change, first, last, new_first, new_last in matcher.get_opcodes():
        if change == "equal":
            yield "equal", after[new_first:new_last]
            continue
        if last > first:
            yield "del", before[first:last]
        if new_last > new_first:
            yield "ins", after[new_first:new_last]


def _paragraphs(runs: Iterator[tuple[str, list[str]]]) -> Iterator[SafeString]:
    """The runs as paragraphs; an element never reaches over the end of one."""
    parts: list[tuple[SafeString]] = []
    for change, words in runs:
        for number, piece in enumerate(_split(words)):
            if number and parts:
                yield format_html_join(" ", "{}", parts)
                parts = []
            if piece:
                parts.append((_element(change, " ".join(piece)),))
    if parts:
        yield format_html_join(" ", "{}", parts)


def _split(words: list[str]) -> Iterator[list[str]]:
    piece: list[str] = []
    for word in words:
        if word == PARAGRAPH:
            yield piece
            piece = []
        else:
            piece.append(word)
    yield piece


def _element(change: str, text: str) -> SafeString:
    if change == "equal":
        return format_html("{}", text)
    return format_html("<{0}>{1}</{0}>", change, text)


def _numbers(before: ClauseVersion, after: ClauseVersion, lang: str) -> list[NumberChange]:
    names = dict.fromkeys([*before.values, *after.values])
    rows = []
    for name in names:
        had, has = before.values.get(name), after.values.get(name)
        if had and has and had.plain == has.plain:
            continue
        shown = has or had
        if shown is not None:
            rows.append(
                NumberChange(
                    shown.parameter.name.spoken(lang),
                    parameter_html(had, lang) if had else None,
                    parameter_html(has, lang) if has else None,
                )
            )
    return rows
