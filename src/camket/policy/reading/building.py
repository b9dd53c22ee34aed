"""Builds a clause from its file: every version with its texts, and its values as far as the company lends them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from camket.policy.both import Both
from camket.policy.clauses import Clause, ClauseVersion, Head
from camket.policy.faults import Findings
from camket.policy.parameters import Parameter, Value, wrong_value
from camket.policy.reading.clause_file import ClauseFile, read_clause_file
from camket.policy.reading.front import FrontMatter, validated
from camket.policy.reading.places import line_of
from camket.policy.reading.sections import check_sections

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
        check_sections(self.file, set(days[1:]), self.front.parameters.keys(), self.findings)
        self._check_parameters()
        head = self._head()
        values = [self._values(place, head.parameters) for place in range(len(days))]
        if self.findings.faults_of_this_file:
            return None
        ends = [day - ONE_DAY for day in [*days[1:], self.front.withdrawn] if day] + [None]
        versions = tuple(
            ClauseVersion(
                head,
                place + 1,
                day,
                ends[place],
                self._texts(day),
                value,
                self.front.versions[place].change,
            )
            for place, (day, value) in enumerate(zip(days, values, strict=True))
            if value is not None
        )
        whole = [version for version in versions if self._has_its_values(version)]
        return Clause(head, versions, self.front.examples) if len(whole) == len(days) else None

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

    def _check_parameters(self) -> None:
        """Every parameter has a value somewhere, and a clause is not withdrawn before it began."""
        given = {name for version in self.front.versions for name in version.values}
        for name in sorted(self.front.parameters.keys() - given):
            self.say(
                ("parameters", name),
                f"Tham số “{name}” không có giá trị trong phiên bản nào.",
                f'The parameter "{name}" has no value in any version.',
            )
        end, last = self.front.withdrawn, self.front.versions[-1].from_
        if end is not None and end <= last:
            self.say(
                ("withdrawn",),
                f"withdrawn phải sau ngày bắt đầu của phiên bản cuối ({last}).",
                f"withdrawn must be after the first day of the last version ({last}).",
            )

    def _texts(self, day: dt.date) -> Both:
        """The texts that hold from a day on: of each language the latest one until then."""
        dated = [(s.since or dt.date.min, s) for s in self.file.sections]
        until = sorted((pair for pair in dated if pair[0] <= day), key=lambda pair: pair[0])
        return Both(**{section.language: section.text for _, section in until})

    def _has_its_values(self, version: ClauseVersion) -> bool:
        """Whether the version has a value for every parameter that its texts say."""
        missing = sorted(version.said - version.values.keys())
        for name in missing:
            self.say(
                ("versions", version.version - 1),
                f"Phiên bản từ {version.in_force_from} thiếu giá trị của tham số “{name}”.",
                f'The version from {version.in_force_from} has no value of the parameter "{name}".',
            )
        return not missing

    def _values(self, place: int, parameters: Mapping[str, Parameter]) -> dict[str, Value] | None:
        """Values of declared parameters that fit their units; None where one cannot be borrowed now."""
        written = self.front.versions[place].values
        for name in sorted(written.keys() - parameters.keys()):
            self.say(
                ("versions", place, "values", name),
                f"Tham số “{name}” chưa được khai báo ở [parameters.{name}].",
                f'The parameter "{name}" is not declared in [parameters.{name}].',
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
            plain = (self.lent or {}).get(str(written[BORROWED]))
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
