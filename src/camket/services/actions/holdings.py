"""What a customer has bought: entered at the desk, and ended with a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from camket.arrivals.submission import Sender
from camket.evidence.actions import hold, record
from camket.people.actions import claims_of, identify
from camket.people.models import Customer, Staff
from camket.people.rules import COUNTER
from camket.refusals import ChangedMeanwhile, NotAllowed, NotUnderstood
from camket.rulebook.company import current_policy
from camket.services.models import REFERENCE, Holding
from camket.text import nfc
from camket.vault.actions import new_compartments, sealer_for
from camket.vault.rules import CompartmentKind, new_id


@dataclass(frozen=True, slots=True)
class NewHolding:
    """What to enter: the service, since when, until when it is paid, and the number of the contract or order."""

    service: str
    since: date
    runs_until: date | None = None
    reference: str = ""


def customer_at(sender: Sender, *, at: datetime) -> Customer:
    """Whose the mail address or number is, known already or new. Raises NotUnderstood without either."""
    if not claims_of(sender):
        raise NotUnderstood(
            "Xin ghi số điện thoại hoặc địa chỉ thư của khách, để khi có sự cố chúng ta báo được.",
            "Give the customer's phone number or mail address, so that they can be told of an outage.",
        )
    return identify([sender], at=at)[0].customer


@transaction.atomic
def enter(new: NewHolding, customer: Customer, *, by: Staff, at: datetime) -> Holding:
    """Write down what a customer has bought. Records `holding.entered` on a chain of its own."""
    check_role(by)
    _check(new)
    compartment = new_compartments([(CompartmentKind.ORDER, customer.ref)], at=at)[0]
    holding = Holding(
        id=new_id(at),
        customer=customer,
        service=new.service,
        compartment=compartment,
        since=new.since,
        runs_until=new.runs_until,
        entered_at=at,
        entered_by=by.ref,
    )
    commitments = _seal_reference(holding, new.reference)
    holding.save(force_insert=True)
    record(
        holding.subject,
        "holding.entered",
        at=at,
        by=by.ref,
        body={
            "customer": customer.ref,
            "service": new.service,
            "compartment": str(compartment.id),
            "since": new.since.isoformat(),
            "runs_until": new.runs_until.isoformat() if new.runs_until else None,
        },
        commitments=commitments,
    )
    return holding


def _check(new: NewHolding) -> None:
    """Raise NotFound for a service that there is not, NotUnderstood for days that cannot be."""
    service = current_policy().service(new.service)
    if not service.is_offered(new.since):
        raise NotUnderstood(
            "Ngày ấy dịch vụ này không còn được cung cấp nữa.",
            "This service was no longer offered on that day.",
        )
    if new.runs_until is not None and new.runs_until < new.since:
        raise NotUnderstood(
            "Ngày hết hạn phải sau ngày bắt đầu.", "The last day must come after the first."
        )


def check_role(by: Staff) -> None:
    """Raise NotAllowed for who does not serve customers."""
    if not by.has_role(*COUNTER):
        raise NotAllowed(
            "Vai trò này không ghi dịch vụ của khách.",
            "This role does not enter what customers have.",
        )


def _seal_reference(holding: Holding, reference: str) -> dict[str, str]:
    words = nfc(reference).strip()
    if not words:
        return {}
    key = holding.compartment_id
    sealed = sealer_for([key]).seal(key, REFERENCE, holding.id, words)
    holding.reference = sealed.value
    return {"reference": sealed.commitment}


@transaction.atomic
def end_holding(holding: Holding, last: date, *, by: Staff, at: datetime) -> None:
    """Say the last day on which the customer has it. Records `holding.ended`."""
    check_role(by)
    if last < holding.since:
        raise NotUnderstood(
            f"Ngày cuối phải từ {holding.since:%d/%m/%Y} trở đi.",
            f"The last day must be {holding.since:%d/%m/%Y} or later.",
        )
    hold(holding.subject)
    if not Holding.objects.filter(pk=holding.pk, ended_on__isnull=True).update(ended_on=last):
        raise ChangedMeanwhile
    holding.refresh_from_db(fields=["ended_on"])
    body = {"ended_on": last.isoformat()}
    record(holding.subject, "holding.ended", at=at, by=by.ref, body=body)
