"""Editions of the policy as rows, never edited, and who accepted which."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from camket.people.models import Account
from camket.rulebook.rules import DIGEST_LETTERS
from camket.terms.rules.editions import CHANGES, Clauses, Listed, Occasion


class Edition(models.Model):
    """What the whole policy says from a day on: the clauses in force, each by the digest of its version.

    The edition in force is the newest of those that have begun. One that was published later for the same
    day, or an earlier one, has a higher number and takes its place.
    """

    version = models.PositiveIntegerField(primary_key=True)
    document = models.CharField(max_length=20)
    in_force_from = models.DateField()
    change = models.CharField(max_length=11)
    digest = models.CharField(max_length=64)
    clauses = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="an_edition_is_published_once"),
            models.CheckConstraint(
                name="an_edition_has_a_whole_digest",
                condition=Exact(Length("digest"), DIGEST_LETTERS),
            ),
            models.CheckConstraint(
                name="an_edition_says_what_it_changes",
                condition=models.Q(change__in=list(CHANGES)),
            ),
        ]

    @property
    def listed(self) -> Listed:
        """What the rules want to know of it."""
        return Listed(self.version, self.in_force_from, self.change)

    @property
    def by_clause(self) -> Clauses:
        """The digest of each clause, in the printed order."""
        return {str(name): str(digest) for name, digest in self.clauses}

    def to_json(self) -> dict[str, Any]:
        """What the fact of its publication says of it."""
        return {
            "version": self.version,
            "document": self.document,
            "from": self.in_force_from.isoformat(),
            "change": self.change,
            "digest": self.digest,
        }


class Acceptance(models.Model):
    """An account's owner has accepted an edition."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="acceptances")
    document = models.CharField(max_length=20)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    how = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "edition"], name="an_account_accepts_an_edition_once"
            ),
            models.CheckConstraint(
                name="an_acceptance_has_its_occasion", condition=models.Q(how__in=list(Occasion))
            ),
        ]

    def to_json(self) -> dict[str, Any]:
        """What the fact says of it."""
        return {
            "acceptance": str(self.id),
            "document": self.document,
            "version": self.edition_id,
            "digest": self.digest,
            "how": self.how,
        }


class Noted(models.Model):
    """An account's owner has looked at an edition without accepting it: nothing was asked, or they decide later."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="noted")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "edition"], name="an_account_notes_an_edition_once"
            )
        ]

    def to_json(self) -> dict[str, Any]:
        """What the fact says of it."""
        return {"noted": str(self.id), "version": self.edition_id}
