"""MiT's policy, as it is shipped."""

from datetime import date
from pathlib import Path

import pytest

from camket.policy import Policy, load_policy
from camket.refusals import NotFound

MIT = Path(__file__).parents[2] / "policies" / "mit"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def mit() -> Policy:
    return load_policy(MIT)


def test_the_numbers_that_the_desk_counts_by_come_from_the_clauses(mit: Policy) -> None:
    assert mit.clause("khieu-nai.xac-nhan", on=TODAY).numbers == {"limit_working_days": 3}
    assert mit.clause("thoi-gian.thuong", on=TODAY).number("aim_working_days") == 3
    assert mit.clause("thoi-gian.thuong", on=TODAY).number("limit_working_days") == 7
    assert mit.clause("nghia-vu.hop-tac", on=TODAY).number("answer_working_days") == 5


def test_every_example_comes_out_as_it_says(mit: Policy) -> None:
    for clause in mit.clauses:
        for example, shown in zip(clause.examples, mit.examples(clause.id), strict=True):
            facts = shown.outcome.facts
            assert {name: facts[name] for name in example.outcome} == example.outcome, clause.id


def test_a_clause_that_is_not_there_is_refused_in_words(mit: Policy) -> None:
    with pytest.raises(NotFound, match="no clause"):
        mit.clause("quyen.bay", on=TODAY)
    with pytest.raises(NotFound, match="not in force on 1999-01-01"):
        mit.clause("thoi-gian.thuong", on=date(1999, 1, 1))
