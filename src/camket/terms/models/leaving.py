"""Customers who leave instead of accepting: what they ask for, and when the account closes."""

from __future__ import annotations

from django.db import models

from camket.cases.models import Case
from camket.people.models import Account


class Leaving(models.Model):
    """Somebody wants to leave. The requests are cases like any other; the account closes when its owner says so."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="leavings")
    wants_data = models.BooleanField()
    wants_money = models.BooleanField()
    data_case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    money_case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                name="an_account_leaves_once_at_a_time",
                condition=models.Q(taken_back_at__isnull=True),
            ),
            models.CheckConstraint(
                name="who_stays_did_not_leave",
                condition=models.Q(taken_back_at__isnull=True) | models.Q(closed_at__isnull=True),
            ),
        ]

    @property
    def cases(self) -> list[Case]:
        """What was opened for it."""
        return [case for case in (self.data_case, self.money_case) if case is not None]
