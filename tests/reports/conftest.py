"""A desk with some history, signed."""

from tests.complaints.conftest import linh, router, vinh

__all__ = ["linh", "router", "vinh"]
