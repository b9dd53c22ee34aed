"""Whether the worked examples of a clause come out as they say, and whether there are enough of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from camket.policy.clauses import Clause, ClauseVersion
from camket.policy.faults import Findings
from camket.policy.policies import Policy
from camket.policy.reading.building import Reading
from camket.policy.reading.front import ExampleDeclared, Expectation, FrontMatter, Kind
from camket.policy.rules import Outcome
from camket.refusals import Refusal

WORDS = {
    Expectation.ACCEPT: ("được chấp nhận (accept)", "accepting"),
    Expectation.REFUSE: ("bị từ chối (refuse)", "refusing"),
    Expectation.BOUNDARY: ("ranh giới (boundary)", "boundary"),
}


def check_examples(
    reading: Reading, front: FrontMatter, policy: Policy | None, findings: Findings
) -> None:
    """Run every example that can be run, and note what is wrong or missing."""
    ran: list[tuple[ExampleDeclared, ClauseVersion]] = []
    for place, example in enumerate(front.examples):
        if reading.clause is None or policy is None:
            continue
        try:
            version, outcome = policy.run(reading.clause, example)
        except Refusal as refusal:
            findings.say(
                reading.line("examples", place),
                f"Ví dụ “{example.name.vi}” không chạy được: {refusal.vi}",
                f'The example "{example.name.en}" cannot be run: {refusal.en}',
            )
        else:
            ran.append((example, version))
            _check_outcome(reading, place, outcome, findings)
    if front.kind is Kind.EXECUTABLE and reading.clause is not None and policy is not None:
        _check_that_all_are_there(reading, reading.clause, ran, findings)


def _check_outcome(reading: Reading, place: int, outcome: Outcome, findings: Findings) -> None:
    """The facts are as stated, and the answer is the one that is expected."""
    assert reading.front is not None  # noqa: S101 - an example was run, so there is one
    example = reading.front.examples[place]
    for name, stated in example.outcome.items():
        found = outcome.facts.get(name)
        if found != stated:
            findings.say(
                reading.line("examples", place, "outcome"),
                f"Ví dụ “{example.name.vi}”: {name} ghi là {_told(stated)}, tính ra {_told(found)}.",
                f'The example "{example.name.en}": {name} is stated as {_told(stated)}, and comes out as {_told(found)}.',
            )
    if not _is_expected(example.expects, outcome):
        vi, en = WORDS[example.expects]
        findings.say(
            reading.line("examples", place, "expects"),
            f"Ví dụ “{example.name.vi}” không phải trường hợp {vi}. {outcome.says.vi}",
            f'The example "{example.name.en}" is no {en} one. {outcome.says.en}',
        )


def _told(value: Any) -> str:
    """A value of TOML as a person reads it; a fact that the rule does not know is said to be none."""
    if isinstance(value, bool):
        return str(value).lower()
    return "–" if value is None else str(value)


def _is_expected(expects: Expectation, outcome: Outcome) -> bool:
    if expects is Expectation.BOUNDARY:
        return outcome.on_the_edge is not False
    return outcome.accepted is (expects is Expectation.ACCEPT)


def _check_that_all_are_there(
    reading: Reading,
    clause: Clause,
    ran: list[tuple[ExampleDeclared, ClauseVersion]],
    findings: Findings,
) -> None:
    """Every stretch of versions that decide alike has an accepting, a refusing and a boundary example."""
    for versions in _stretches(clause):
        shown = {example.expects for example, version in ran if version in versions}
        for expects in Expectation:
            if expects not in shown:
                vi, en = WORDS[expects]
                day = versions[0].in_force_from
                findings.say(
                    reading.line("versions", versions[0].version - 1),
                    f"Điều khoản executable này thiếu ví dụ {vi} cho phiên bản từ {day}.",
                    f"This executable clause has no {en} example for the version from {day}.",
                )


def _stretches(clause: Clause) -> Iterator[list[ClauseVersion]]:
    """Versions in a row that have the same values of the parameters which the examples go by."""
    bound = {name for example in clause.examples for name in example.uses.values()}
    alike = groupby(
        clause.versions,
        key=lambda version: {name: version.values.get(name) for name in bound},
    )
    return (list(versions) for _, versions in alike)
