"""The pages of an account: signing up and in, my cases, and what keeps the account safe."""
