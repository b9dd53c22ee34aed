"""Compartments, their wrapped keys, sealed blobs, and who opened what and why."""

from __future__ import annotations

from django.db import models

from camket.vault.rules import CompartmentKind, Purpose


class Compartment(models.Model):
    """What one key seals. `owner_ref` is the opaque reference of the person whose data it is."""

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=8)
    owner_ref = models.CharField(max_length=20, db_index=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_compartment_is_of_a_known_kind",
                condition=models.Q(kind__in=list(CompartmentKind)),
            )
        ]


class WrappedKey(models.Model):
    """A compartment's data key, wrapped. It lives in the database `keys`, outside the archives."""

    compartment = models.UUIDField(primary_key=True, editable=False)
    kek = models.CharField(max_length=16)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()


class Blob(models.Model):
    """Sealed bytes: in the row while they are small, else in a file of the storage."""

    id = models.UUIDField(primary_key=True, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveBigIntegerField()
    inline = models.BinaryField(null=True)
    name = models.CharField(max_length=120, blank=True)


class AccessEntry(models.Model):
    """That somebody read personal data: who, when, for what purpose, about which matter."""

    id = models.BigAutoField(primary_key=True)
    by = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    about = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_purpose_is_one_that_exists", condition=models.Q(purpose__in=list(Purpose))
            )
        ]
        indexes = [models.Index(fields=["by", "purpose", "about", "at"], name="sittings")]


class AccessedCompartment(models.Model):
    """One compartment that an access opened."""

    entry = models.ForeignKey(AccessEntry, on_delete=models.CASCADE, related_name="compartments")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="accesses")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "compartment"], name="an_access_names_a_compartment_once"
            )
        ]


class Hold(models.Model):
    """Something that stops erasure until it is lifted."""

    id = models.UUIDField(primary_key=True, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=60)
    placed_by = models.CharField(max_length=20)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
