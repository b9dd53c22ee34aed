"""What an account has accepted and is asked for, and what a breach notice says."""
