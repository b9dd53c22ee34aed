"""What was published, as rows: they are added, and nothing changes or removes them.

A row says what the company promised on a day, whatever happens to its files. `camket verify` recomputes
each digest and compares the rows with the facts of the chain `rulebook`.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from camket.policy import Origin
from camket.rulebook.rules import DIGEST_LETTERS


class ClauseVersion(models.Model):
    """One version of a clause: what its digest covers, from which day it holds, and who said it."""

    id = models.BigAutoField(primary_key=True)
    clause_id = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    valid_from = models.DateField()
    content = models.JSONField()
    source = models.CharField(max_length=10)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clause_id", "valid_from"], name="a_clause_has_one_version_a_day"
            ),
            models.CheckConstraint(
                name="a_version_has_a_whole_digest",
                condition=Exact(Length("digest"), DIGEST_LETTERS),
            ),
            models.CheckConstraint(
                name="a_version_was_published_or_is_law_or_assumed",
                condition=models.Q(source__in=[origin.value for origin in Origin]),
            ),
        ]

    def to_json(self) -> dict[str, Any]:
        """What the fact of its publication says of it."""
        return {
            "clause": self.clause_id,
            "from": self.valid_from.isoformat(),
            "digest": self.digest,
            "source": self.source,
        }


class Withdrawal(models.Model):
    """The end of a clause: `last_day` is the last day on which it holds."""

    clause_id = models.CharField(primary_key=True, max_length=60)
    last_day = models.DateField()
    published_at = models.DateTimeField()

    def to_json(self) -> dict[str, Any]:
        """What the fact of its publication says of it."""
        return {"clause": self.clause_id, "last_day": self.last_day.isoformat()}


class CalendarVersion(models.Model):
    """A calendar, and the moment from which the company counts by it, until the next row.

    The same calendar may come back, so that its digest is not unique. `version` is what promises name.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=60)
    version = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_calendar_has_a_whole_digest",
                condition=Exact(Length("digest"), DIGEST_LETTERS),
            ),
            models.CheckConstraint(
                name="a_calendars_version_begins_its_digest",
                condition=models.Q(digest__startswith=models.F("version")) & ~models.Q(version=""),
            ),
        ]

    def to_json(self) -> dict[str, Any]:
        """What the fact of its publication says of it."""
        return {"name": self.name, "version": self.version, "digest": self.digest}
