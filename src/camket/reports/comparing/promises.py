"""The dates that were given, word for word, and how they ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from camket.evidence.rules import RecordedFact
from camket.promises.models import Promise
from camket.promises.rules import State
from camket.promises.rules import replay as replay_promise
from camket.reports.comparing.facts import Facts, differing, instant


def promise_fault(rows: Sequence[Promise], facts: Facts) -> str | None:
    """Promises are those that were given, word for word, in the state that their facts lead to."""
    spoken: dict[str, list[RecordedFact]] = {}
    for fact in facts:
        if fact.kind.startswith("promise."):
            spoken.setdefault(fact.body["promise"], []).append(fact)
    if {str(row.id) for row in rows} != spoken.keys():
        return "its promises are not those of its facts"
    for row in rows:
        made, *since = spoken[str(row.id)]
        if made.kind != "promise.made" or differing(row, _given(made)):
            return "a promise was changed after it was given"
        if row.due_at != row.due.ends_at:
            return "a promise does not end with its last day"
        if wrong := differing(row, _end(since)):
            return f"a promise's {wrong} is not the one its facts lead to"
    return None


def _given(made: RecordedFact) -> Mapping[str, Any]:
    """Everything that was frozen."""
    said = made.body
    return {
        "kind": said["kind"],
        "basis": said["basis"],
        "clause_id": said["clause"],
        "clause_digest": said["clause_digest"],
        "calendar_version": said["calendar"],
        "made_at": made.at,
        "received_at": instant(said["received_at"]),
        "limit": date.fromisoformat(said["limit"]),
        "aim": date.fromisoformat(said["aim"]) if said["aim"] else None,
        "arithmetic": said["arithmetic"],
        "aim_arithmetic": said["aim_arithmetic"],
    }


def _end(since: Sequence[RecordedFact]) -> Mapping[str, Any]:
    """How it ended, when, when it was done, and what stands in its place."""
    end: dict[str, Any] = dict.fromkeys(["ended_at", "done_at", "superseded_by_id"])
    for place, fact in enumerate(since):
        state = replay_promise(one.kind for one in since[: place + 1])
        if fact.kind in {"promise.kept", "promise.done_late"}:
            end["done_at"] = fact.at
        elif fact.kind == "promise.reopened":
            end["done_at"] = None
        elif fact.kind == "promise.superseded":
            end["superseded_by_id"] = UUID(fact.body["successor"])
        if state == State.OPEN:
            end["ended_at"] = None
        elif end["ended_at"] is None:
            end["ended_at"] = fact.at
    return {"state": replay_promise(fact.kind for fact in since), **end}
