"""How an account is signed in to: the ways in, and what each proves."""
