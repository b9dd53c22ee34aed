"""A desk with some history, signed; and a policy that ends one of its clauses."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from camket.policy import Chapter, Clause, Policy
from camket.rulebook.company import current_policy
from tests.complaints.conftest import linh, router, vinh
from tests.reports.working import worked_on

__all__ = ["linh", "router", "vinh", "worked_on"]


@pytest.fixture
def policy_with_an_end() -> Policy:
    """The same policy, with the last day of its first clause announced."""
    policy = current_policy()
    first, *others = policy.chapters
    clause, *rest = first.clauses
    ended = Chapter(first.id, first.title, (_ended(clause), *rest))
    return dataclasses.replace(policy, chapters=(ended, *others))


def _ended(clause: Clause) -> Clause:
    last = dataclasses.replace(clause.versions[-1], until=date(2026, 12, 31))
    return dataclasses.replace(clause, versions=(*clause.versions[:-1], last))
