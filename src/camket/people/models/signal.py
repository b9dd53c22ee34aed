"""Signals: something unusual about an account, of which its owner is asked whether it was them."""

from __future__ import annotations

from django.db import models

from camket.people.models.account import Account
from camket.people.models.visit import Visit
from camket.people.rules import Answer, SignalKind


class Signal(models.Model):
    """One question “was this you?” and its answer. Nothing but the answer ever has a consequence."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=12)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=3, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_signal_is_of_a_known_kind", condition=models.Q(kind__in=list(SignalKind))
            ),
            models.CheckConstraint(
                name="an_answered_signal_says_when",
                condition=models.Q(answer="", answered_at__isnull=True)
                | models.Q(answer__in=list(Answer), answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["account", "raised_at"],
                name="questions_that_wait",
                condition=models.Q(answer=""),
            )
        ]
