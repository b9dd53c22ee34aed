"""What is known before an arrival is routed, and what a customer has begun to write."""
