"""The clauses that the desk counts by: a policy without them cannot be worked with."""

from __future__ import annotations

from camket.policy.policies import Policy

NEEDED: dict[str, tuple[str, ...]] = {
    "khieu-nai.xac-nhan": ("limit_working_days",),
    "thoi-gian.thuong": ("aim_working_days", "limit_working_days"),
    "thoi-gian.phuc-tap": (),
    "khieu-nai.xu-ly": (),
    "khieu-nai.thong-bao": ("silence_working_days", "contest_working_days"),
    "nghia-vu.hop-tac": ("answer_working_days",),
}

NEEDED_FOR_SERVICES: dict[str, tuple[str, ...]] = {
    "quyen.truy-cap": ("restore_hours", "credit_after_hours", "credit_days"),
}
"""What is counted by as well where the company lists services in `company.toml`."""


def missing_for_the_desk(policy: Policy) -> tuple[str, ...]:
    """The clauses that are not there, and `clause: parameter` for each number that one of them lacks."""
    there = {clause.id: clause.head.parameters for clause in policy.clauses}
    needed = {**NEEDED, **(NEEDED_FOR_SERVICES if policy.services else {})}
    clauses = [clause_id for clause_id in needed if clause_id not in there]
    numbers = [
        f"{clause_id}: {name}"
        for clause_id, names in needed.items()
        for name in names
        if clause_id in there and name not in there[clause_id]
    ]
    return (*clauses, *numbers)
