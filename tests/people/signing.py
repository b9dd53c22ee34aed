"""What people who sign up and in do, and what the letters to them say."""

from __future__ import annotations

import re
from datetime import datetime

from camket.notices.actions.accounts import send_code
from camket.notices.models import TEXT, Delivery
from camket.people.models import Account, ContactProof
from camket.people.signing.entering import Entered, enter_by_code
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

HOME = "203.0.113.7"


def letters(letter: str) -> list[Delivery]:
    """The letters of one kind, oldest first."""
    rows = Delivery.objects.filter(notice__letter=letter).order_by("pk")
    return list(rows.select_related("notice", "contact_point"))


def words_of(delivery: Delivery, *, at: datetime) -> str:
    """What a letter says."""
    notice = delivery.notice
    with purpose(Purpose.SEND_LETTER, by="test", at=at) as opener:
        return opener.text(notice.compartment_id, TEXT, notice.id, bytes(notice.text))


def last_code(*, at: datetime) -> str:
    """The code in the newest letter that brings one."""
    return _code_in(letters("code")[-1], at=at)


def _code_in(letter: Delivery, *, at: datetime) -> str:
    found = re.search(r"\b\d{6}\b", words_of(letter, at=at))
    assert found
    return found.group()


def asks(point: str, *, at: datetime, place: str = HOME) -> tuple[ContactProof, str]:
    """Somebody asks for a code; the proof, and the code that came."""
    before = {letter.pk for letter in letters("code")}
    proof = send_code(point, place=place, language="vi", at=at)
    # Letters of one instant have no order among them.
    (letter,) = (letter for letter in letters("code") if letter.pk not in before)
    return proof, _code_in(letter, at=at)


def enters(point: str, *, at: datetime) -> Entered:
    """Somebody signs up or in with the code that came."""
    proof, code = asks(point, at=at)
    return enter_by_code(proof.pk, code, at=at)


def account_for(point: str, *, at: datetime) -> Account:
    """The account that a point opens."""
    return enters(point, at=at).account
