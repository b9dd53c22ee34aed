"""Delegated access: an owner lets somebody act for them, who signs in to an account of their own."""
