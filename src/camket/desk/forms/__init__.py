"""What the desk types: one form for each thing that may be done."""
