"""Breach notices: clause, evidence, time to contest, what the customer says, and a second person's decision."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from camket.cases.models import Case
from camket.cases.rules import Scan
from camket.people.models import Customer, Staff
from camket.people.rules import DESK, Role
from camket.terms.rules.breaches import Outcome, PaperKind, Side, Stage, stage_of, subject_of
from camket.vault.models import Blob, Compartment
from camket.worktime import Due

CLAIM = "terms.breach.claim"
REASONS = "terms.breach.reasons"
CONTEST = "terms.contest.text"
PAPER = "terms.paper.name"


class BreachQuerySet(models.QuerySet["Breach"]):
    """Many breach notices: who may see them, and which wait for whom."""

    def visible_to(self, staff: Staff) -> Self:
        """The desk and supervisors see all but those from a case about the person; nobody else sees any."""
        return self.exclude(case__about_staff=staff) if staff.has_role(*DESK) else self.none()

    def undecided(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(decided_at__isnull=True)

    def untold(self) -> Self:
        """Those of which the customer does not know yet."""
        return self.undecided().filter(told_at__isnull=True)

    def to_decide(self, staff: Staff, *, at: datetime) -> Self:
        """Those that wait for a second person, and for which this one is it."""
        return self.waiting(at=at).exclude(asserted_by=staff)

    def waiting(self, *, at: datetime) -> Self:
        """Those whose time to contest has ended."""
        return self.undecided().filter(told_at__isnull=False, ends_at__lte=at)


class Breach(models.Model):
    """One alleged breach of terms by a customer.

    `ends_at` is when the time to contest ends: counted from the assertion, and counted anew from the day on
    which the customer was told where that was later. What is sealed lies in a compartment of its own.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    ref = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="breaches")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    clause_id = models.CharField(max_length=60)
    clause_digest = models.CharField(max_length=64)
    claim = models.BinaryField()
    asserted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    asserted_at = models.DateTimeField()
    calendar_version = models.CharField(max_length=64)
    contest_until = models.DateField()
    ends_at = models.DateTimeField()
    arithmetic = models.JSONField()
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, blank=True)
    measure = models.CharField(max_length=40, blank=True)
    reasons = models.BinaryField(null=True)

    objects: ClassVar[BreachQuerySet] = BreachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_breach_is_decided_by_a_second_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asserted_by")),
            ),
            models.CheckConstraint(
                name="a_breach_is_decided_whole_or_not_at_all",
                condition=Q(
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    reasons__isnull=True,
                    outcome="",
                )
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    reasons__isnull=False,
                    outcome__in=list(Outcome),
                ),
            ),
            models.CheckConstraint(
                name="nothing_follows_before_the_time_to_contest_has_ended",
                condition=Q(decided_at__isnull=True)
                | Q(outcome=Outcome.DISMISSED)
                | Q(told_at__isnull=False, decided_at__gte=F("ends_at")),
            ),
            models.CheckConstraint(
                name="a_limit_and_nothing_else_names_its_measure",
                condition=(Q(outcome=Outcome.LIMIT) & ~Q(measure=""))
                | (~Q(outcome=Outcome.LIMIT) & Q(measure="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at", "id"],
                name="breaches_nobody_has_decided",
                condition=Q(decided_at__isnull=True),
            ),
            models.Index(
                fields=["ends_at"],
                name="times_to_contest_that_run",
                condition=Q(decided_at__isnull=True, ended_at__isnull=True),
            ),
        ]

    @property
    def subject(self) -> str:
        """The name of its chain of facts."""
        return subject_of(self.ref)

    @property
    def due(self) -> Due:
        """The time to contest, with the steps that led to its end."""
        return Due.from_json(self.arithmetic)

    def stage(self, at: datetime) -> Stage:
        """Where it stands."""
        return stage_of(self.told_at, self.ends_at, self.decided_at, at)


class Contest(models.Model):
    """What the customer says to it."""

    id = models.UUIDField(primary_key=True, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="contests")
    by = models.CharField(max_length=20)
    at = models.DateTimeField()
    text = models.BinaryField()


class PaperQuerySet(models.QuerySet["Paper"]):
    """Many papers."""

    def files(self) -> Self:
        """Those that are a file."""
        return self.filter(blob__isnull=False).select_related("blob")

    def harmless(self) -> Self:
        """All but those in which harm was found."""
        return self.exclude(scan=Scan.QUARANTINED)

    def servable_to(self, staff: Staff) -> Self:
        """Those that a member of staff may open: only a supervisor opens one that may do harm."""
        return self if staff.has_role(Role.SUPERVISOR) else self.harmless()


class Paper(models.Model):
    """A piece of evidence of either side: a file, or words that say where it is found. Both are sealed.

    `scan` says what is known of a file's harmlessness; words are never scanned.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="papers")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, null=True, related_name="papers")
    side = models.CharField(max_length=8)
    kind = models.CharField(max_length=9)
    name = models.BinaryField()
    type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    scan = models.CharField(max_length=12, default=Scan.NOT_SCANNED)
    at = models.DateTimeField()

    objects: ClassVar[PaperQuerySet] = PaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_paper_is_of_the_company_or_of_the_customer",
                condition=Q(side=Side.COMPANY, contest__isnull=True)
                | Q(side=Side.CUSTOMER, contest__isnull=False),
            ),
            models.CheckConstraint(
                name="a_paper_is_a_file_or_a_reference",
                condition=Q(kind=PaperKind.FILE, blob__isnull=False)
                | Q(kind=PaperKind.REFERENCE, blob__isnull=True),
            ),
            models.CheckConstraint(
                name="a_paper_was_scanned_or_not", condition=Q(scan__in=list(Scan))
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="papers_to_scan",
                condition=Q(scan=Scan.NOT_SCANNED, blob__isnull=False),
            )
        ]
