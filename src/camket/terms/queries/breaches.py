"""What a breach notice says, opened for a reader; and the code with which a guest reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from camket.cases.rules import tracking_code_from
from camket.terms.models import CLAIM, CONTEST, PAPER, REASONS, Breach, Contest, Paper
from camket.terms.rules.breaches import Side
from camket.vault.actions import Opener
from camket.vault.keys import keys
from camket.vault.rules import keyed_digest

_CODES = b"breach"


@dataclass(frozen=True, slots=True)
class PaperRead:
    """A piece of evidence: its row, and the name of a file or the words of a reference."""

    row: Paper
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the customer said once, with what came along."""

    at: datetime
    text: str
    is_late: bool
    papers: tuple[PaperRead, ...]


@dataclass(frozen=True, slots=True)
class BreachRead:
    """Everything that was opened of one notice."""

    claim: str
    evidence: tuple[PaperRead, ...]
    contests: tuple[Said, ...]
    reasons: str


def breach_code(breach: Breach) -> str:
    """The secret with which a guest reads the notice, derived from a key and the row's id; no table holds it."""
    return tracking_code_from(keyed_digest(keys().tracking, _CODES + breach.id.bytes))


def breach_link(breach: Breach, language: str) -> str:
    """Where the customer reads it, with or without an account."""
    prefix = "/en" if language == "en" else ""
    return f"{settings.CAMKET_URL}{prefix}/v/{breach.ref}/{breach_code(breach)}/"


def read_breach(opener: Opener, breach: Breach) -> BreachRead:
    """Open what either side said. Two queries."""
    papers = [
        PaperRead(row, paper_name(opener, breach, row)) for row in breach.papers.order_by("id")
    ]
    contests = breach.contests.order_by("at", "id")
    return BreachRead(
        claim=_text(opener, breach, CLAIM, breach.claim),
        evidence=tuple(paper for paper in papers if paper.row.side == Side.COMPANY),
        contests=tuple(_said(opener, breach, row, papers) for row in contests),
        reasons=_text(opener, breach, REASONS, breach.reasons) if breach.reasons else "",
    )


def paper_name(opener: Opener, breach: Breach, row: Paper) -> str:
    """The name of a file, or the words of a reference."""
    return opener.text(breach.compartment_id, PAPER, row.id, bytes(row.name))


def _text(opener: Opener, breach: Breach, place: str, sealed: bytes | memoryview) -> str:
    return opener.text(breach.compartment_id, place, breach.id, bytes(sealed))


def _said(opener: Opener, breach: Breach, row: Contest, papers: Iterable[PaperRead]) -> Said:
    text = opener.text(breach.compartment_id, CONTEST, row.id, bytes(row.text))
    mine = tuple(paper for paper in papers if paper.row.contest_id == row.id)
    return Said(row.at, text, row.at >= breach.ends_at, mine)
