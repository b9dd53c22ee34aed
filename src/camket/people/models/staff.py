"""Members of staff and their roles."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction

from camket.clock import now
from camket.people.models.account import Account
from camket.people.rules import Role, new_reference


class StaffManager(models.Manager["Staff"]):
    """Makes members of staff, each with the account with which they sign in."""

    @transaction.atomic
    def create_staff(self, username: str, name: str, password: str, *roles: Role) -> Staff:
        """Add a member of staff with roles."""
        account = Account.objects.begin(password=password, at=now())
        staff = self.create(username=username, name=name, ref=new_reference("NV"), account=account)
        StaffRole.objects.bulk_create([StaffRole(staff=staff, role=role) for role in roles])
        return staff


class Staff(models.Model):
    """A member of staff. The name is shown to customers whose case the person handles."""

    username = models.CharField(max_length=80, unique=True)
    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    # Since when a password that we made waits to be replaced; empty once its owner has chosen one.
    first_password_at = models.DateTimeField(null=True)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="staff")

    objects: ClassVar[StaffManager] = StaffManager()

    @property
    def subject(self) -> str:
        """The name of the person's own chain: added, passwords given, sittings."""
        return f"staff:{self.ref}"

    @property
    def must_choose_password(self) -> bool:
        """Whether the password is one that we made: its owner replaces it before anything else."""
        return self.first_password_at is not None

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
