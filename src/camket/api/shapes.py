"""What the API answers, as OpenAPI describes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema


class Sentence(Schema):
    """The same sentence twice."""

    vi: str
    en: str


class PromiseShape(Schema):
    """A date that was given. `arithmetic` is `{"due", "calendar", "steps": [{"date", "counts", "why_vi", "why_en"}]}`."""

    kind: str
    basis: str
    clause: str
    received_at: datetime
    aim: date | None
    limit: date
    arithmetic: dict[str, Any]
    explanation: Sentence


class StandingPromise(PromiseShape):
    """The same, and how it stands."""

    state: str


class CaseOpened(Schema):
    """A case that the call opened. `tracking_link` is the customer's own: keep it as you keep a password."""

    outcome: str
    number: str
    tracking_code: str
    tracking_link: str
    received_at: datetime
    after_hours: bool
    promises: list[PromiseShape]


class ArrivalKept(Schema):
    """What was sent is kept, and is not a case of its own, or not yet.

    `outcome` is `added` (it went into the case `number`), `held`, `failed` or `waiting` (a person looks at it,
    or it is taken again by itself), `duplicate` or `dismissed`.
    """

    outcome: str
    number: str | None
    received_at: datetime
    vi: str
    en: str


class CaseStanding(Schema):
    """Where a case stands."""

    number: str
    kind: str
    status: str
    received_at: datetime
    closed_at: datetime | None
    promises: list[StandingPromise]
