"""What developers run: the launcher, the checks, the tests, the lock. The product never imports it."""
