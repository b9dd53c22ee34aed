"""Accepting an edition, or deciding later."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.clock import civil_date
from camket.evidence.actions import record
from camket.people.models import Account
from camket.refusals import ChangedMeanwhile, MoveNotAllowed
from camket.terms.models import Acceptance, Edition, Noted
from camket.terms.queries.standing import standing_of
from camket.vault.rules import new_id


@transaction.atomic
def accept(account: Account, version: int, digest: str, *, by: str, at: datetime) -> Acceptance:
    """Accept the edition that was shown. Records `terms.accepted`; a second time changes nothing.

    Raises ChangedMeanwhile where another edition is asked for by now, or none.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    known = Acceptance.objects.filter(account=account, edition=version).first()
    if known is not None:
        return known
    asked = standing_of(account, on=civil_date(at)).asked
    edition = Edition.objects.filter(version=version, digest=digest).first()
    if asked is None or edition is None or asked.version != version:
        raise ChangedMeanwhile
    acceptance = Acceptance.objects.create(
        id=new_id(at),
        account=account,
        document=edition.document,
        edition=edition,
        digest=edition.digest,
        how=asked.occasion,
        at=at,
    )
    record(account.subject, "terms.accepted", at=at, by=by, body=acceptance.to_json())
    return acceptance


@transaction.atomic
def note(account: Account, version: int, *, by: str, at: datetime) -> Noted:
    """The owner has seen an edition, and accepts it later or need not. Records `terms.noted`.

    Raises ChangedMeanwhile for another edition than the one that is shown, MoveNotAllowed for one that has
    taken effect and waits for an answer.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    today = civil_date(at)
    standing = standing_of(account, on=today)
    if standing.newest != version:
        raise ChangedMeanwhile
    if standing.asked is not None and not standing.asked.may_wait(today):
        raise MoveNotAllowed(
            "Bản này đã có hiệu lực. Quý khách có thể đồng ý hoặc rời đi; hồ sơ và khiếu nại không bị ảnh hưởng.",
            "This version is in force. You may accept it or leave; your cases and complaints are not affected.",
        )
    known = Noted.objects.filter(account=account, edition=version).first()
    if known is not None:
        return known
    noted = Noted.objects.create(id=new_id(at), account=account, edition_id=version, at=at)
    record(account.subject, "terms.noted", at=at, by=by, body=noted.to_json())
    return noted
