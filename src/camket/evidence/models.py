"""Rows of the chains; only this room writes them."""

from __future__ import annotations

from django.db import models

from camket.evidence.rules import checkpoint_text


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


class Leaf(models.Model):
    """One entry of the log: the digest of a fact, at a place that never changes. `index` counts from 0."""

    index = models.PositiveBigIntegerField(primary_key=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="leaf")
    digest = models.CharField(max_length=64)


class Checkpoint(models.Model):
    """The signed size and root of the log at one moment. `peaks` lets the next one begin where this ended.

    `name` is what the company was called on that day: a company that takes another name signs with it from then
    on, and what it signed before still holds.
    """

    size = models.PositiveBigIntegerField(primary_key=True)
    name = models.TextField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    peaks = models.JSONField()
    signature = models.CharField(max_length=128)

    @property
    def text(self) -> str:
        """What was signed."""
        return checkpoint_text(self.name, self.size, self.root, self.at)
