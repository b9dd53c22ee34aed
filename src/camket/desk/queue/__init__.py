"""The lists of cases: which there are, their pages, and what a line shows."""
