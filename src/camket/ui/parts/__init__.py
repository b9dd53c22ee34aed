"""Frozen values that the parts of a page are drawn from. Faces build them; templates only draw."""
