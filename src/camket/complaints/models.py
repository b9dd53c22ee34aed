"""Complaints, their points, questions, decisions and remedies."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from camket.arrivals.submission import Matter
from camket.cases.models import Case
from camket.complaints.rules.decisions import Outcome, RemedyKind
from camket.complaints.rules.moves import Status
from camket.people.models import Staff
from camket.promises.models import Promise

PRODUCT = "complaints.complaint.product"
SOUGHT = "complaints.complaint.sought"
POINT_TEXT = "complaints.point.text"
POINT_FINDING = "complaints.point.finding"
POINT_REASONS = "complaints.answer.reasons"
QUESTION = "complaints.question.text"
REMEDY_DETAIL = "complaints.remedy.detail"
LEGAL_BASIS = "complaints.decision.legal_basis"


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Many complaints."""

    def visible_to(self, staff: Staff) -> Self:
        """Those whose case the member of staff may see."""
        return self.filter(case__in=Case.objects.visible_to(staff))

    def standing(self) -> Self:
        """Those that are complaints still: a person may have said that the case is something else."""
        return self.filter(case__kind=Matter.COMPLAINT)


class Complaint(models.Model):
    """What a case of kind complaint has beyond a case."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="complaint"
    )
    status = models.CharField(max_length=12, default=Status.RECEIVED)
    product = models.BinaryField(null=True)
    sought = models.BinaryField(null=True)
    status_at = models.DateTimeField()
    waiting_until = models.DateField(null=True)
    wait_ends_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    silence_ends_at = models.DateTimeField(null=True)

    objects: ClassVar[ComplaintQuerySet] = ComplaintQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_complaint_stands_somewhere_in_the_table",
                condition=models.Q(status__in=list(Status)),
            ),
            models.CheckConstraint(
                name="who_waits_for_the_customer_has_a_date",
                condition=~models.Q(status=Status.WAITING) | models.Q(wait_ends_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["remind_at"],
                name="questions_to_remind_of",
                condition=models.Q(remind_at__isnull=False),
            ),
            models.Index(
                fields=["wait_ends_at"],
                name="questions_that_run_out",
                condition=models.Q(wait_ends_at__isnull=False),
            ),
            models.Index(
                fields=["silence_ends_at"],
                name="results_that_silence_closes",
                condition=models.Q(silence_ends_at__isnull=False),
            ),
        ]

    @property
    def decided_at(self) -> datetime:
        """When it was decided last; for a complaint without a decision, when it came to stand where it does."""
        last: datetime | None = self.decisions.aggregate(at=models.Max("decided_at"))["at"]
        return last or self.status_at


class Point(models.Model):
    """One thing complained of. It is checked, with what was found, and answered in the decision."""

    id = models.UUIDField(primary_key=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.BinaryField()
    finding = models.BinaryField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "position"], name="a_complaint_has_each_point_once"
            ),
            models.CheckConstraint(
                name="a_checked_point_says_what_was_found",
                condition=models.Q(checked_at__isnull=True) | models.Q(finding__isnull=False),
            ),
        ]


class Question(models.Model):
    """Something asked of the customer, with the day by which an answer helps."""

    id = models.UUIDField(primary_key=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="questions")
    text = models.BinaryField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=20)
    answer_by = models.DateField()
    arithmetic = models.JSONField()
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]


class Decision(models.Model):
    """What the desk decided. It is never edited; a contested complaint may get another."""

    id = models.UUIDField(primary_key=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=20)
    # Older decisions answered the legal questions once for all; now each refused point answers its own.
    our_error = models.BooleanField(null=True)
    as_agreed = models.BooleanField(null=True)
    legal_basis = models.BinaryField(null=True)

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.CheckConstraint(
                name="a_decision_accepts_or_rejects_or_both",
                condition=models.Q(outcome__in=list(Outcome)),
            )
        ]


class PointAnswer(models.Model):
    """What was decided on one point, with reasons."""

    id = models.UUIDField(primary_key=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answers")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=8)
    reasons = models.BinaryField()
    our_error = models.BooleanField(null=True)
    as_agreed = models.BooleanField(null=True)

    class Meta:
        ordering = ["point__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "point"], name="a_decision_answers_each_point_once"
            )
        ]


class Remedy(models.Model):
    """What the customer gets, by a day that is a promise too. `amount` is in đồng."""

    id = models.UUIDField(primary_key=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=12)
    amount = models.PositiveBigIntegerField(null=True)
    detail = models.BinaryField(null=True)
    due = models.DateField()
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due"]
        constraints = [
            models.CheckConstraint(
                name="a_remedy_is_of_a_known_kind",
                condition=models.Q(kind__in=list(RemedyKind)),
            )
        ]

    def given(self) -> dict[str, object]:
        """What was promised, as its fact says it."""
        return {
            "remedy": str(self.id),
            "promise": str(self.promise_id),
            "kind": str(self.kind),
            "due": self.due.isoformat(),
            "amount": self.amount,
        }
