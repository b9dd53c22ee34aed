"""SQLite for several writing processes: a database backend that takes turns before it writes."""
