"""What the processes leave in the database about themselves."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """When a process was last seen alive. One row a process name."""

    name = models.CharField(primary_key=True, max_length=40)
    seen_at = models.DateTimeField()
