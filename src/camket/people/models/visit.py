"""Devices from which somebody signs in, and visits: from each signing in to its end."""

from __future__ import annotations

from django.db import models

from camket.people.models.account import Account


class Device(models.Model):
    """One browser of one account, known by the keyed digest of a cookie that says nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    mark = models.CharField(max_length=64)
    first_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "mark"], name="an_account_knows_a_device_once"
            )
        ]


class Visit(models.Model):
    """One sign-in, until it ends. `browser` is coarse words; `network` a keyed digest of the network's prefix.

    `area` is one of its wider surroundings; neither can be read, only compared.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="visits")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="visits")
    how = models.CharField(max_length=20)
    browser = models.CharField(max_length=40)
    network = models.CharField(max_length=64)
    area = models.CharField(max_length=64, default="")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["account", "seen_at"],
                name="visits_that_go_on",
                condition=models.Q(ended_at__isnull=True),
            )
        ]
