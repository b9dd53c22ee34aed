"""Passwords for tests: kept as the product keeps them, with hardly any work.

What makes a hash slow for a thief makes it slow for three thousand tests too. How much work the product asks for
is looked at in `tests/security/test_signing.py`; desks that tests start use the product's own.
"""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    """Argon2id with the least memory and one turn."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
