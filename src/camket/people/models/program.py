"""Keys of programs."""

from __future__ import annotations

from django.db import models


class ApiKey(models.Model):
    """A key with which a program of the company's own developers signs in to the API.

    Several keys may stand under one program's name, so that a key can be replaced without a pause: the
    program keeps its cases. Only a keyed digest of the secret is kept.
    """

    ref = models.CharField(primary_key=True, max_length=20)
    program = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
