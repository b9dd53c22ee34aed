"""What a customer has begun and not sent, and which proofs of work were spent.

A begun complaint lives in a compartment of its own. It is nothing yet that the desk may read: who holds its
secret reads it, and sending it or leaving it for a week destroys its key.
"""

from __future__ import annotations

from django.db import models

from camket.vault.models import Blob, Compartment

BEGUN_ANSWERS = "intake.begun.answers"
BEGUN_FILE_NAME = "intake.begunfile.name"


class Begun(models.Model):
    """A form between its first word and its sending, known by the keyed hash of a secret cookie."""

    id = models.UUIDField(primary_key=True, editable=False)
    index = models.CharField(max_length=64, unique=True)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    answers = models.BinaryField(null=True)
    saved_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)


class BegunFile(models.Model):
    """A file that comes in piece by piece: `size` bytes are meant, `have` of them are here.

    `mark` is a keyed hash of how the browser names the file, so that choosing it again goes on where the
    connection was lost.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    begun = models.ForeignKey(Begun, on_delete=models.CASCADE, related_name="files")
    mark = models.CharField(max_length=64)
    name = models.BinaryField()
    type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    have = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["begun", "mark"], name="a_begun_form_has_a_file_once"),
            models.CheckConstraint(
                name="no_more_of_a_file_is_here_than_there_is",
                condition=models.Q(have__lte=models.F("size")),
            ),
        ]

    @property
    def is_whole(self) -> bool:
        """Whether all of it is here."""
        return self.have == self.size

    @property
    def percent(self) -> int:
        """How much of it is here."""
        return 100 * self.have // self.size if self.size else 100


class BegunPart(models.Model):
    """One piece of a file, from byte `start` on."""

    file = models.ForeignKey(BegunFile, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "start"], name="a_piece_of_a_file_is_kept_once")
        ]


class SpentProof(models.Model):
    """A proof of work that was used. It cannot be used again, and is forgotten once it has run out."""

    index = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)
