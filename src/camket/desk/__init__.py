"""The pages of the staff: gate, one action, page."""
