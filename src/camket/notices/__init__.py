"""What must be told: letters with their deliveries, calls with their attempts."""
