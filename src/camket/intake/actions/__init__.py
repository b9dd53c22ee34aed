"""Taking arrivals, by itself or by hand."""
