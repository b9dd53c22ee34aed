"""The policy as its pages show it: chapters, clauses, the points that the law asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from camket.policy import POINT_TITLES, Clause, ClauseVersion, Origin, Policy, Value
from camket.portal.policy.examples import ExampleView, examples_of
from camket.portal.policy.wording import body_html, parameter_html
from camket.portal.policy.words import KINDS, ORIGINS, Words


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A parameter in the table of a clause: its value now, since when, who set it, and what it was before."""

    name: str
    shown: SafeString
    unit: str
    origin: Words
    since: date
    before: SafeString | None
    before_since: date | None


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause under one of its versions."""

    version: ClauseVersion
    title: str
    html: SafeString
    kind: Words
    origin: Words
    basis: Sequence[str]
    coming: ClauseVersion | None
    examples: Sequence[ExampleView]

    @property
    def has_assumed_numbers(self) -> bool:
        """Whether somebody said the clause, and nobody yet a number in it."""
        origins = {value.parameter.origin for value in self.version.values.values()}
        return self.version.source is not Origin.ASSUMED and Origin.ASSUMED in origins


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter with the clauses that hold today, or will."""

    id: str
    title: str
    clauses: Sequence[ClauseView]


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of the table of contents."""

    id: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A chapter in the table of contents."""

    id: str
    title: str
    lines: Sequence[ContentsLine]


@dataclass(frozen=True, slots=True)
class Point:
    """One of the points that the decree asks for, and the clauses that say it."""

    title: str
    clauses: Sequence[ClauseVersion]


def shown_version(clause: Clause, day: date) -> ClauseVersion | None:
    """The version that holds on a day, or the first one that will; None for what was withdrawn."""
    return clause.on(day) or next((v for v in clause.versions if v.in_force_from > day), None)


def contents_on(policy: Policy, day: date, lang: str) -> list[Contents]:
    """What the policy holds on a day, in its printed order. A withdrawn clause is not in it."""
    found = []
    for chapter in policy.chapters:
        versions = [shown_version(clause, day) for clause in chapter.clauses]
        lines = [ContentsLine(v.id, v.head.code, v.title(lang)) for v in versions if v]
        if lines:
            found.append(Contents(chapter.id, chapter.title.spoken(lang), lines))
    return found


def chapters_on(policy: Policy, day: date, lang: str) -> list[ChapterView]:
    """The same with every text and example."""
    return [
        ChapterView(
            chapter.id,
            chapter.title,
            [
                view
                for line in chapter.lines
                if (view := view_on(policy, policy.history(line.id), day, lang)) is not None
            ],
        )
        for chapter in contents_on(policy, day, lang)
    ]


def view_on(policy: Policy, clause: Clause, day: date, lang: str) -> ClauseView | None:
    """A clause as a day finds it."""
    version = shown_version(clause, day)
    return clause_view(policy, clause, version, lang) if version else None


def clause_view(policy: Policy, clause: Clause, version: ClauseVersion, lang: str) -> ClauseView:
    """A clause under the given version."""
    later = (v for v in clause.versions if v.in_force_from > version.in_force_from)
    return ClauseView(
        version=version,
        title=version.title(lang),
        html=body_html(version, lang),
        kind=KINDS[version.kind],
        origin=ORIGINS[version.source],
        basis=[basis.spoken(lang) for basis in version.head.legal_basis],
        coming=next(later, None),
        examples=examples_of(policy, clause, lang),
    )


def points_of_the_decree(policy: Policy, day: date, lang: str) -> list[Point]:
    """The seven points of Decree 55/2024, article 22, for a company that sells at a distance."""
    if policy.distance_selling is None:
        return []
    said = policy.distance_selling.model_dump()
    return [
        Point(title.spoken(lang), _in_force(policy, said[name], day))
        for name, title in POINT_TITLES.items()
    ]


def _in_force(policy: Policy, names: Sequence[str], day: date) -> list[ClauseVersion]:
    found = (policy.history(name).on(day) for name in names)
    return [version for version in found if version is not None]


def numbers_of(clause: Clause, version: ClauseVersion, lang: str) -> list[NumberRow]:
    """What the text counts by, and what it counted by before."""
    earlier = [v for v in clause.versions if v.in_force_from < version.in_force_from]
    return [
        _number(name, value, version, list(reversed(earlier)), lang)
        for name, value in version.values.items()
    ]


def _number(
    name: str, value: Value, version: ClauseVersion, earlier: Sequence[ClauseVersion], lang: str
) -> NumberRow:
    since, before = version, None
    for old in earlier:
        if name not in old.values or old.values[name].plain != value.plain:
            before = old
            break
        since = old
    had = before.values.get(name) if before else None
    return NumberRow(
        name=value.parameter.name.spoken(lang),
        shown=parameter_html(value, lang),
        unit=value.parameter.unit.words.spoken(lang) if value.parameter.unit.is_number else "",
        origin=ORIGINS[value.parameter.origin],
        since=since.in_force_from,
        before=parameter_html(had, lang) if had else None,
        before_since=before.in_force_from if before and had else None,
    )
