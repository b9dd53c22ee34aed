"""Codes with which a person shows that a mail address or a number is theirs."""

from __future__ import annotations

from django.db import models

from camket.people.models.customer import ContactPoint


class ContactProof(models.Model):
    """One code that was sent to a contact point, and what came of it.

    `digest` is keyed and covers the row and the point, so that the code is good for nothing else. `index` and
    `place` are keyed too: they are there to count how often a point is written to, and from where.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="proofs")
    index = models.CharField(max_length=64)
    place = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["index", "asked_at"], name="codes_to_a_point"),
            models.Index(fields=["place", "asked_at"], name="codes_from_a_place"),
        ]

    @property
    def subject(self) -> str:
        """The name of the proof's own chain: asked, sent, told."""
        return f"proof:{self.id}"
