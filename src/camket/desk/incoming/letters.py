"""Letters and where they are: which wait, which were taken, which came back, which are kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr

from camket.cases.models import Case
from camket.desk.case.told import without_code
from camket.desk.incoming.calls import BEFORE_THE_NUMBER, case_number
from camket.notices.models import SUBJECT, TEXT, Delivery
from camket.notices.rules import DeliveryState
from camket.people.models import Staff
from camket.people.queries import contact_shown, customer_name
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """One letter, opened: to whom, where, and what it says."""

    name: str
    address: str
    subject: str
    text: str


def visible_letters(by: Staff, state: str = "") -> QuerySet[Delivery]:
    """The deliveries about cases that the person may see, in one state or in any."""
    number = Substr(OuterRef("notice__about"), BEFORE_THE_NUMBER + 1)
    seen = Case.objects.visible_to(by).filter(number=number)
    rows = Delivery.objects.filter(Exists(seen)).select_related("notice")
    return rows.filter(state=state) if state else rows


def letter_of(delivery: Delivery, *, by: Staff, at: datetime) -> LetterSheet:
    """Open one letter. It leaves an access entry under its case.

    The tracking code is the customer's: it is shown only in a letter that is kept here, because nobody else
    will bring that one to its reader.
    """
    notice, point = delivery.notice, delivery.contact_point
    key, case = notice.compartment_id, Case.objects.get(number=case_number(notice))
    with purpose(Purpose.HANDLE_CASE, by=by.ref, at=at, about=notice.about) as opener:
        text = opener.text(key, TEXT, notice.id, bytes(notice.text))
        return LetterSheet(
            name=customer_name(opener, notice.customer),
            address=contact_shown(opener, point),
            subject=opener.text(key, SUBJECT, notice.id, bytes(notice.subject)),
            text=text if delivery.state == DeliveryState.KEPT else without_code(case, text),
        )
