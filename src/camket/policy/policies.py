"""A whole policy: the company, its calendar and hours, and its clauses in the order of the printed page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from camket.policy.both import Both
from camket.policy.clauses import Clause, ClauseVersion
from camket.policy.company import Company, DistanceSelling, Measure, Service
from camket.policy.reading.front import ExampleDeclared, Expectation
from camket.policy.rules import Outcome, Terms, outcome_of
from camket.refusals import NotFound
from camket.worktime import Calendar, OpeningHours


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
    services: tuple[Service, ...] = ()
    measures: tuple[Measure, ...] = ()

    def service(self, service_id: str) -> Service:
        """What the company offers under that name. Raises NotFound."""
        found = next((service for service in self.services if service.id == service_id), None)
        if found is not None:
            return found
        raise NotFound(f"Không có dịch vụ “{service_id}”.", f'There is no service "{service_id}".')

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
