"""Customers and their contact points. Names and addresses are sealed."""

from __future__ import annotations

import uuid

from django.db import models

from camket.people.models.account import Account
from camket.people.rules import ContactKind
from camket.vault.models import Compartment

CUSTOMER_NAME = "people.customer.name"
CONTACT_VALUE = "people.contactpoint.value"


class Customer(models.Model):
    """A person or company that the desk answers to, named by an opaque reference.

    Without an account it is a guest; an account may hold several, as people write from several addresses.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    ref = models.CharField(max_length=20, unique=True)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    name = models.BinaryField(null=True)
    language = models.CharField(max_length=2, default="vi")
    created_at = models.DateTimeField()
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="customers"
    )


class ContactPoint(models.Model):
    """A mail address, phone number or Zalo account: claimed until it is proved.

    `index` is a keyed hash of the normal form; it finds the row without naming the person. A point `identifies` its
    customer where it was the first that a sender gave, or was proved since: whoever gives it is that customer. One
    that stood beside it was written down and never tried, and anybody may write down anybody's: several customers
    may have it so, and it makes nobody one of them (docs/decisions/0010). A point that was removed, or that somebody
    else has proved since, keeps its row for what was sent to it, and is found no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=5)
    index = models.CharField(max_length=64, db_index=True)
    identifies = models.BooleanField(default=False)
    value = models.BinaryField(null=True)
    proved_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    chosen_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["index"],
                name="a_contact_point_identifies_one_customer",
                condition=models.Q(identifies=True),
            ),
            models.UniqueConstraint(
                fields=["customer", "index"], name="a_customer_has_a_contact_point_once"
            ),
            models.CheckConstraint(
                name="a_contact_point_is_an_address_a_number_or_an_account",
                condition=models.Q(kind__in=list(ContactKind)),
            ),
        ]
