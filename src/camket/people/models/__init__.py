"""Accounts, customers with their contact points, staff, and keys of programs."""

from camket.people.models.account import Account
from camket.people.models.customer import CONTACT_VALUE, CUSTOMER_NAME, ContactPoint, Customer
from camket.people.models.grant import Grant
from camket.people.models.program import ApiKey
from camket.people.models.proof import ContactProof
from camket.people.models.signal import Signal
from camket.people.models.staff import Staff, StaffRole
from camket.people.models.visit import Device, Visit

__all__ = [
    "CONTACT_VALUE",
    "CUSTOMER_NAME",
    "Account",
    "ApiKey",
    "ContactPoint",
    "ContactProof",
    "Customer",
    "Device",
    "Grant",
    "Signal",
    "Staff",
    "StaffRole",
    "Visit",
]
