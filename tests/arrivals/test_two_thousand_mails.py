"""Two thousand believable mails, half of them harmed on the way, through the real door into the database.

Whole ones end as they were meant; of the harmed ones every one is readable or waits for a person; and the
equation balances. The figures are printed (`pytest -s`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from camket.arrivals.actions import claim, receive
from camket.arrivals.models import Arrival
from camket.arrivals.queries import equation
from camket.arrivals.rules import Form, Place, Raw
from camket.arrivals.submission import Channel
from camket.cases.models import TEXT, Attachment, Message
from camket.intake.actions.taking import take
from camket.notices.models import Delivery
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tests.arrivals.mailgen.mutating import mutated
from tests.arrivals.mailgen.post import Letter, Posted, PostOffice
from tests.arrivals.mailgen.readable import is_readable

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
SEED, BATCH = 20261123, 50
FIRST, THEN = 600, 400  # of each half: complaints first, then what answers our letters
KINDS = ["reply"] * 4 + ["twin"] * 2 + ["robot"] * 3 + ["bounce"] * 2 + ["held"] * 2
WHOLE_AS_MEANT, HARMED_FAILED = 0.99, 0.005

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases=["default", "keys"])]


@dataclass(slots=True)
class Ended:
    """A mail that was posted, and its arrival."""

    posted: Posted
    arrival: Arrival
    harmed: bool

    @property
    def place(self) -> str:
        return self.arrival.outcome or self.arrival.place


@dataclass(slots=True)
class Run:
    """Everything that was posted, in order."""

    office: PostOffice = field(default_factory=lambda: PostOffice(SEED))
    ended: list[Ended] = field(default_factory=list)

    def send(self, mails: Sequence[tuple[Posted, bool]]) -> list[Ended]:
        """Receive mails in batches and let the worker take them."""
        sent = []
        for start in range(0, len(mails), BATCH):
            batch = mails[start : start + BATCH]
            raw = [Raw(one.raw, Form.MAIL, Channel.MAIL, "info", AT) for one, _ in batch]
            arrivals = receive(raw, at=AT)
            take(claim(at=AT, limit=BATCH), at=AT)
            for arrival, (one, harmed) in zip(arrivals, batch, strict=True):
                arrival.refresh_from_db()
                sent.append(Ended(one, arrival, harmed))
        self.ended += sent
        return sent

    def harm(self, posted: Posted) -> Posted:
        """The same mail after an accident."""
        raw = mutated(self.office.chance, posted.raw)
        return replace(posted, raw=raw)


def letters(opened: Iterable[Ended]) -> list[Letter]:
    """What the customers of these cases have in their hands."""
    sent = dict(Delivery.objects.values_list("notice__about", "message_id"))
    cases = [one for one in opened if one.arrival.outcome == "opened"]
    return [
        Letter(sent[f"case:{one.arrival.case_number}"], one.arrival.case_number, one.posted.sender, one.posted)
        for one in cases
    ]  # fmt: skip


@pytest.fixture
def run(db: None) -> Run:
    """Both halves of both waves, shuffled together."""
    run = Run()
    office, chance = run.office, run.office.chance
    first = [(office.complaint(), False) for _ in range(FIRST)]
    first += [(run.harm(office.complaint()), True) for _ in range(FIRST)]
    chance.shuffle(first)
    known = letters(one for one in run.send(first) if not one.harmed)
    kinds = [KINDS[n % len(KINDS)] for n in range(THEN)]
    then = [(getattr(office, kind)(_next(known, chance)), False) for kind in kinds]
    then += [(run.harm(getattr(office, kind)(_next(known, chance))), True) for kind in kinds]
    chance.shuffle(then)
    run.send(then)
    return run


def _next(known: list[Letter], chance: random.Random) -> Letter:
    """Another letter each time, so that no customer writes twenty mails."""
    return known[chance.randrange(len(known))]


def stored_texts(ended: Iterable[Ended]) -> dict[str, str]:
    """The text of each arrival that became a message, by the arrival."""
    wanted = {one.arrival.pk for one in ended}
    rows = Message.objects.filter(arrival__in=wanted).select_related("case")
    with purpose(Purpose.INTAKE, by="camket", at=AT) as opener:
        opener.load({row.case.compartment_id for row in rows})
        return {
            str(row.arrival): opener.text(row.case.compartment_id, TEXT, row.id, row.text)
            for row in rows
        }


def test_two_thousand_mails_end_as_meant_or_before_a_person(run: Run) -> None:
    whole = [one for one in run.ended if not one.harmed]
    harmed = [one for one in run.ended if one.harmed]
    as_meant = [one for one in whole if one.place == one.posted.meant]
    failed = [one for one in harmed if one.place == Place.FAILED]
    print(f"\nwhole: {len(as_meant)} of {len(whole)} as meant; {Counter(o.place for o in whole)}")
    print(f"harmed: {len(failed)} of {len(harmed)} failed; {Counter(o.place for o in harmed)}")
    print([(o.posted.meant, o.place, o.arrival.reason) for o in whole if o.place != o.posted.meant])
    assert len(whole) == len(harmed) == FIRST + THEN
    assert len(as_meant) >= WHOLE_AS_MEANT * len(whole)
    assert len(failed) <= HARMED_FAILED * len(harmed)

    texts = stored_texts(run.ended)
    said = [one for one in run.ended if one.place in {"opened", "added"}]
    unread = [one for one in said if not is_readable(texts[str(one.arrival.pk)], one.posted)]
    print(f"readable or held: all but {len(unread)} of {len(run.ended)}")
    assert unread == []
    _check_words(whole, texts)
    _check_files(whole)
    _check_equation(len(run.ended))


def _check_words(whole: Iterable[Ended], texts: dict[str, str]) -> None:
    """Of a whole mail every word of the customer is kept, in its order."""
    for one in whole:
        if one.place in {"opened", "added"}:
            kept = " ".join(texts[str(one.arrival.pk)].split())
            assert " ".join(one.posted.text.split()) in kept


def _check_files(whole: Iterable[Ended]) -> None:
    """Of a whole mail every file is kept with its size."""
    sizes: dict[UUID | None, set[int]] = {}
    for arrival, size in Attachment.objects.values_list("message__arrival", "size"):
        sizes.setdefault(arrival, set()).add(size)
    for one in whole:
        if one.place in {"opened", "added"}:
            assert set(map(len, one.posted.files)) <= sizes.get(one.arrival.pk, set())


def _check_equation(posted: int) -> None:
    """received = opened + added + duplicate + automatic + bounce + dismissed + held + failed."""
    lines = equation()
    assert all(line.balances for line in lines)
    (total,) = [line for line in lines if line.mailbox == "*"]
    print(total.parts)
    assert (total.received, total.parts["waiting"]) == (posted, 0)
