"""Searching the policy: a reader types words with marks or without, and sees the clauses that say them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from camket.policy import Clause, Policy
from camket.portal.policy.reading import ChapterView, Contents, contents_on, shown_version
from camket.text import syllables


def contents_with(policy: Policy, wanted: str, day: date, lang: str) -> list[Contents]:
    """The table of contents, only with the clauses whose title, text, code or examples hold every syllable."""
    words = set(syllables(wanted))
    return [
        replace(chapter, lines=lines)
        for chapter in contents_on(policy, day, lang)
        if (
            lines := [
                line for line in chapter.lines if words <= _said(policy.history(line.id), day, lang)
            ]
        )
    ]


def chapters_with(
    chapters: Sequence[ChapterView], contents: Sequence[Contents]
) -> list[ChapterView]:
    """The same chapters, only with the clauses that stand in these contents."""
    kept = {line.id for chapter in contents for line in chapter.lines}
    found = [
        replace(chapter, clauses=[view for view in chapter.clauses if view.version.id in kept])
        for chapter in chapters
    ]
    return [chapter for chapter in found if chapter.clauses]


def _said(clause: Clause, day: date, lang: str) -> set[str]:
    version = shown_version(clause, day)
    if version is None:
        return set()
    examples = [example.name.spoken(lang) for example in clause.examples]
    said = [version.head.code, version.title(lang), version.as_published(lang), *examples]
    return set(syllables(" ".join(said)))
