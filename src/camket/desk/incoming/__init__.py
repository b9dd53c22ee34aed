"""The lists beside the queue: calls to make, arrivals that wait, letters and where they are."""
