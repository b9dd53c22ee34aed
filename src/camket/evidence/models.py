"""Rows of the chains; only this room writes them."""

from __future__ import annotations

from django.db import models


class Chain(models.Model):
    """The head of one subject's chain. Its row is the lock of the chain."""

    subject = models.CharField(primary_key=True, max_length=60)
    length = models.PositiveIntegerField()
    head = models.CharField(max_length=64)


class Fact(models.Model):
    """One thing that happened. Never changed, never removed."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)
    body = models.JSONField()
    commitments = models.JSONField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "position"], name="a_chain_has_each_position_once"
            )
        ]
