"""Customers, their contact points, and staff. Names and addresses of customers are sealed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from camket.people.rules import ContactKind, Role, new_reference
from camket.vault.models import Compartment

CUSTOMER_NAME = "people.customer.name"
CONTACT_VALUE = "people.contactpoint.value"


class StaffManager(BaseUserManager["Staff"]):
    """Makes members of staff; the password is hashed, never kept."""

    def create_staff(self, username: str, name: str, password: str, *roles: Role) -> Staff:
        """Add a member of staff with roles."""
        staff = Staff(username=username, name=name, ref=new_reference("NV"))
        staff.set_password(password)
        staff.save(using=self._db)
        StaffRole.objects.bulk_create([StaffRole(staff=staff, role=role) for role in roles])
        return staff


class Staff(AbstractBaseUser):
    """A member of staff. The name is shown to customers whose case the person handles."""

    username = models.CharField(max_length=80, unique=True)
    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects: ClassVar[StaffManager] = StaffManager()

    @property
    def subject(self) -> str:
        """The name of the person's own chain: added, passwords given, sittings."""
        return f"staff:{self.ref}"

    @property
    def role_set(self) -> frozenset[Role]:
        """The person's roles, read once a request."""
        if not hasattr(self, "_role_set"):
            self._role_set = frozenset(Role(row.role) for row in self.roles.all())
        return self._role_set

    def has_role(self, *wanted: Role) -> bool:
        """Whether the person has any of the roles."""
        return self.is_active and not self.role_set.isdisjoint(wanted)


class StaffRole(models.Model):
    """One role of one person."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "role"], name="a_person_has_a_role_once"),
            models.CheckConstraint(
                name="a_role_is_one_that_exists", condition=models.Q(role__in=list(Role))
            ),
        ]


class Customer(models.Model):
    """A person or company that the desk answers to, named by an opaque reference."""

    id = models.UUIDField(primary_key=True, editable=False)
    ref = models.CharField(max_length=20, unique=True)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    name = models.BinaryField(null=True)
    language = models.CharField(max_length=2, default="vi")
    created_at = models.DateTimeField()


class ContactPoint(models.Model):
    """A mail address, phone number or Zalo account: claimed until it is proved.

    `index` is a keyed hash of the normal form; it finds the row without naming the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=5)
    index = models.CharField(max_length=64)
    value = models.BinaryField(null=True)
    proved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "index"], name="a_contact_point_belongs_to_one_customer"
            ),
            models.CheckConstraint(
                name="a_contact_point_is_an_address_a_number_or_an_account",
                condition=models.Q(kind__in=list(ContactKind)),
            ),
        ]


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
