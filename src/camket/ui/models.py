"""How often something was tried: counts that every process sees, and that name nobody."""

from __future__ import annotations

from django.db import models


class Tries(models.Model):
    """The tries of one thing from one place, until the limit's time is over.

    `index` is a keyed digest of what is tried and from where; neither can be read from it.
    """

    index = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)
