"""Keys per compartment, sealing, access entries."""
