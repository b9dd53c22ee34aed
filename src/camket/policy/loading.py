"""Reads a policy folder into one frozen value. Pure: the same files give the same policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from camket.policy.both import Both
from camket.policy.clauses import Clause, ClauseVersion
from camket.policy.company import Company, CompanyFile, DistanceSelling
from camket.policy.faults import Fault, Findings, NotAPolicy
from camket.policy.reading.building import Reading, read_clause
from camket.policy.reading.clause_file import read_lines, read_toml
from camket.policy.reading.front import ExampleDeclared, Expectation, validated
from camket.policy.reading.places import line_of
from camket.policy.rules import Outcome, Terms, outcome_of
from camket.refusals import NotFound, Refusal
from camket.worktime import Calendar, OpeningHours, load_calendar


@dataclass(frozen=True)
class Chapter:
    """A part of the printed policy, with its clauses in order."""

    id: str
    title: Both
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Shown:
    """A worked example with what its rule answered, under the version in force on its day."""

    name: Both
    expects: Expectation
    version: ClauseVersion
    outcome: Outcome


@dataclass(frozen=True)
class Policy:
    """Everything that one company promises."""

    company: Company
    calendar: Calendar
    hours: OpeningHours
    chapters: tuple[Chapter, ...]
    distance_selling: DistanceSelling | None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, in the order of the printed policy."""
        return tuple(clause for chapter in self.chapters for clause in chapter.clauses)

    def history(self, clause_id: str) -> Clause:
        """A clause with all its versions. Raises NotFound."""
        if clause_id in self._by_id:
            return self._by_id[clause_id]
        raise NotFound(
            f"Chính sách không có điều khoản “{clause_id}”.",
            f'The policy has no clause "{clause_id}".',
        )

    def clause(self, clause_id: str, *, on: date) -> ClauseVersion:
        """The version of a clause that is in force on a day. Raises NotFound."""
        version = self.history(clause_id).on(on)
        if version is None:
            raise NotFound(
                f"Ngày {on:%d/%m/%Y} điều khoản “{clause_id}” không có hiệu lực.",
                f'The clause "{clause_id}" was not in force on {on}.',
            )
        return version

    def in_force(self, on: date) -> tuple[ClauseVersion, ...]:
        """What holds on a day, in the order of the printed policy."""
        versions = (clause.on(on) for clause in self.clauses)
        return tuple(version for version in versions if version is not None)

    def examples(self, clause_id: str) -> tuple[Shown, ...]:
        """The worked examples of a clause with their outcomes. Raises a Refusal if one cannot be run."""
        clause = self.history(clause_id)
        return tuple(
            Shown(example.name, example.expects, *self.run(clause, example))
            for example in clause.examples
        )

    def run(self, clause: Clause, example: ExampleDeclared) -> tuple[ClauseVersion, Outcome]:
        """Run an example of a clause. Raises a Refusal that says why it cannot be run."""
        return outcome_of(clause, example, Terms(self.calendar, self.hours))

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}


@dataclass
class Folder:
    """A policy folder as it was read: what could be built, and every fault of form."""

    path: Path
    company_lines: tuple[str, ...] = ()
    file: CompanyFile | None = None
    calendar: Calendar | None = None
    hours: OpeningHours | None = None
    readings: dict[str, Reading] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The clauses that have a file, also where it cannot be read."""
        return {path.stem for path in (self.path / "clauses").glob("*.md")}

    def findings(self, *name: str) -> Findings:
        """Collects the faults of one file of the folder."""
        return Findings(self.path.joinpath(*name), self.faults)

    def line(self, *place: str | int) -> int:
        """The line of `company.toml` on which something stands."""
        return line_of(self.company_lines, place)

    def say_of_company(self, place: tuple[str | int, ...], vi: str, en: str) -> None:
        """Note a fault of `company.toml`."""
        self.findings("company.toml").say(self.line(*place), vi, en)

    @property
    def policy(self) -> Policy | None:
        """The policy, as far as it could be built; None without a company, a calendar and hours."""
        if self.file is None or self.calendar is None or self.hours is None:
            return None
        return Policy(
            self.file.company,
            self.calendar,
            self.hours,
            tuple(
                Chapter(chapter.id, chapter.title, self._clauses(chapter.clauses))
                for chapter in self.file.chapters
            ),
            self.file.distance_selling,
        )

    def _clauses(self, listed: tuple[str, ...]) -> tuple[Clause, ...]:
        read = (self.readings[name].clause for name in listed if name in self.readings)
        return tuple(clause for clause in read if clause is not None)


def load_policy(folder: Path) -> Policy:
    """Read a policy folder. Raises NotAPolicy, which names every fault of its form.

    What `camket policy check` also looks at (digits, examples, published versions) is not looked at here.
    """
    read = read_folder(folder)
    policy = read.policy
    if read.faults or policy is None:
        raise NotAPolicy(folder, read.faults)
    return policy


def read_folder(path: Path) -> Folder:
    """Read every file of a folder, and go on after a faulty one."""
    folder = Folder(path)
    _read_company(folder)
    lent = folder.file.lent() if folder.file else None
    for clause in sorted((path / "clauses").glob("*.md")):
        reading = read_clause(clause, lent, folder.findings("clauses", clause.name))
        if reading is not None:
            folder.readings[clause.stem] = reading
    if folder.file is not None:
        _check_chapters(folder, folder.file)
    return folder


def _read_company(folder: Folder) -> None:
    findings = folder.findings("company.toml")
    folder.company_lines = read_lines(folder.path / "company.toml", findings) or ()
    plain = read_toml(folder.company_lines, 0, findings) if folder.company_lines else None
    if plain is None:
        return
    folder.file = validated(CompanyFile, plain, folder.company_lines, findings)
    if folder.file is None:
        return
    try:
        folder.hours = OpeningHours.from_plain(folder.file.hours)
    except Refusal as refusal:
        folder.say_of_company(("hours",), refusal.vi, refusal.en)
    choice = folder.file.calendar
    named: str | Path = folder.path / choice.file if choice.file else choice.name
    try:
        folder.calendar = load_calendar(named, swaps_adopted=choice.swaps_adopted)
    except Refusal as refusal:
        folder.say_of_company(("calendar",), refusal.vi, refusal.en)


def _check_chapters(folder: Folder, file: CompanyFile) -> None:
    """Every clause stands in one chapter, and every listed clause is there."""
    there = folder.names
    listed = [name for chapter in file.chapters for name in chapter.clauses]
    for name in sorted({name for name in listed if name not in there or listed.count(name) > 1}):
        folder.say_of_company(
            (name,) if name in there else ("chapters",),
            f"Mục lục ghi “{name}”, nhưng không có đúng một tệp clauses/{name}.md cho một lần ghi.",
            f'The chapters list "{name}", which is not one file clauses/{name}.md listed once.',
        )
    for name in sorted(there - set(listed)):
        folder.findings("clauses", f"{name}.md").say(
            1,
            f"Điều khoản “{name}” chưa nằm trong chương nào của company.toml.",
            f'The clause "{name}" stands in no chapter of company.toml.',
        )
