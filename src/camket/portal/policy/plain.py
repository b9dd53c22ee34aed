"""The whole policy as JSON, for programs: every version, what its digest covers, and every example's answer.

{"company", "calendar", "distance_selling", "chapters": [{"id", "title", "clauses": [id]}],
 "clauses": [{"id", "code", "kind", "source", "legal_basis", "url", "versions": [{"from", "until", "digest",
 "content", "title", "text"}], "examples": [{"name", "expects", "version", "accepted", "says", "facts", "due"}]}]}

Words stand in both languages, as {"vi", "en"}. `digest` is the SHA-256 of the canonical JSON (RFC 8785) of
`content`, so that anybody can recompute it. Dates are ISO dates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from camket.policy import Clause, ClauseVersion, Policy, Shown

Address = Callable[[str], str]
LANGUAGES = ("vi", "en")


def policy_json(policy: Policy, address: Address) -> dict[str, Any]:
    """Everything. `address` gives the page of a clause."""
    points = policy.distance_selling
    return {
        "company": {
            "name": policy.company.name,
            "mail": policy.company.mail,
            "phone": policy.company.phone,
            "address": policy.company.address,
        },
        "calendar": policy.calendar.label,
        "distance_selling": points.model_dump(mode="json") if points else None,
        "chapters": [
            {
                "id": chapter.id,
                "title": chapter.title.to_json(),
                "clauses": [clause.id for clause in chapter.clauses],
            }
            for chapter in policy.chapters
        ],
        "clauses": [_clause(policy, clause, address(clause.id)) for clause in policy.clauses],
    }


def _clause(policy: Policy, clause: Clause, url: str) -> dict[str, Any]:
    head = clause.head
    return {
        "id": head.id,
        "code": head.code,
        "kind": head.kind.value,
        "source": head.source.value,
        "legal_basis": [basis.to_json() for basis in head.legal_basis],
        "url": url,
        "versions": [_version(version) for version in clause.versions],
        "examples": [_example(shown) for shown in policy.examples(clause.id)],
    }


def _version(version: ClauseVersion) -> dict[str, Any]:
    return {
        "from": version.in_force_from.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "digest": version.digest,
        "content": version.to_json(),
        "title": {lang: version.title(lang) for lang in LANGUAGES},
        "text": {lang: version.as_published(lang) for lang in LANGUAGES},
    }


def _example(shown: Shown) -> dict[str, Any]:
    outcome = shown.outcome
    return {
        "name": shown.name.to_json(),
        "expects": shown.expects.value,
        "version": shown.version.in_force_from.isoformat(),
        "accepted": outcome.accepted,
        "says": outcome.says.to_json(),
        "facts": dict(outcome.facts),
        "due": outcome.due.to_json() if outcome.due else None,
    }
