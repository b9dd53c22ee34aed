"""The public pages of the policy: every clause with its numbers, examples, versions and grounds."""
