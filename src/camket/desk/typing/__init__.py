"""What staff type in while somebody speaks: the form, what is known of a number, and what to read aloud."""
