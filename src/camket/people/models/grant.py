"""Grants: whom the owner of an account lets act for them, until when, and how far."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from camket.people.models.account import Account
from camket.people.models.customer import ContactPoint
from camket.people.rules import Closeness, Right


class GrantQuerySet(models.QuerySet["Grant"]):
    """Many grants: those that hold at an instant, and the invitations that may still be accepted."""

    def live(self, at: datetime) -> Self:
        """Neither ended nor run out."""
        return self.filter(ended_at__isnull=True, ends_at__gt=at, owner__is_active=True)

    def holding(self, at: datetime) -> Self:
        """Accepted and live: each request asks anew."""
        return self.live(at).filter(accepted_at__isnull=False)

    def waiting(self, at: datetime) -> Self:
        """Invitations that nobody has answered yet."""
        return self.live(at).filter(accepted_at__isnull=True, answer_by__gt=at)


class Grant(models.Model):
    """One delegate of one account. The invited point is the delegate's own, sealed where it stands.

    `index` is the keyed digest of that point: whoever has proved it may accept, whichever row it has by then.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="+")
    index = models.CharField(max_length=64)
    who = models.CharField(max_length=12)
    may_answer = models.BooleanField()
    invited_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    ends_at = models.DateTimeField()
    delegate = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="acts_for"
    )
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[GrantQuerySet] = GrantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_delegate_is_family_or_an_assistant",
                condition=models.Q(who__in=list(Closeness)),
            ),
            models.CheckConstraint(
                name="an_accepted_grant_says_by_whom",
                condition=models.Q(accepted_at__isnull=True, delegate__isnull=True)
                | models.Q(accepted_at__isnull=False, delegate__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_is_their_own_delegate",
                condition=models.Q(delegate__isnull=True) | ~models.Q(delegate=models.F("owner")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["index", "answer_by"],
                name="invitations_of_a_point",
                condition=models.Q(accepted_at__isnull=True, ended_at__isnull=True),
            ),
            models.Index(fields=["owner", "invited_at"], name="grants_of_an_owner"),
        ]

    def allows(self, right: Right) -> bool:
        """Whether the delegate may do this: seeing is what every grant allows."""
        return right == Right.SEE or self.may_answer
