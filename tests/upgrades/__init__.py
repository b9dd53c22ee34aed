"""A desk with people and cases in it, brought to the present version."""
