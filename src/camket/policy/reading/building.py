"""Builds a clause from its file: every version with its texts, and its values as far as the company lends them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from camket.policy.both import LANGUAGES, Both
from camket.policy.clauses import PLACEHOLDER, Clause, ClauseVersion, Head, parts_of
from camket.policy.faults import Findings
from camket.policy.parameters import Parameter, Value, wrong_value
from camket.policy.reading.clause_file import ClauseFile, Section, read_clause_file
from camket.policy.reading.front import FrontMatter, validated
from camket.policy.reading.places import line_of

BORROWED = "company"
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """A clause file as far as it could be read: as written, as declared, as built."""

    file: ClauseFile
    front: FrontMatter | None = None
    clause: Clause | None = None

    def line(self, *place: str | int) -> int:
        """The line on which a part of the front matter stands."""
        return line_of(self.file.lines, place)


def read_clause(path: Path, lent: Mapping[str, Any] | None, findings: Findings) -> Reading | None:
    """Read one clause file, and note every fault of its form; None if it is no clause file at all.

    `lent` is what the company's file lends; without it (None) a clause that borrows is not built.
    """
    file = read_clause_file(path, findings)
    if file is None:
        return None
    if file.front is None:
        return Reading(file)
    front = validated(FrontMatter, file.front, file.lines, findings)
    if front is None:
        return Reading(file)
    return Reading(file, front, _Builder(file, front, lent, findings).clause())


@dataclass(frozen=True)
class _Builder:
    """One file, what it declares, what it may borrow, and where its faults go."""

    file: ClauseFile
    front: FrontMatter
    lent: Mapping[str, Any] | None
    findings: Findings

    def clause(self) -> Clause | None:
        """The clause; None if a part of it is faulty."""
        self._check_name()
        days = [version.from_ for version in self.front.versions]
        if days != sorted(set(days)):
            self.say(
                ("versions", 0),
                "Các phiên bản phải xếp theo ngày, mỗi ngày một phiên bản.",
                "The versions must be in the order of their days, one a day.",
            )
        self._check_sections(set(days[1:]))
        head = self._head()
        values = [self._values(place, head.parameters) for place in range(len(days))]
        texts = [self._texts(day) for day in days]
        ends = [day - ONE_DAY for day in days[1:]] + [self._last_day()]
        versions = tuple(
            ClauseVersion(head, place + 1, days[place], ends[place], text, value)
            for place, (text, value) in enumerate(zip(texts, values, strict=True))
            if text is not None and value is not None
        )
        whole = len(versions) == len(days) and not self.findings.faults_of_this_file
        return Clause(head, versions, self.front.examples) if whole else None

    def say(self, place: tuple[str | int, ...], vi: str, en: str) -> None:
        """Note a fault of the front matter."""
        self.findings.say(line_of(self.file.lines, place), vi, en)

    def _check_name(self) -> None:
        name, path = self.front.id, self.file.path
        if name != path.stem:
            self.say(
                ("id",),
                f"Tệp tên “{path.name}” nhưng id là “{name}”; hai tên phải giống nhau.",
                f'The file is called "{path.name}" but the id is "{name}"; they must be the same.',
            )

    def _head(self) -> Head:
        front = self.front
        parameters = {
            name: Parameter(
                name,
                declared.name,
                declared.unit,
                declared.source or front.source,
                declared.choices,
                declared.counts_as,
                declared.joined,
            )
            for name, declared in front.parameters.items()
        }
        return Head(
            front.id,
            front.code,
            front.kind,
            front.source,
            front.note,
            front.legal_basis,
            parameters,
        )

    def _last_day(self) -> dt.date | None:
        return self.front.withdrawn - ONE_DAY if self.front.withdrawn else None

    def _check_sections(self, later: set[dt.date]) -> None:
        """Each text belongs to one version, is there once, and begins with its title."""
        seen = set()
        for section in self.file.sections:
            if section.since is not None and section.since not in later:
                self.findings.say(
                    section.line,
                    f"Không có phiên bản nào bắt đầu ngày {section.since} (phiên bản đầu không ghi ngày).",
                    f"No version begins on {section.since} (the first one is written without a date).",
                )
            if (section.language, section.since) in seen:
                self.findings.say(
                    section.line,
                    "Phần chữ này đã có ở trên.",
                    "This text already stands further up.",
                )
            seen.add((section.language, section.since))
            self._check_text(section)
        for language in LANGUAGES:
            if (language, None) not in seen:
                self.findings.say(
                    len(self.file.lines),
                    f"Thiếu phần chữ --- {language} ---.",
                    f"The text --- {language} --- is missing.",
                )

    def _check_text(self, section: Section) -> None:
        if not all(parts_of(section.text)):
            self.findings.say(
                section.line,
                "Phần chữ phải bắt đầu bằng tiêu đề “# …”, rồi đến nội dung.",
                'A text must begin with its title, "# …", and then say something.',
            )
        for place, line in enumerate(section.text.split("\n")):
            for name in PLACEHOLDER.findall(line):
                if name not in self.front.parameters:
                    self.findings.say(
                        section.line + place,
                        f"Không có tham số nào tên “{name}”.",
                        f'There is no parameter called "{name}".',
                    )

    def _texts(self, day: dt.date) -> Both | None:
        """The texts that hold from a day on: of each language the latest one until then."""
        latest = {}
        for language in LANGUAGES:
            dated = [
                (s.since or dt.date.min, s.text)
                for s in self.file.sections
                if s.language == language
            ]
            latest[language] = max((pair for pair in dated if pair[0] <= day), default=(day, ""))[1]
        return Both(**latest) if all(latest.values()) else None

    def _values(self, place: int, parameters: Mapping[str, Parameter]) -> dict[str, Value] | None:
        """Exactly the declared parameters, each with a value that fits its unit."""
        written = self.front.versions[place].values
        for name in sorted(parameters.keys() ^ written.keys()):
            self.say(
                ("parameters", name) if name in parameters else ("versions", place, "values", name),
                f"Tham số “{name}” phải được khai báo ở [parameters.{name}] và có giá trị trong mỗi phiên bản.",
                f'The parameter "{name}" must be declared in [parameters.{name}] and have a value in every version.',
            )
        named = sorted(parameters.keys() & written.keys())
        if self.lent is None and any(_borrows(written[name]) for name in named):
            return None
        values = {name: self._value(place, parameters[name], written[name]) for name in named}
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, place: int, parameter: Parameter, written: Any) -> Value | None:
        """The value itself, or the company's where it says `{ company = "phone" }`."""
        plain = written
        if _borrows(written):
            plain = (self.lent or {}).get(written[BORROWED])
        wrong = wrong_value(parameter, plain)
        if wrong is None:
            return Value(parameter, plain)
        self.say(
            ("versions", place, "values", parameter.id),
            f"Tham số “{parameter.id}” {wrong.vi}.",
            f'The parameter "{parameter.id}" {wrong.en}.',
        )
        return None


def _borrows(written: Any) -> bool:
    return isinstance(written, dict) and written.keys() == {BORROWED}
