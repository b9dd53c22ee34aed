"""Settings, addresses, the command line, and the one table of reactions."""
