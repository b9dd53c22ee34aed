"""What the processes leave in the database about themselves."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """When a process was last seen alive. One row a process name."""

    name = models.CharField(primary_key=True, max_length=40)
    seen_at = models.DateTimeField()


class Turn(models.Model):
    """When an entry of the schedule runs next, and which clock is running it now. One row an entry.

    Instants are of the real clock: `CAMKET_NOW` moves what is due, and not how often we look.
    """

    name = models.CharField(primary_key=True, max_length=60)
    next_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
