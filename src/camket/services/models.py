"""Holdings, outages and whom they concern. What the company offers is in its policy folder, not here."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce

from camket.cases.models import Case
from camket.people.models import Account, Customer
from camket.services.rules import subject_of
from camket.vault.models import Compartment

REFERENCE = "services.holding.reference"
REPORTED = "services.report.words"


class HoldingQuerySet(models.QuerySet["Holding"]):
    """Many holdings."""

    def of_account(self, account: Account) -> Self:
        """What the customers of one account have."""
        return self.filter(customer__account=account)

    def running(self, on: date) -> Self:
        """Those that somebody has on a day."""
        return self.filter(
            models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=on), since__lte=on
        )

    def with_credit(self) -> Self:
        """With `credited`: the days of use that outages have added."""
        return self.annotate(credited=Coalesce(models.Sum("concerns__days"), 0))


class Holding(models.Model):
    """What one customer has of one service, from a first day to a last.

    `reference` is the number of the contract or order, sealed in a compartment of the holding's own.
    `runs_until` is the last day of a paid term, before what outages add.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="holdings")
    service = models.CharField(max_length=40)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    reference = models.BinaryField(null=True)
    since = models.DateField()
    runs_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=20)

    objects: ClassVar[HoldingQuerySet] = HoldingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_holding_does_not_end_before_it_begins",
                condition=models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("since")),
            )
        ]
        indexes = [models.Index(fields=["service", "id"], name="holdings_of_a_service")]

    @property
    def subject(self) -> str:
        """The name of the holding's chain of facts."""
        return subject_of(self.id)


class Outage(models.Model):
    """A service that cannot be used: reported by a customer, declared by the desk, then ended.

    Its case is one for everybody concerned, and stands under nobody's name. `what` is a code of the clause.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    service = models.CharField(max_length=40)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="outage")
    what = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service"],
                name="a_service_has_one_open_outage",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="an_outage_does_not_end_before_it_begins",
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gte=models.F("began_at")),
            ),
        ]
        indexes = [models.Index(fields=["service", "id"], name="outages_of_a_service")]

    @property
    def is_open(self) -> bool:
        """Whether the service cannot be used yet, as far as is known."""
        return self.ended_at is None


class Concern(models.Model):
    """That an outage concerns what a customer has. `days` is what it brought, once it has ended."""

    id = models.UUIDField(primary_key=True, editable=False)
    outage = models.ForeignKey(Outage, on_delete=models.PROTECT, related_name="concerns")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="concerns")
    days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outage", "holding"], name="an_outage_concerns_a_holding_once"
            )
        ]


class Report(models.Model):
    """That a customer could not reach what they have. The words are sealed in the holding's compartment."""

    id = models.UUIDField(primary_key=True, editable=False)
    outage = models.ForeignKey(Outage, on_delete=models.PROTECT, related_name="reports")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="reports")
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    words = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["outage", "id"], name="reports_of_an_outage")]
