"""What is told about delegated access: the invitation, and to a delegate that it is over.

An invitation names nobody: until its reader has proved the contact point, they learn of no customer of ours.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from camket.clock import civil_date
from camket.evidence.actions import RecordedFact
from camket.notices.actions.accounts import check_reachable
from camket.notices.actions.queueing import NewNotice, queue
from camket.notices.ways import way_to
from camket.people.granting.giving import Wish, invite
from camket.people.models import Account, ContactPoint, Grant
from camket.people.rules import SYSTEM


@transaction.atomic
def invite_delegate(owner: Account, wish: Wish, *, language: str, at: datetime) -> Grant:
    """Invite, and send the letter that says so. Raises a Refusal."""
    check_reachable(wish.claim)
    grant = invite(owner, wish, language=language, at=at)
    _tell(grant, "delegate_invited", at=at)
    return grant


def after_revoked(fact: RecordedFact) -> None:
    """An owner took it back: whoever could act, or was invited, is told."""
    rows = Grant.objects.select_related("contact_point__customer", "owner")
    _tell(rows.get(pk=str(fact.body["grant"])), "delegate_ended", at=fact.at)


def _tell(grant: Grant, letter: str, *, at: datetime) -> None:
    point = ContactPoint.objects.select_related("customer").get(pk=grant.contact_point_id)
    if way_to(point) is None:
        return
    language = point.customer.language
    notice = NewNotice(
        about=grant.owner.subject,
        compartment=point.customer.compartment_id,
        letter=letter,
        customer=point.customer,
        contact_point=point,
        language=language,
        context={"answer_by": civil_date(grant.answer_by), "link": _page(language)},
    )
    queue([notice], by=SYSTEM, at=at)


def _page(language: str) -> str:
    """Where invitations are answered, after signing in. The address names nobody and opens nothing."""
    path = "/en/account/delegates/" if language == "en" else "/tai-khoan/uy-quyen/"
    return f"{settings.CAMKET_URL}{path}"
