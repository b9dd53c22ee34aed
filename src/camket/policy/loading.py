"""Reads a policy folder into one frozen value. Pure: the same files give the same policy."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from camket.policy.clauses import Clause
from camket.policy.company import CompanyFile
from camket.policy.faults import Fault, Findings, NotAPolicy
from camket.policy.policies import Chapter, Policy
from camket.policy.reading.building import Reading, read_clause
from camket.policy.reading.clause_file import read_lines, read_toml
from camket.policy.reading.front import validated
from camket.policy.reading.places import line_of
from camket.refusals import Refusal
from camket.worktime import Calendar, OpeningHours, load_calendar


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

    def line_listing(self, name: str) -> int:
        """The line below the first chapter on which a clause is listed; or the chapter's own."""
        first = self.line("chapters", 0)
        lines = enumerate(self.company_lines[first:], first + 1)
        return next(
            (n for n, text in lines if re.search(rf"[\"']{re.escape(name)}[\"']", text)), first
        )

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
            self.file.services,
            self.file.measures,
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
        _check_services(folder, folder.file)
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
    findings, there = folder.findings("company.toml"), folder.names
    listed = Counter(name for chapter in file.chapters for name in chapter.clauses)
    for name in sorted(listed.keys() - there):
        findings.say(
            folder.line_listing(name),
            f"Mục lục ghi “{name}”, nhưng không có tệp clauses/{name}.md.",
            f'The chapters list "{name}", and there is no file clauses/{name}.md.',
        )
    for name in sorted(name for name, times in listed.items() if times > 1):
        findings.say(
            folder.line_listing(name),
            f"Mục lục ghi “{name}” nhiều lần.",
            f'The chapters list "{name}" more than once.',
        )
    for name in sorted(there - listed.keys()):
        folder.findings("clauses", f"{name}.md").say(
            1,
            f"Điều khoản “{name}” chưa nằm trong chương nào của company.toml.",
            f'The clause "{name}" stands in no chapter of company.toml.',
        )


def _check_services(folder: Folder, file: CompanyFile) -> None:
    """Every service has a name of its own: what customers have bought stands under it."""
    times = Counter(service.id for service in file.services)
    for place, service in enumerate(file.services):
        if times[service.id] > 1:
            folder.say_of_company(
                ("services", place),
                f"Có hai dịch vụ cùng id “{service.id}”.",
                f'Two services have the id "{service.id}".',
            )
