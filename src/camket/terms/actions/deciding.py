"""A second person decides a breach notice. Nothing follows from one before that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from camket.evidence.actions import hold, record
from camket.people.models import Staff
from camket.people.rules import DESK
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotAllowed, NotUnderstood
from camket.rulebook.company import current_policy
from camket.terms.actions.letters import tell_decided
from camket.terms.models import REASONS, Breach
from camket.terms.rules.breaches import Outcome, may_have_effect
from camket.text import nfc
from camket.vault.actions import sealer_for


@dataclass(frozen=True, slots=True)
class Ruling:
    """How it ends, why, and for a limit which measure of the company's list."""

    outcome: Outcome
    reasons: str
    measure: str = ""


@transaction.atomic
def decide(breach: Breach, ruling: Ruling, *, by: Staff, at: datetime) -> None:
    """Decide, and tell the customer. Records `breach.decided`. A limit is recorded and told, and switches nothing.

    Raises NotAllowed for who asserted it, MoveNotAllowed while it may still be contested, NotUnderstood
    without reasons, and ChangedMeanwhile where somebody else was quicker.
    """
    check_person(breach, by)
    _check(breach, ruling, at=at)
    sealer = sealer_for([breach.compartment_id])
    reasons = ruling.reasons.strip()
    sealed = sealer.seal(breach.compartment_id, REASONS, breach.id, nfc(reasons))
    hold(breach.subject)
    # Only what was seen is decided: not what is decided by now, nor what turned out not to have been told.
    rows = Breach.objects.undecided().filter(
        pk=breach.pk, told_at=breach.told_at, ends_at=breach.ends_at
    )
    changed = rows.update(
        decided_by=by,
        decided_at=at,
        outcome=ruling.outcome,
        measure=ruling.measure,
        reasons=sealed.value,
    )
    if not changed:
        raise ChangedMeanwhile
    breach.refresh_from_db()
    body = {"outcome": breach.outcome, "measure": breach.measure}
    commitments = {"reasons": sealed.commitment}
    record(breach.subject, "breach.decided", at=at, by=by.ref, body=body, commitments=commitments)
    tell_decided(
        breach,
        reasons,
        measure_named(breach.measure, breach.case.language),
        by=by.ref,
        at=at,
    )


def check_person(breach: Breach, by: Staff) -> None:
    """Raise NotAllowed for who asserted it, or does not work at the desk."""
    if not by.has_role(*DESK):
        raise NotAllowed(
            "Vai trò này không kết luận vi phạm.", "This role does not decide breaches."
        )
    if by.pk == breach.asserted_by_id:
        raise NotAllowed(
            "Người nêu vi phạm không tự kết luận (NV-2). Xin để một người khác xem.",
            "Whoever asserted a breach does not decide it (NV-2). Let somebody else look at it.",
        )


def _check(breach: Breach, ruling: Ruling, *, at: datetime) -> None:
    if not ruling.reasons.strip():
        raise NotUnderstood("Xin ghi lý do.", "Give the reasons.")
    known = {measure.code for measure in current_policy().measures}
    if (ruling.outcome == Outcome.LIMIT) != (ruling.measure in known):
        raise NotUnderstood(
            "Xin chọn hạn chế nào, và chỉ khi kết luận là hạn chế.",
            "Choose which limit, and only where the decision is a limit.",
        )
    if not may_have_effect(ruling.outcome, breach.stage(at)):
        raise MoveNotAllowed(
            "Chưa kết luận được: khách còn thời gian phản hồi, hoặc chưa được báo (NV-2). Lúc này chỉ có thể bỏ qua.",
            "It cannot be decided yet: the customer may still reply, or has not been told (NV-2). It can only be dropped now.",
        )


def measure_named(code: str, language: str) -> str:
    """The words of a measure; its code where the company's list has lost it."""
    for measure in current_policy().measures:
        if measure.code == code:
            return measure.name.spoken(language)
    return code
