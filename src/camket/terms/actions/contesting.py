"""The customer contests a breach notice, with words and files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from camket.arrivals.submission import Attached
from camket.evidence.actions import record
from camket.refusals import MoveNotAllowed, NotUnderstood
from camket.terms.actions.papers import keep_papers
from camket.terms.actions.telling import told
from camket.terms.models import CONTEST, Breach, Contest
from camket.text import nfc
from camket.vault.actions import sealer_for
from camket.vault.rules import new_id


@transaction.atomic
def contest(
    breach: Breach, text: str, files: Sequence[Attached] = (), *, by: str, at: datetime
) -> Contest:
    """Keep what the customer says. Records `breach.contested`.

    It is heard until the notice is decided, also after the time to contest. Raises NotUnderstood where
    nothing is said, MoveNotAllowed once it is decided.
    """
    if not (text.strip() or files):
        raise NotUnderstood(
            "Xin viết vài lời, hoặc chọn tệp.", "Please write a few words, or choose a file."
        )
    # Held, so that nobody decides while something is being said.
    breach = Breach.objects.select_for_update().get(pk=breach.pk)
    if breach.decided_at is not None:
        raise MoveNotAllowed(
            "Thông báo này đã có kết luận. Nếu không đồng ý, Quý khách có thể khiếu nại kết luận.",
            "This notice has been decided. If you disagree, you may complain about the decision.",
        )
    if breach.told_at is None:
        told(breach, at=at)
    row = Contest(id=new_id(at), breach=breach, by=by, at=at)
    sealer = sealer_for([breach.compartment_id])
    sealed = sealer.seal(breach.compartment_id, CONTEST, row.id, nfc(text.strip()))
    row.text = sealed.value
    row.save(force_insert=True)
    kept = keep_papers(breach, sealer, files=files, contest=row, at=at)
    body = {"contest": str(row.id), "late": at >= breach.ends_at}
    commitments = {f"contest:{row.id}": sealed.commitment, **kept}
    record(breach.subject, "breach.contested", at=at, by=by, body=body, commitments=commitments)
    return row
