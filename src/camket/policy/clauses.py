"""A clause and its versions: what a company promised, from which day, in both languages, with its hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import rfc8785

from camket.policy.both import Both
from camket.policy.parameters import Origin, Parameter, Value
from camket.policy.reading.front import Change, ExampleDeclared, Kind

PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*)\}")
_TITLE = re.compile(r"# +(.+)")


def parts_of(text: str) -> tuple[str, str]:
    """The title, which is the heading on the first line, and the body below it."""
    first, _, rest = text.partition("\n")
    heading = _TITLE.fullmatch(first.strip())
    return (heading[1].strip(), rest.strip("\n")) if heading else ("", text)


@dataclass(frozen=True)
class Head:
    """What all versions of a clause share; it is not part of a version's digest."""

    id: str
    code: str
    kind: Kind
    source: Origin
    note: Both | None
    legal_basis: tuple[Both, ...]
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True)
class ClauseVersion:
    """One version: text, values, and the days on which it is in force (`until` is the last one, or None).

    `change` is what it changes for customers. It is not part of the digest: it explains the promise.
    """

    head: Head
    version: int
    in_force_from: dt.date
    until: dt.date | None
    texts: Both
    values: Mapping[str, Value]
    change: Change = Change.SUBSTANTIVE

    @property
    def id(self) -> str:
        """The clause, such as `thoi-gian.thuong`: also its anchor on the page."""
        return self.head.id

    @property
    def kind(self) -> Kind:
        """Who carries the clause out."""
        return self.head.kind

    @property
    def source(self) -> Origin:
        """Who said it."""
        return self.head.source

    @property
    def numbers(self) -> dict[str, int]:
        """The values that are whole numbers."""
        return {n: v.plain for n, v in self.values.items() if v.parameter.unit.is_number}

    def number(self, name: str) -> int:
        """A parameter that is a whole number, in the unit that the clause declares. Raises KeyError."""
        return self.numbers[name]

    @property
    def said(self) -> set[str]:
        """The parameters that the texts say, in either language."""
        return set(PLACEHOLDER.findall(self.texts.vi + self.texts.en))

    def title(self, lang: str) -> str:
        """The title, without markup."""
        return parts_of(self.texts.spoken(lang))[0]

    def as_published(self, lang: str, mark: Callable[[str, str], str] | None = None) -> str:
        """The body as CommonMark, with every parameter filled in.

        `mark(name, shown)` may put something around each value, so that a page can show which words
        come from a parameter.
        """
        body = parts_of(self.texts.spoken(lang))[1]
        shown = {name: value.shown(lang) for name, value in self.values.items()}
        put = mark or (lambda _name, words: words)
        return PLACEHOLDER.sub(lambda found: put(found[1], shown[found[1]]), body)

    def to_json(self) -> dict[str, Any]:
        """What the digest covers: the clause, its first day, its texts and its values."""
        return {
            "id": self.id,
            "from": self.in_force_from.isoformat(),
            "text": self.texts.to_json(),
            "parameters": {name: value.to_json() for name, value in self.values.items()},
        }

    @cached_property
    def canonical(self) -> bytes:
        """`to_json` as canonical JSON (RFC 8785)."""
        return rfc8785.dumps(self.to_json())

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of `canonical`, in hexadecimal: what a promise names as the version it was given under."""
        return hashlib.sha256(self.canonical).hexdigest()

    def is_in_force(self, on: dt.date) -> bool:
        """Whether the version holds on that day."""
        return self.in_force_from <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Clause:
    """A clause with its versions, the first one first, and its worked examples."""

    head: Head
    versions: tuple[ClauseVersion, ...]
    examples: tuple[ExampleDeclared, ...]

    @property
    def id(self) -> str:
        """The clause's name, which never changes."""
        return self.head.id

    def on(self, day: dt.date) -> ClauseVersion | None:
        """The version in force on a day; None before the first one and after a withdrawal."""
        return next((version for version in self.versions if version.is_in_force(day)), None)
